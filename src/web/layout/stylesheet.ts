import { drawings } from '../drawing/style.ts';
import { details } from '../repository/style.ts';
import { colours } from './style/colours.ts';
import { figures } from './style/figures.ts';
import { forms } from './style/forms.ts';
import { page } from './style/page.ts';
import { print } from './style/print.ts';
import { tables } from './style/tables.ts';
import { words } from './style/words.ts';

const text = [colours, page, words, tables, forms, figures, drawings, details, print].join('\n');

/** The one stylesheet of all pages. Its name changes with it, so that it can be kept for ever. */
export const stylesheet = { path: `/style-${await digest(text)}.css`, text } as const;

async function digest(content: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(content));
  return Buffer.from(bytes).toString('hex').slice(0, 16);
}
