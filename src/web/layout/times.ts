import { html } from 'hono/html';
import type { Html } from '../page.ts';

/** `3 days ago`, with the moment itself beside it for those who point at it. Both in milliseconds since the epoch. */
export function age(time: number, now: number): Html {
  return html`<time datetime="${iso(time)}" title="${momentText(time)}">${ageText(time, now)}</time>`;
}

/** `2026-11-22 21:04 UTC`. */
export function moment(time: number): Html {
  return html`<time datetime="${iso(time)}">${momentText(time)}</time>`;
}

/** `2026-11-22`. */
export function day(time: number): Html {
  const text = iso(time).slice(0, 10);
  return html`<time datetime="${text}">${text}</time>`;
}

/** `just now`, `5 minutes ago`, `2 years ago`; a time to come, by a clock that differs, is now. */
function ageText(time: number, now: number): string {
  const seconds = Math.floor((now - time) / 1000);
  const unit = units.find(({ from }) => seconds >= from);
  return unit === undefined ? 'just now' : `${spanText(Math.floor(seconds / unit.length), unit.name)} ago`;
}

/** `14 minutes`, `3 days`: how long something lasts, at least a minute. */
export function lasting(milliseconds: number): string {
  const seconds = Math.max(60, Math.round(milliseconds / 1000));
  const { length, name } = units.find(({ from }) => seconds >= from) ?? minute;
  return spanText(Math.round(seconds / length), name);
}

function spanText(number: number, name: string): string {
  return `${number} ${number === 1 ? name : `${name}s`}`;
}

const minute = { name: 'minute', length: 60, from: 60 };

/** From the longest on; from two of the next shorter ones on it is told in this one. */
const units: readonly (typeof minute)[] = [
  { name: 'year', length: 31_557_600, from: 2 * 31_557_600 },
  { name: 'month', length: 2_629_800, from: 2 * 2_629_800 },
  { name: 'day', length: 86_400, from: 2 * 86_400 },
  { name: 'hour', length: 3600, from: 2 * 3600 },
  minute,
];

function momentText(time: number): string {
  return `${iso(time).slice(0, 16).replace('T', ' ')} UTC`;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
