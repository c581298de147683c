import { html } from 'hono/html';
import type { PublishedHow } from '../../types/posture.ts';
import type { Severity } from '../../types/severity.ts';
import type { Verdict } from '../../types/verdict.ts';
import type { Html } from '../page.ts';
import { mark } from './marks.ts';

/** A verdict, as a sign and its word. */
export function verdictWord(verdict: Verdict): Html {
  return html`<span class="word v-${verdict}">${mark(verdict)} ${verdictWords[verdict]}</span>`;
}

export const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: 'pass',
  fail: 'fail',
  unknown: 'unknown',
  'not-applicable': 'not applicable',
  accepted: 'accepted',
};

/** A severity, as a sign and its word. */
export function severityWord(severity: Severity): Html {
  return html`<span class="word s-${severity}">${mark(severity)} ${severity}</span>`;
}

/** How a package is published, as a patch of the colour that pictures show it in, and its word. */
export function howWord(how: PublishedHow): Html {
  return html`<span class="word h-${how}"><i class="patch p-${how}"></i> ${howWords[how]}</span>`;
}

export const howWords: Readonly<Record<PublishedHow, string>> = {
  trusted: 'trusted publishing',
  'job-token': "the job's own token",
  unknown: 'not known',
  token: 'long-lived token',
};

/** The same for the head of a column and the key of a picture. */
export const howShort: Readonly<Record<PublishedHow, string>> = {
  trusted: 'Trusted',
  'job-token': "Job's token",
  unknown: 'Not known',
  token: 'Token',
};

/** What the colours of a picture stand for. */
export function howKey(shown: readonly PublishedHow[]): Html {
  return html`<ul class="key">${shown.map((how) => html`<li>${howWord(how)}</li>`)}</ul>`;
}
