/** A document as data, rendered as Markdown and as HTML. Texts are sentences that mark code with backticks. */
export interface Paper {
  readonly title: string;
  /** Who it is for, at the top of each of its pages. */
  readonly audience: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** What the next block is. */
  | { readonly kind: 'label'; readonly text: string }
  /** What is read out or handed on, word by word. */
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly titles: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** Empty lines to write on. */
  | { readonly kind: 'room'; readonly lines: number }
  /** A new page where it is printed. */
  | { readonly kind: 'break' };

export const heading = (level: 2 | 3, text: string): Block => ({ kind: 'heading', level, text });
export const text = (words: string): Block => ({ kind: 'text', text: words });
export const label = (words: string): Block => ({ kind: 'label', text: words });
export const quote = (words: string): Block => ({ kind: 'quote', text: words });
export const list = (items: readonly string[]): Block => ({ kind: 'list', items });
export const table = (titles: readonly string[], rows: readonly (readonly string[])[]): Block => ({
  kind: 'table',
  titles,
  rows,
});
export const room = (lines: number): Block => ({ kind: 'room', lines });
export const newPage: Block = { kind: 'break' };
