import { isGrave } from '../../types/severity.ts';
import type { ReleaseFactsRow } from '../facts.ts';
import { hasGoodRun, isTagged } from '../guards/corroboration.ts';
import type { Signal, SignalId } from '../ledger.ts';

/**
 * Oddities add up: two of different kinds on one release say more than each by itself. The gravest of them is raised to
 * `high`, with a word on the other; its id and its place in the list stay.
 */
export function combine(row: ReleaseFactsRow, signals: readonly Signal[]): readonly Signal[] {
  if (signals.some(({ severity }) => isGrave(severity))) return signals;
  const pair = pairIn(row, signals);
  if (pair === null) return signals;
  const [raised, beside] = pair;
  return signals.map((signal) =>
    signal === raised
      ? {
          ...signal,
          severity: 'high',
          says: `${signal.says}. It stands beside \`${beside.id}\``,
          provisional: signal.provisional || beside.provisional,
        }
      : signal,
  );
}

/** What a signal is about. Two of one kind are often one cause. */
type Kind = 'trust' | 'place' | 'person' | 'content' | 'time';

const kinds: Readonly<Partial<Record<SignalId, Kind>>> = {
  'tp-lost': 'trust',
  'provenance-lost': 'trust',
  'provenance-partial': 'trust',
  'provenance-changed': 'trust',
  'provenance-inconsistent': 'trust',
  'publisher-config-changed': 'trust',
  'mixed-publishers': 'trust',
  'commit-unreachable': 'place',
  'run-mismatch': 'place',
  'no-tag-or-release': 'place',
  'tag-moved': 'place',
  'version-not-in-tree': 'place',
  'claimed-commit-differs': 'place',
  'unsigned-commit': 'person',
  'unusual-publisher': 'person',
  'publisher-email-changed': 'person',
  'signing-key-changed': 'person',
  'new-install-script': 'content',
  'new-dependency': 'content',
  burst: 'time',
  'late-file': 'time',
};

/** Pairs that say enough whatever else is known, the one to raise first. */
const telling: readonly (readonly [SignalId, SignalId])[] = [
  ['no-tag-or-release', 'version-not-in-tree'],
  ['no-tag-or-release', 'burst'],
  ['no-tag-or-release', 'run-mismatch'],
  ['tp-lost', 'no-tag-or-release'],
  ['unsigned-commit', 'new-install-script'],
  ['unsigned-commit', 'no-tag-or-release'],
  ['unsigned-commit', 'burst'],
];

/** Told in the table only by itself; beside a doubt about who published, from what, or with what evidence, and without a tag, it counts. */
const telltales: ReadonlySet<SignalId> = new Set(['new-dependency']);

const besideTelltales: ReadonlySet<Kind> = new Set(['trust', 'person']);

type Pair = readonly [raised: Signal, beside: Signal];

function pairIn(row: ReleaseFactsRow, signals: readonly Signal[]): Pair | null {
  const mediums = signals.filter(({ severity }) => severity === 'medium');
  for (const [first, second] of telling) {
    const raised = mediums.find(({ id }) => id === first);
    const beside = mediums.find(({ id }) => id === second);
    if (raised !== undefined && beside !== undefined) return [raised, beside];
  }
  // A good run by evidence that nobody can forge explains what is new in a release.
  if (hasGoodRun(row)) return null;
  for (const raised of mediums) {
    const kind = kinds[raised.id];
    if (kind === undefined) continue;
    const beside =
      mediums.find((other) => kinds[other.id] !== undefined && kinds[other.id] !== kind) ??
      ((besideTelltales.has(kind) || raised.id === 'commit-unreachable') && !isTagged(row)
        ? signals.find(({ id }) => telltales.has(id))
        : undefined);
    if (beside !== undefined) return [raised, beside];
  }
  return null;
}
