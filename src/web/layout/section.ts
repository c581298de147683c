import { html } from 'hono/html';
import type { Html } from '../page.ts';

/** A part of a page under a heading of its own, which can be led to by `#` and its id. */
export function section(id: string, title: string | Html, content: Html): Html {
  return html`<section class="part" aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${content}
</section>`;
}

/** Where there is nothing to show: why, and what would change that. */
export function empty(why: string | Html, next: Html | string = ''): Html {
  return html`<div class="empty"><p>${why}</p>${next === '' ? '' : html`<p>${next}</p>`}</div>`;
}

/** Named values, one below the other. */
export function facts(pairs: readonly (readonly [name: string, value: Html | string])[]): Html {
  return html`<dl class="facts">${pairs.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
