import { closed } from '../../reports/text/marked.ts';
import { shorten } from '../../reports/text/width.ts';
import { sentence } from '../layout/index.ts';
import type { Html } from '../page.ts';

/** A sentence in which names from outside may stand, cut where it is too long; what stands between two backticks is code. */
export function said(text: string, most = 700): Html {
  return sentence(text.length <= most ? text : closed(shorten(text, most)));
}
