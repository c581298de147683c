import type { PackageEvidence } from '../../ledger/package-evidence.ts';
import type { JobContext } from '../context.ts';
import { digestOf } from '../digest.ts';

/** What is known of a repository's packages, for an audit; null where registries are not asked, or not yet. */
export async function knownEvidence(
  { registries, store }: JobContext,
  repositoryId: number,
): Promise<readonly PackageEvidence[] | null> {
  if (registries === null) return null;
  const known = (await store.packages.ofRepository(repositoryId)).flatMap(({ evidence }) => evidence ?? []);
  return known.length === 0 ? null : known;
}

/** Whether anything else was learnt of the packages at that time or later. */
export async function hasLearntSince(
  { registries, store }: JobContext,
  repositoryId: number,
  time: number,
): Promise<boolean> {
  if (registries === null) return false;
  return (await store.packages.ofRepository(repositoryId)).some(({ changedAt }) => (changedAt ?? 0) >= time);
}

/** Evidence without what differs at each look. */
export function lastingPart({ registry, name, history, advisories, ledger }: PackageEvidence): LastingPart {
  if (ledger === null) return { registry, name, history, advisories, ledger };
  const { asked: _, ...lasting } = ledger;
  return { registry, name, history, advisories, ledger: lasting };
}

type LastingPart = Omit<PackageEvidence, 'askedAt' | 'ledger'> & {
  readonly ledger: Omit<NonNullable<PackageEvidence['ledger']>, 'asked'> | null;
};

/** Whether two looks learnt the same. */
export function isSameEvidence(before: PackageEvidence | null, now: PackageEvidence): boolean {
  // The one that comes from the store has been JSON
  const digest = (evidence: PackageEvidence) => digestOf(JSON.parse(JSON.stringify(lastingPart(evidence))));
  return before !== null && digest(before) === digest(now);
}

/** When the newest release was published, in milliseconds since the epoch; null where none has a time. */
export function newestRelease({ ledger }: PackageEvidence): number | null {
  const times = (ledger?.rows ?? []).map(({ publishedAt }) => Date.parse(publishedAt ?? '')).filter(Number.isFinite);
  return times.length === 0 ? null : Math.max(...times);
}
