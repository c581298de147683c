import { html } from 'hono/html';
import { stretchesOf } from '../../reports/text/marked.ts';
import { visible } from '../../reports/text/visible.ts';
import type { Html } from '../page.ts';

/** A sentence of ours in which names from outside may stand: what stands between two backticks is code. */
export function sentence(text: string): Html {
  return html`${stretchesOf(visible(text)).map((stretch) => (stretch.isCode ? html`<code>${stretch.text}</code>` : stretch.text))}`;
}

/** A name from outside as code, with everything shown that hides or reorders what stands around it. */
export function code(text: string): Html {
  return html`<code>${visible(text)}</code>`;
}

/** A link that leads out of the dashboard. Anything but an address of the web is shown as text. */
export function outside(address: string, label: string | Html): Html {
  if (!/^https?:\/\//.test(address)) return html`${label}`;
  return html`<a href="${address}" rel="noreferrer">${label}</a>`;
}

/** `2,000`. */
export function grouped(number: number): string {
  return number.toLocaleString('en-US');
}

/** `1 package`, `2,000 packages`. */
export function many(number: number, noun: string, nouns = `${noun}s`): string {
  return `${grouped(number)} ${number === 1 ? noun : nouns}`;
}
