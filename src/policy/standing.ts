import type { ReportControl } from '../types/report.ts';
import type { Standing, StandingTerm } from '../types/standing-term.ts';
import { dayAfter } from './day-after.ts';
import type { Declaration, Exemption, Policy } from './policy.ts';
import { acceptedWords, declaredWords } from './term-words.ts';

/**
 * Which exemptions and declarations end soon, and which of the repository's own have nothing left to be for. Told only
 * where the audit proves it: while a control's answer is unknown, nothing of its terms is called idle.
 *
 * @param controls what the audit answered under this policy
 * @param today ISO 8601 day
 */
export function standingOf(policy: Policy, controls: readonly ReportControl[], today: string): Standing {
  const terms = [
    ...policy.accept.map((entry) => standingExemption(entry, controls)),
    ...policy.declare.map((entry) => standingDeclaration(entry, controls)),
  ];
  const last = dayAfter(today, warnedDays);
  const ordered = (kept: (standing: Judged) => boolean) =>
    terms
      .filter(kept)
      .map(({ term }) => term)
      .toSorted(byDay);
  return {
    ending: ordered(({ state, term }) => state === 'in-use' && today <= term.until && term.until <= last),
    idle: ordered(({ state, term }) => state === 'idle' && term.from === 'repository'),
  };
}

/** Days before its last one from which on people are told that a term ends. */
const warnedDays = 14;

interface Judged {
  readonly term: StandingTerm;
  readonly state: 'in-use' | 'idle' | 'open';
}

function standingExemption(entry: Exemption, controls: readonly ReportControl[]): Judged {
  const rows = rowsOf(entry, controls);
  const isUsed = rows.some(({ verdict, reason }) => verdict === 'accepted' && reason === acceptedWords(entry));
  // One that names no findings may stand in the shadow of another, which accepts the same.
  const isOpen = rows.some(
    ({ verdict }) => verdict === 'unknown' || (verdict === 'accepted' && entry.evidence === null),
  );
  return { term: termOf('exemption', entry), state: stateOf(isUsed, isOpen, isJudged(entry, controls)) };
}

function standingDeclaration(entry: Declaration, controls: readonly ReportControl[]): Judged {
  const rows = rowsOf(entry, controls);
  const isDeclared = ({ verdict, reason }: ReportControl) => verdict === 'pass' && reason.startsWith(declared);
  const isUsed = rows.some(({ reason }) => reason === declaredWords(entry));
  const isOpen = rows.some((row) => row.verdict === 'unknown' || isDeclared(row));
  return { term: termOf('declaration', entry), state: stateOf(isUsed, isOpen, isJudged(entry, controls)) };
}

const declared = 'Declared (';

function stateOf(isUsed: boolean, isOpen: boolean, isKnown: boolean): Judged['state'] {
  if (isUsed) return 'in-use';
  return isOpen || !isKnown ? 'open' : 'idle';
}

/** An audit may have been asked for other controls only. */
function isJudged({ control }: Exemption | Declaration, controls: readonly ReportControl[]): boolean {
  return controls.some(({ id }) => id === control);
}

/** What the control answered for the term's registry, and for the repository as a whole. */
function rowsOf({ control, registry }: Exemption | Declaration, controls: readonly ReportControl[]) {
  return controls.filter(
    (row) => row.id === control && (registry === null || row.registry === null || row.registry === registry),
  );
}

function termOf(
  what: StandingTerm['what'],
  { control, registry, by, until, from }: Exemption | Declaration,
): StandingTerm {
  return { what, control, registry, by, until, from };
}

function byDay(a: StandingTerm, b: StandingTerm): number {
  const [left, right] = [a, b].map(({ until, control, registry, by }) =>
    [until, control, registry ?? '', by].join(' '),
  );
  return left === right ? 0 : (left ?? '') < (right ?? '') ? -1 : 1;
}
