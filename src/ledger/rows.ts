import { bareRelease, type RegistryRelease } from '../registries/release.ts';
import { seen } from '../types/observation.ts';
import { type Attested, attestedOf } from './attested.ts';
import { type Build, buildOf, otherBuilder } from './build.ts';
import type { Case } from './case.ts';
import { closeReleases } from './close.ts';
import type { ReleaseFactsRow } from './facts.ts';
import type { ReleaseEvidence } from './joins/evidence.ts';
import { joinsOf } from './joins.ts';
import { releaseLine } from './lines.ts';
import { isStagedUnmarked, rankOf } from './rank.ts';
import { indexTags, type TagIndex } from './tags.ts';
import { publicationTime } from './times.ts';

/**
 * One row a version, by time of publication, oldest first, those without a time before the others: the releases, and
 * what has vanished. Never throws.
 */
export function rowsOf(about: Case): readonly ReleaseFactsRow[] {
  const isClose = closeness(about);
  const index = tagIndexOf(about);
  const bare = versionsOf(about).map((release) => evidenceOf(release, about, index));
  const agreements = bare.map(agrees);
  const same = agreements.filter((answer) => answer === true).length;
  const other = agreements.filter((answer) => answer === false).length;
  const rows = bare.map((evidence, at) => {
    const tagsElsewhere = {
      same: same - (agreements[at] === true ? 1 : 0),
      other: other - (agreements[at] === false ? 1 : 0),
    };
    return rowOf({ ...evidence, tagsElsewhere }, isClose(evidence.release.version));
  });
  return rows.map((row, at) => {
    const beside = [rows[at - 1], rows[at + 1]].filter((next) => next !== undefined);
    return isStagedUnmarked(about.history.registry, row, beside) ? { ...row, rank: 'staged' } : row;
  });
}

function rowOf(evidence: ReleaseEvidence, isClose: boolean): ReleaseFactsRow {
  const { about, release, at, rank, attested, identities, build } = evidence;
  return {
    release,
    at,
    line: releaseLine(about.history.registry, release.version),
    rank,
    isClose,
    attested,
    identities,
    commit: build?.commit ?? null,
    run: build?.run ?? null,
    repository: build?.repository ?? null,
    joins: joinsOf(evidence),
  };
}

/** Looked at closely are those of which anything was asked, and those of which nothing more could be. */
function closeness({ details, attested, history }: Case): (version: string) => boolean {
  const chosen = closeReleases(history).map(({ version }) => version);
  const close = new Set([...chosen, ...details.keys(), ...attested.keys()]);
  return (version) => close.has(version);
}

/** Every version once, with what its details say, the vanished ones too; by time. */
function versionsOf({ history, details, now }: Case): readonly RegistryRelease[] {
  const versions = new Map<string, RegistryRelease>();
  for (const release of history.releases) {
    const detail = details.get(release.version);
    const value = detail === undefined ? undefined : seen(detail);
    if (!versions.has(release.version))
      versions.set(release.version, { ...release, ...value, version: release.version });
  }
  for (const { version, publishedAt } of history.vanished)
    if (!versions.has(version)) versions.set(version, { ...bareRelease(version), publishedAt });
  const timed = [...versions.values()].map((release, index) => ({
    release,
    index,
    at: publicationTime(release.publishedAt, now),
  }));
  timed.sort((a, b) => (a.at ?? Number.NEGATIVE_INFINITY) - (b.at ?? Number.NEGATIVE_INFINITY) || a.index - b.index);
  return timed.map(({ release }) => release);
}

function tagIndexOf(about: Case): TagIndex {
  const { history, github, declared, neighbours } = about;
  const listed = github === null ? undefined : seen(github.tags);
  const path = declared.manifest?.path ?? null;
  return indexTags(listed?.tags ?? [], {
    registry: history.registry,
    name: history.name,
    directory: path === null ? null : path.split('/').slice(0, -1).join('/'),
    releases: [...history.releases, ...history.vanished],
    hasNeighbours: neighbours.some((other) => other.package !== history.name),
  });
}

type Bare = Omit<ReleaseEvidence, 'tagsElsewhere'>;

function evidenceOf(release: RegistryRelease, about: Case, index: TagIndex): Bare {
  const observation = about.attested.get(release.version);
  const { state, identities }: Attested = attestedOf(release, observation);
  const believed = identities.map(({ identity }) => identity);
  const build: Build | null = buildOf(release, believed);
  return {
    about,
    release,
    at: publicationTime(release.publishedAt, about.now),
    attested: state,
    identities,
    records: observation === undefined ? [] : (seen(observation) ?? []),
    build,
    otherBuilder: otherBuilder(believed),
    rank: rankOf(about.history.registry, release, state),
    tags: index.tagsOf(release.version),
  };
}

/** Does a tag of the version lead to its commit? Null where one of them is not known. */
function agrees({ build, tags }: Bare): boolean | null {
  const own = tags.filter(({ kind }) => kind === 'version');
  if (build === null || build.commit === null || own.length === 0) return null;
  return own.some(({ tag }) => tag.commit.toLowerCase() === build.commit);
}
