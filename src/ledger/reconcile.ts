import { compareSeverity, isGrave } from '../types/severity.ts';
import { buildOf } from './build.ts';
import type { Case } from './case.ts';
import { contextOf, sound, vanishedIn } from './contexts.ts';
import type { Findings, ReleaseFactsRow } from './facts.ts';
import { habitOf, workflowOf } from './habit.ts';
import { type Ledger, type LedgerRow, type Signal, signalIds } from './ledger.ts';
import { linkOf } from './link.ts';
import { notesOf } from './notes.ts';
import { rowsOf } from './rows.ts';
import { packageRules, rowRules } from './signals/index.ts';
import { signerOf } from './signer.ts';
import { inBelievedOrder, isoTime } from './times.ts';
import { publisherWords, withdrawnWords } from './words.ts';

/**
 * The ledger of one package: every version joined to what GitHub and the registry hold of it, and what does not fit. Pure
 * and total: equal cases give equal bytes, and whatever a case holds, nothing is thrown.
 */
export function reconcile(given: Case): Ledger {
  const about = { ...given, history: inBelievedOrder(given.history, given.now) };
  const { history, github } = about;
  const rows = rowsOf(about);
  const shown = new Set([...rows.slice(-mostShown), ...rows.filter(({ isClose }) => isClose)]);
  const habit = habitOf(sound(rows, about), about);
  const whole = together(packageRules.map((rule) => rule.judge(rows, about, habit)));
  return {
    registry: history.registry,
    package: history.name,
    page: history.page,
    link: linkOf(github?.repository ?? about.repository ?? null, rows.flatMap(buildsOf), history.sourceLinks),
    habit: [...habit.says],
    rows: judgedRows(rows, shown, about).toReversed(),
    omitted: history.omitted + rows.length - shown.size,
    signals: [...whole.signals],
    asked: isoTime(about.now),
    notes: [...notesOf(about), ...whole.quiet],
  };
}

/** Rows that are shown beside those that were looked at closely. */
const mostShown = 100;

/** In the order of time: what did not fit about one release must not become the habit that the next one is held against. */
function judgedRows(
  rows: readonly ReleaseFactsRow[],
  shown: ReadonlySet<ReleaseFactsRow>,
  about: Case,
): readonly LedgerRow[] {
  const gone = vanishedIn(about);
  const doubted = new Set<ReleaseFactsRow>();
  return rows.flatMap((row, at) => {
    if (!shown.has(row)) return [];
    const context = contextOf(rows, at, about, doubted);
    const found = together(context === null ? [] : rowRules.map((rule) => rule.judge(context)));
    if (found.signals.some(({ severity }) => isGrave(severity))) doubted.add(row);
    return [ledgerRow(row, found, about, gone)];
  });
}

/** The gravest first, in the order of the signals' table; each sentence once. */
function together(findings: readonly Findings[]): Findings {
  const signals = findings.flatMap((found) => found.signals);
  return { signals: signals.toSorted(byWeight), quiet: [...new Set(findings.flatMap(({ quiet }) => quiet))] };
}

function byWeight(a: Signal, b: Signal): number {
  return compareSeverity(a.severity, b.severity) || signalIds.indexOf(a.id) - signalIds.indexOf(b.id);
}

function ledgerRow(row: ReleaseFactsRow, found: Findings, about: Case, gone: ReadonlySet<string>): LedgerRow {
  const { release, line, at, rank, joins } = row;
  return {
    version: release.version,
    line: line.name,
    publishedAt: at === null ? null : isoTime(at),
    rank,
    by: publisherWords(row),
    workflow: workflowOf(row, about.github),
    ...originOf(row),
    withdrawn: withdrawnWords(release.withdrawn, gone.has(release.version)),
    joins: { ...joins },
    signals: [...found.signals],
    quiet: [...(isUnmarked(row) ? [unmarked] : []), ...found.quiet],
  };
}

/** What a registry may have compared with its trusted publisher. */
function originOf({ identities, repository }: ReleaseFactsRow): Pick<LedgerRow, 'holding' | 'repository'> {
  const holding = identities.map(({ identity }) => signerOf(identity)).find((path) => path !== null);
  return { ...(holding === undefined ? {} : { holding }), ...(repository === null ? {} : { repository }) };
}

function isUnmarked({ rank, release }: ReleaseFactsRow): boolean {
  return rank === 'staged' && release.publisher.approver === null;
}

const unmarked =
  'stands under an account and carries provenance: in the week from 2026-05-22 npm recorded staged releases in this way';

function buildsOf({ release, identities }: ReleaseFactsRow) {
  if (identities.length === 0) return buildOf(release, []) ?? [];
  return identities.flatMap(({ identity }) => buildOf(release, [identity]) ?? []);
}
