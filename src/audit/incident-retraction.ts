import type { JoinName, LedgerRow, SignalId } from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { IncidentPack } from '../types/incident-pack.ts';
import { isGrave } from './incident-breaks.ts';

/**
 * Why an incident was a false alarm, in one sentence for each of its signals; null while it is not known to be one. That a
 * signal is gone is not enough, since a question that is not asked any more raises none: each has to be answered by a
 * proof that has arrived since. What no proof of this kind answers stays for people to judge, and so does a release that
 * was taken off the registry.
 */
export function retractionOf(pack: IncidentPack, { ledger }: PackageEvidence): readonly string[] | null {
  const row = ledger?.rows.find(({ version }) => version === pack.release);
  if (row === undefined || row.withdrawn !== null || row.signals.some(isGrave)) return null;
  const answers = pack.signals.map(({ id }) => answerTo(id, row));
  return answers.length === 0 || answers.includes(null) ? null : answers.filter((answer) => answer !== null);
}

/** For each signal that late evidence can settle, the joins of which one has to be proved by then. */
const settledBy: Partial<Record<SignalId, readonly JoinName[]>> = {
  'no-tag-or-release': ['tag', 'release'],
  'tag-moved': ['tag'],
  'run-mismatch': ['run'],
  'commit-unreachable': ['commit'],
  'version-not-in-tree': ['commit'],
  'claimed-commit-differs': ['commit'],
  'provenance-lost': ['attestation'],
  'provenance-partial': ['attestation'],
  'provenance-inconsistent': ['attestation'],
  'provenance-refused': ['attestation'],
  'tp-lost': ['attestation'],
  burst: ['run'],
  'unusual-publisher': ['attestation'],
};

function answerTo(id: string, row: LedgerRow): string | null {
  const joins = Object.entries(settledBy).find(([signal]) => signal === id)?.[1] ?? [];
  const proved = joins.map((name) => row.joins[name]).find(({ state }) => state === 'proved');
  return proved === undefined ? null : `\`${id}\` is answered: ${proved.says}`;
}
