import type { ReleaseQuestions } from '../github/release-facts.ts';
import type { PackageHistory, RegistryRelease } from '../registries/release.ts';
import { seen } from '../types/observation.ts';
import { attestedOf } from './attested.ts';
import { buildOf, commitId } from './build.ts';
import type { Case } from './case.ts';
import { releaseLine } from './lines.ts';

/** What the last look at a package had seen. */
export interface KnownVersions {
  readonly versions: ReadonlySet<string>;
  /** Versions that were gone then. */
  readonly vanished: ReadonlySet<string>;
}

/**
 * The releases that are worth asking about one by one, newest first, at most 16: what came back after it had vanished,
 * what people install, the newest ten, what is new since the last look, the newest of each line.
 */
export function closeReleases(history: PackageHistory, known: KnownVersions | null = null): readonly RegistryRelease[] {
  const newestFirst = history.releases.toReversed();
  const recent = newestFirst.slice(0, newest);
  const back = newestFirst.filter(({ version }) => known?.vanished.has(version) === true);
  const older = newestFirst.slice(newest);
  const fresh = older.filter(({ version }) => known !== null && !known.versions.has(version));
  const wanted = [
    ...back.slice(0, mostLines),
    ...installed(history, newestFirst),
    ...recent,
    ...fresh,
    ...newestOfLines(history, newestFirst),
  ];
  const bounded = new Set([...new Set(wanted)].slice(0, most));
  return newestFirst.filter((release) => bounded.has(release));
}

/** What to ask GitHub of the releases that were looked at: commits, runs and repositories that anything names, newest release first. */
export function questionsOf(
  history: PackageHistory,
  details: Case['details'],
  attested: Case['attested'],
  manifests: readonly string[],
): ReleaseQuestions {
  const chosen = new Set([
    ...closeReleases(history).map(({ version }) => version),
    ...details.keys(),
    ...attested.keys(),
  ]);
  const close = history.releases.filter(({ version }) => chosen.has(version));
  const named = close.toReversed().map((release) => {
    const detail = details.get(release.version);
    const whole = { ...release, ...(detail === undefined ? undefined : seen(detail)) };
    const { identities } = attestedOf(whole, attested.get(release.version));
    const builds = identities.map(({ identity }) => buildOf(whole, [identity]));
    return { builds: builds.length > 0 ? builds : [buildOf(whole, [])], claimed: commitId(whole.claimed.commit) };
  });
  const commits = named.flatMap(({ builds, claimed }) => [...builds.map((build) => build?.commit ?? null), claimed]);
  const runs = named.flatMap(({ builds }) => builds.map((build) => build?.run ?? null));
  const unnumbered = named.flatMap(({ builds }) =>
    builds.map((build) => (build?.repositoryId === null ? build.repository : null)),
  );
  return {
    commits: firstOf(commits),
    runs: firstOf(runs),
    manifests: [...new Set(manifests)].sort(),
    repositories: firstOf(unnumbered),
  };
}

const newest = 10;
const mostLines = 6;
const mostInstalled = 3;
const most = 16;
const mostQuestions = 40;

/** What people install comes before what stands above it: any number of prereleases would hide it else. */
function installed(
  { registry, newest: byDefault }: PackageHistory,
  newestFirst: readonly RegistryRelease[],
): readonly RegistryRelease[] {
  const isStable = ({ version }: RegistryRelease) => !releaseLine(registry, version).isPrerelease;
  return newestFirst
    .filter(({ version }) => version === byDefault)
    .concat(newestFirst.filter(isStable).slice(0, mostInstalled));
}

/** The newest release of each of the lines that released last. */
function newestOfLines(
  { registry }: PackageHistory,
  newestFirst: readonly RegistryRelease[],
): readonly RegistryRelease[] {
  const lines = new Map<string, RegistryRelease>();
  for (const release of newestFirst) {
    const { name } = releaseLine(registry, release.version);
    if (!lines.has(name)) lines.set(name, release);
    if (lines.size === mostLines) break;
  }
  return [...lines.values()];
}

function firstOf(ids: readonly (string | null)[]): readonly string[] {
  return [...new Set(ids.filter((id) => id !== null))].slice(0, mostQuestions);
}
