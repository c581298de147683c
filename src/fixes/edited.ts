import type { Edit } from '../controls/control.ts';
import type { FixRefusal } from './offer.ts';

/** What came of one change of a text. */
export type Edited = { readonly state: 'edited'; readonly text: string } | Refused;

export interface Refused {
  readonly state: 'refused';
  readonly why: FixRefusal;
  /** A sentence without its full stop. What stands between two backticks is code. */
  readonly detail: string;
}

/** The edits that address a document by keys and indexes. */
export type DocumentEdit = Extract<Edit, { readonly kind: 'set' | 'delete' }>;

export function refused(why: FixRefusal, detail: string): Refused {
  return { state: 'refused', why, detail };
}

/** A path of keys and indexes as a message shows it: `jobs.publish.steps[2].env`. */
export function showPath(at: readonly (string | number)[]): string {
  if (at.length === 0) return 'the document';
  const shown = at.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`));
  const text = shown.join('').replaceAll(/[\s`]/g, ' ');
  return `\`${text.length > 120 ? `${text.slice(0, 120)}…` : text}\``;
}
