import type {
  Join,
  JoinName,
  JoinState,
  Ledger,
  LedgerRow,
  Signal,
  SignalId,
  TrustRank,
} from '../../src/ledger/index.ts';
import type { PackageEvidence } from '../../src/ledger/package-evidence.ts';
import {
  bareRelease,
  type PackageHistory,
  type RegistryRelease,
  type ReleasePublisher,
  unknownPublisher,
} from '../../src/registries/release.ts';
import { joinNames } from '../../src/types/ledger-words.ts';
import type { Observation } from '../../src/types/observation.ts';
import type { RegistryId } from '../../src/types/registry-id.ts';
import type { Severity } from '../../src/types/severity.ts';

const thePage = 'https://registry.example/package';

/** A release in short words. */
export interface Release {
  readonly version: string;
  /** By trusted publishing where it is left out; `?`: the registry does not say; anything else is an account's name. */
  readonly by?: 'trusted publishing' | 'staged' | '?' | (string & {});
  /** ISO 8601 day. */
  readonly on?: string;
  readonly workflow?: string | null;
  /** `owner/name/path` of the workflow that the job stood in. */
  readonly holding?: string;
  /** `owner/name` that built it, as it was called then. */
  readonly repository?: string;
  readonly withdrawn?: string | null;
  /** What is different from a row that is proved throughout. */
  readonly joins?: Partial<Record<JoinName, JoinState | Join>>;
  readonly signals?: readonly Signal[];
  readonly line?: string;
  readonly rank?: TrustRank | null;
  /** What the registry says of it otherwise. */
  readonly release?: Partial<RegistryRelease>;
}

/** One package of `octo/demo` that releases by trusted publishing: tests say what is different. */
export interface PackageWords {
  readonly registry?: RegistryId;
  readonly name?: string;
  /** Newest first, as a ledger has them; three by trusted publishing where they are left out. */
  readonly releases?: readonly Release[];
  /** Absent or unreadable; seen where it is left out, with this over it. */
  readonly history?: Partial<PackageHistory> | Exclude<Observation<PackageHistory>, { state: 'seen' }>;
  readonly ledger?: Partial<Ledger>;
  readonly advisories?: PackageEvidence['advisories'];
}

/** What the registry said of one package, with its ledger; `@octo/demo` on npm by default. */
export function packageEvidence(words: PackageWords = {}): PackageEvidence {
  const { registry = 'npm', name = '@octo/demo', releases = byTrust, history = {}, advisories = saw([]) } = words;
  const askedAt = Date.parse('2026-06-01T00:00:00Z');
  if (isMissing(history)) return { registry, name, history, advisories, ledger: null, askedAt };
  const rows = releases.map(rowOf);
  const seen: PackageHistory = {
    registry,
    name,
    releases: releases.map(releaseOf).toReversed(),
    omitted: 0,
    vanished: [],
    owners: saw([
      { name: 'ada', kind: 'person', role: null },
      { name: 'grace', kind: 'person', role: null },
    ]),
    sourceLinks: ['https://github.com/octo/demo'],
    settings: { trustedPublishingOnly: null, twoFactorRequired: null },
    status: 'active',
    newest: rows[0]?.version ?? null,
    malware: [],
    page: `${thePage}/${name}`,
    ...history,
  };
  const ledger: Ledger = {
    registry,
    package: name,
    page: seen.page,
    link: 'proved',
    habit: [],
    rows,
    omitted: 0,
    signals: [],
    asked: new Date(askedAt).toISOString(),
    notes: [],
    ...words.ledger,
  };
  return { registry, name, history: saw(seen), advisories, ledger, askedAt };
}

export function saw<T>(value: T): Observation<T> {
  return { state: 'seen', value, source: thePage };
}

export const absent = { state: 'absent', source: thePage } as const;

export const unreadable = { state: 'unreadable', reason: 'the registry took too long', source: thePage } as const;

export function aSignal(id: SignalId, severity: Severity = 'high', over: Partial<Signal> = {}): Signal {
  return { id, severity, says: `what ${id} saw`, provisional: false, ...over };
}

const byTrust: readonly Release[] = [
  { version: '1.2.0', on: '2026-05-03' },
  { version: '1.1.0', on: '2026-05-02' },
  { version: '1.0.0', on: '2026-05-01' },
];

function isMissing(
  history: NonNullable<PackageWords['history']>,
): history is Exclude<Observation<PackageHistory>, { state: 'seen' }> {
  return 'state' in history;
}

function releaseOf({ version, by = 'trusted publishing', on = '2026-05-01', release }: Release): RegistryRelease {
  return {
    ...bareRelease(version),
    publishedAt: timeOf(on),
    publisher: publisherOf(by),
    ...release,
  };
}

function publisherOf(by: string): ReleasePublisher {
  if (by === '?') return unknownPublisher;
  if (by === 'trusted publishing') return { ...unknownPublisher, kind: 'trusted', provider: 'github' };
  if (by === 'staged') return { ...unknownPublisher, kind: 'trusted', provider: 'github', approver: 'ada' };
  return { ...unknownPublisher, kind: 'person', name: by, email: null };
}

function rowOf(release: Release): LedgerRow {
  const { version, by = 'trusted publishing', on = '2026-05-01', joins = {}, signals = [] } = release;
  return {
    version,
    line: release.line ?? lineOf(version),
    publishedAt: timeOf(on),
    rank: release.rank === undefined ? rankOf(by) : release.rank,
    by: wordsOf(by),
    workflow: release.workflow === undefined ? '.github/workflows/release.yml' : release.workflow,
    ...(release.holding === undefined ? {} : { holding: release.holding }),
    ...(release.repository === undefined ? {} : { repository: release.repository }),
    withdrawn: release.withdrawn ?? null,
    joins: Object.fromEntries(joinNames.map((name) => [name, joinOf(name, joins[name])])) as LedgerRow['joins'],
    signals: [...signals],
    quiet: [],
  };
}

/** As a ledger writes it. */
function wordsOf(by: string): string | null {
  if (by === '?') return null;
  if (by === 'trusted publishing') return 'trusted publishing on GitHub';
  return by === 'staged' ? 'trusted publishing, approved by `ada`' : `\`${by}\``;
}

function lineOf(version: string): string {
  const [major = '', ...others] = version.split('.');
  return others.some((part) => part.includes('-')) ? `${major} next` : major;
}

function rankOf(by: string): TrustRank | null {
  if (by === '?') return null;
  return by === 'trusted publishing' ? 'trusted-publishing' : by === 'staged' ? 'staged' : 'none';
}

function joinOf(name: JoinName, join: JoinState | Join = 'proved'): Join {
  return typeof join === 'string' ? { state: join, value: null, says: `the ${name} is ${join}` } : join;
}

function timeOf(day: string): string {
  return new Date(day).toISOString();
}
