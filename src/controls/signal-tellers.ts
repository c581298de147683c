import type { LedgerRow, Signal, SignalId } from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import { compareSeverity, type Severity } from '../types/severity.ts';

/** The control that tells of a signal, so that no fault is told twice. */
export type SignalTeller =
  | 'provenance-continuity'
  | 'release-source'
  | 'owners'
  | 'malware-advisory'
  | 'leftover-token';

/** What does not fit of one release, or of the package as a whole. */
export interface Trouble {
  /** Null where it is about the package as a whole. */
  readonly row: LedgerRow | null;
  /** The gravest first; at least one. */
  readonly signals: readonly [Signal, ...Signal[]];
}

/** What a control has to tell of a package. */
export interface Troubles {
  /** The newest release first, then the package as a whole. */
  readonly settled: readonly Trouble[];
  /** What evidence that can still arrive may take back. */
  readonly provisional: readonly Trouble[];
}

/** Releases of which signals are told, at most: what is older is history. */
export const mostJudged = 10;

/** What the control tells of the newest releases that can still be had, from `least` on. */
export function troublesOf(about: PackageEvidence, teller: SignalTeller, least: Severity = 'low'): Troubles {
  const whole = { row: null, signals: about.ledger?.signals ?? [] };
  const told = [...judgedRows(about).map((row) => ({ row, signals: row.signals })), whole].map(({ row, signals }) => ({
    row,
    signals: signals.filter(({ id, severity }) => tellers[id] === teller && compareSeverity(severity, least) <= 0),
  }));
  const having = (provisional: boolean): readonly Trouble[] =>
    told.flatMap(({ row, signals }) => {
      const [first, ...others] = signals
        .filter((signal) => signal.provisional === provisional)
        .toSorted((a, b) => compareSeverity(a.severity, b.severity));
      return first === undefined ? [] : [{ row, signals: [first, ...others] as const }];
    });
  return { settled: having(false), provisional: having(true) };
}

/**
 * The newest releases that can still be had, prereleases too. What is only deprecated still installs, and whoever
 * publishes can write the deprecation.
 */
export function judgedRows({ ledger }: PackageEvidence): readonly LedgerRow[] {
  const rows = ledger?.rows ?? [];
  return rows.filter(({ withdrawn }) => withdrawn === null || withdrawn.startsWith('deprecated')).slice(0, mostJudged);
}

const tellers: Readonly<Record<SignalId, SignalTeller>> = {
  'tp-lost': 'provenance-continuity',
  'provenance-lost': 'provenance-continuity',
  'provenance-changed': 'provenance-continuity',
  'provenance-partial': 'provenance-continuity',
  'provenance-inconsistent': 'provenance-continuity',
  'provenance-refused': 'provenance-continuity',
  'publisher-config-changed': 'release-source',
  'commit-unreachable': 'release-source',
  'run-mismatch': 'release-source',
  'no-tag-or-release': 'release-source',
  'tag-moved': 'release-source',
  'version-not-in-tree': 'release-source',
  'unusual-publisher': 'release-source',
  'publisher-email-changed': 'release-source',
  'owner-changed': 'owners',
  burst: 'release-source',
  'vanished-version': 'release-source',
  'new-install-script': 'release-source',
  'new-dependency': 'release-source',
  'token-still-present': 'leftover-token',
  'claimed-commit-differs': 'release-source',
  'mixed-publishers': 'release-source',
  'late-file': 'release-source',
  'signing-key-changed': 'release-source',
  'unsigned-commit': 'release-source',
  'source-link-changed': 'release-source',
  'malware-advisory': 'malware-advisory',
};
