import { html } from 'hono/html';
import type { Html } from '../page.ts';

/** A table that becomes a list of its rows where the window is narrow, unless it fits there as it is. */
export interface Table {
  /** What it is of, for those who listen. */
  readonly caption: string;
  readonly columns: readonly Column[];
  /** As many cells as columns; the first is the row's heading. */
  readonly rows: readonly (readonly Cell[])[];
  /** For the stylesheet. `narrow`: its few short columns fit a telephone. */
  readonly look?: keyof typeof looks;
}

export interface Column {
  readonly title: string;
  /** Stands in the heading instead of the title: a shorter word, or one with a sign before it. */
  readonly head?: Html;
  /** Its cells say by themselves what they are: a narrow window shows them without the title. */
  readonly isPlain?: boolean;
  /** Its cells stand at the right, one below the other. */
  readonly isNumber?: boolean;
  /** By which the rows stand in order. */
  readonly sorted?: 'ascending' | 'descending';
  /** Where the same rows are in the order of this column. */
  readonly href?: string;
}

/** Null: nothing to say here; a narrow window leaves it out. */
export type Cell = string | number | Html | null;

export function table({ caption, columns, rows, look = 'plain' }: Table): Html {
  return html`<table class="${looks[look]}">
<caption class="hidden">${caption}</caption>
<thead><tr>${columns.map(heading)}</tr></thead>
<tbody>
${rows.map(
  (cells) => html`<tr>${cells.map((content, index) => cell(content, index, columns))}</tr>
`,
)}</tbody>
</table>`;
}

const looks = {
  plain: 'folds',
  narrow: 'still',
  shares: 'folds shares',
  repositories: 'folds repositories',
} as const;

function heading({ title, head = html`${title}`, isNumber = false, sorted, href }: Column): Html {
  const order = sorted === undefined ? '' : html` aria-sort="${sorted}"`;
  const text = href === undefined ? head : html`<a href="${href}">${head}</a>`;
  const arrow =
    sorted === undefined
      ? ''
      : html`<span class="arrow" aria-hidden="true">${sorted === 'ascending' ? '▲' : '▼'}</span>`;
  return html`<th scope="col"${isNumber ? html` class="n"` : ''}${order}>${text}${arrow}</th>`;
}

function cell(content: Cell, index: number, columns: readonly Column[]): Html {
  if (index === 0) return html`<th scope="row">${content}</th>`;
  const column = columns[index];
  const kind = column?.isNumber === true ? html` class="n"` : '';
  const label = content === null || column?.isPlain === true ? '' : html` data-l="${column?.title ?? ''}"`;
  return html`<td${kind}${label}>${content ?? ''}</td>`;
}
