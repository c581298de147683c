import { html } from 'hono/html';
import type { Html } from '../page.ts';

/** A part of a bar: its kind is a class of the stylesheet, `f-trusted` for `trusted`. */
export interface Part {
  readonly kind: string;
  readonly amount: number;
}

/** Parts of a whole side by side. The amounts have to stand beside it as text: nothing here is told to those who listen. */
export function bar(parts: readonly Part[]): Html {
  const whole = parts.reduce((sum, { amount }) => sum + amount, 0);
  let from = 0;
  return html`<svg class="bar" aria-hidden="true">${parts
    .filter(({ amount }) => amount > 0)
    .map(({ kind, amount }) => {
      const width = (100 * amount) / whole;
      from += width;
      return html`<rect class="f-${kind}" x="${short(from - width)}%" width="${short(width)}%" height="100%"/>`;
    })}</svg>`;
}

function short(share: number): string {
  return String(Math.round(share * 10) / 10);
}
