import { html } from 'hono/html';
import type { Html } from '../page.ts';

/** Small signs that stand before a word and never alone: each has a shape of its own, so that none is told by colour. */
const shapes = {
  pass: html`<path d="M2.5 8.6l3.6 3.6 7.4-8"/>`,
  fail: html`<path d="M3.2 3.2l9.6 9.6M12.8 3.2l-9.6 9.6"/>`,
  unknown: html`<path d="M5 5.6C5 3.7 6.3 2.8 8 2.8s3 1 3 2.6c0 2.2-3 2.2-3 4.6"/><circle class="dot" cx="8" cy="13.2" r="1.1"/>`,
  'not-applicable': html`<path d="M3 8h10"/>`,
  accepted: html`<circle cx="8" cy="8" r="5.6"/><path d="M8 4.8V8l2.2 1.6"/>`,
  critical: html`<path class="full" d="M5 1.5h6L14.5 5v6L11 14.5H5L1.5 11V5z"/><path class="cut" d="M8 4.2v4.6M8 11.2v.6"/>`,
  high: html`<path class="full" d="M8 2l6.6 12H1.4z"/>`,
  medium: html`<path d="M8 3l5.6 10.2H2.4z"/>`,
  low: html`<circle cx="8" cy="8" r="4"/>`,
  lock: html`<path d="M3.5 7.2h9v6.3h-9zM5.4 7V5.2a2.6 2.6 0 015.2 0V7"/>`,
} as const;

export type MarkName = keyof typeof shapes;

/** The sign itself; it says nothing to those who listen, for whom the word beside it is enough. */
export function mark(name: MarkName): Html {
  return html`<svg class="mark" aria-hidden="true"><use href="#m-${name}"/></svg>`;
}

/** All of them, and the hatching of what is not known, once a page, for the others to refer to. */
export const marksOnce: Html = html`<svg class="sprite" aria-hidden="true"><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch-ground" d="M0 0h4v4H0z"/><path class="hatch-line" d="M2 0v4"/></pattern>${Object.entries(
  shapes,
).map(([name, shape]) => html`<symbol id="m-${name}" viewBox="0 0 16 16">${shape}</symbol>`)}</svg>`;
