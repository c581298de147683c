import type { LedgerRow } from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import { codeWords } from '../registries/plain.ts';
import type { RegistryRelease } from '../registries/release.ts';
import { listedCode } from './job-words.ts';

/** Since when the releases of some packages have done without a stored token. */
export interface NotNeeded {
  /** The first release of the unbroken run that did without; null where it differs among the packages. */
  readonly version: string | null;
  /** ISO 8601 day from which on every release of every package did without. */
  readonly day: string;
  /** Names of the packages, sorted. */
  readonly packages: readonly string[];
}

/**
 * Since when no release needed a token: every one from then on up to the newest came by trusted publishing, as the
 * registry says of it or its attestation proves. Null where that is not known of one of them, and without packages.
 */
export function notNeededSince(packages: readonly PackageEvidence[]): NotNeeded | null {
  const starts = packages.map((about) => ({ name: about.name, first: firstWithout(about) }));
  const days = starts.flatMap(({ first }) => (first === null ? [] : [first.day]));
  const day = days.toSorted().at(-1);
  if (day === undefined || days.length < starts.length) return null;
  const versions = new Set(starts.flatMap(({ first }) => first?.version ?? []));
  const [version = null] = versions.size === 1 ? versions : [];
  return { version, day, packages: starts.map(({ name }) => name).toSorted() };
}

/** ``has not been needed since `2.4.0` of 2026-07-03``; of several packages the names. */
export function notNeededWords({ version, day, packages }: NotNeeded): string {
  const first = version === null ? day : `${codeWords(version)} of ${day}`;
  const whose = packages.length > 1 ? `, for any of ${listedCode(packages)}` : '';
  return `has not been needed since ${first}${whose}`;
}

interface FirstRelease {
  readonly version: string;
  readonly day: string;
}

function firstWithout(about: PackageEvidence): FirstRelease | null {
  let first: FirstRelease | null = null;
  for (const release of newestFirst(about)) {
    if (release.publishedAt === null || !doesWithout(release)) break;
    first = { version: release.version, day: release.publishedAt.slice(0, 10) };
  }
  return first;
}

interface Release {
  readonly version: string;
  readonly publishedAt: string | null;
  /** Absent for one that the ledger does not show. */
  readonly row?: LedgerRow;
  /** Absent for one that the registry does not serve any more. */
  readonly told?: RegistryRelease;
}

/** All releases that the registry or the ledger knows: a ledger leaves out some of those between. */
function newestFirst({ history, ledger }: PackageEvidence): readonly Release[] {
  const releases = new Map<string, Release>();
  for (const row of ledger?.rows ?? [])
    releases.set(row.version, { version: row.version, publishedAt: row.publishedAt, row });
  for (const told of history.state === 'seen' ? history.value.releases : []) {
    const { version, publishedAt } = told;
    releases.set(version, { version, publishedAt, ...releases.get(version), told });
  }
  // What has no time may have come at any.
  return [...releases.values()].toSorted((a, b) => (endOf(a) === endOf(b) ? 0 : endOf(a) < endOf(b) ? 1 : -1));
}

function endOf({ publishedAt }: Release): string {
  return publishedAt ?? '';
}

/** A staged release may have been handed in with a token: its approver says nothing of that. */
function doesWithout({ row, told }: Release): boolean {
  if (row?.rank === 'trusted-publishing') return true;
  return row?.rank === 'staged' && told?.publisher.kind === 'trusted';
}
