import type { TagFact } from '../github/release-facts.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { type VersionKey, versionKey } from './version-key.ts';

/** What the tags of a repository mean for one package. */
export interface TagIndex {
  /** Tags of a version, the one that fits best first; empty where none is this package's. */
  tagsOf(version: string): readonly TagMatch[];
}

export interface TagMatch {
  readonly tag: TagFact;
  /**
   * `version`: a tag of this version in a form of this package; `alias`: with fewer numbers than the version (`v1` for
   * 1.0.0), which may move; `stray`: in a form that may be another package's.
   */
  readonly kind: 'version' | 'alias' | 'stray';
}

/** What has to be known of a package to tell its tags from those of others. */
export interface TaggedPackage {
  readonly registry: RegistryId;
  readonly name: string;
  /** Folder of its manifest; `` for the root, null where it is not known. */
  readonly directory: string | null;
  readonly releases: readonly { readonly version: string; readonly publishedAt: string | null }[];
  /** The repository is known to release other packages too. */
  readonly hasNeighbours: boolean;
}

/**
 * Finds the tags of a package's versions, however they are called: `v1.2.3`, `1.2.3`, `name@1.2.3`, `name-v1.2.3`,
 * `packages/name/v1.2.3`, `release-1.2.3`. A form without the package's name counts where the history of the package
 * shows that it is meant, or where no other package is in sight.
 */
export function indexTags(tags: readonly TagFact[], about: TaggedPackage): TagIndex {
  const known = new Map<string, string[]>();
  for (const { version } of about.releases) {
    const key = versionKey(version);
    if (key !== null) known.set(key.loose, [...(known.get(key.loose) ?? []), version]);
  }
  const found = new Map<string, Candidate[]>();
  for (const tag of tags.slice(0, mostTags)) {
    const candidate = candidateOf(tag, known, about);
    if (candidate === null) continue;
    found.set(candidate.key.loose, [...(found.get(candidate.key.loose) ?? []), candidate]);
  }
  const owned = ownPrefixes([...found.values()].flat(), about, isShared(tags, about));
  return {
    tagsOf(version) {
      const key = versionKey(version);
      const candidates = key === null ? [] : (found.get(key.loose) ?? []);
      return candidates
        .map((candidate) => ({ tag: candidate.tag, kind: kindOf(candidate, key, owned) }))
        .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.tag.name < b.tag.name ? -1 : 1));
    },
  };
}

/** `v{version}`, `{name}@{version}`: how a tag of a version is called; null where the version is not at its end. */
export function tagForm(tag: string, version: string, name: string): string | null {
  const bare = version.replace(/^v(?=\d)/, '');
  if (!tag.endsWith(bare)) return null;
  const prefix = tag.slice(0, tag.length - bare.length);
  const called = namesOf(name).find((each) => prefix.includes(each));
  return `${called === undefined ? prefix : prefix.replace(called, '{name}')}{version}`;
}

const mostTags = 2000;

const kinds: readonly TagMatch['kind'][] = ['version', 'alias', 'stray'];

interface Candidate {
  readonly tag: TagFact;
  /** What stands before the version: `v`, `name@`, ``. */
  readonly prefix: string;
  readonly key: VersionKey;
  /** Publication of the version, where it is known. */
  readonly publishedAt: string | null;
}

function candidateOf(
  tag: TagFact,
  known: ReadonlyMap<string, readonly string[]>,
  about: TaggedPackage,
): Candidate | null {
  for (const at of startsOf(tag.name)) {
    const key = versionKey(tag.name.slice(at));
    const versions = key === null ? undefined : known.get(key.loose);
    if (key === null || versions === undefined) continue;
    const release = about.releases.find(({ version }) => version === versions[0]);
    return { tag, prefix: tag.name.slice(0, at), key, publishedAt: release?.publishedAt ?? null };
  }
  return null;
}

/** Where a version may begin in a tag: at a digit that stands first, or after a separator and perhaps a `v`. */
function startsOf(tag: string): readonly number[] {
  if (tag.length > longestTag) return [];
  return [...tag.matchAll(/(?<=^|[^a-z0-9.]|(?:^|[^a-z0-9])[vr])\d/gi)].slice(0, 8).map(({ index }) => index);
}

const longestTag = 256;

function kindOf(candidate: Candidate, key: VersionKey | null, owned: ReadonlySet<string>): TagMatch['kind'] {
  if (!owned.has(candidate.prefix)) return 'stray';
  return candidate.key.exact === key?.exact ? 'version' : 'alias';
}

/** Prefixes whose tags are this package's. */
function ownPrefixes(candidates: readonly Candidate[], about: TaggedPackage, shared: boolean): ReadonlySet<string> {
  const byPrefix = Map.groupBy(candidates, ({ prefix }) => prefix);
  const named = [...byPrefix.keys()].filter((prefix) => namesPackage(prefix, about));
  const others = [...byPrefix].filter(([prefix, uses]) => {
    if (named.includes(prefix) || isOnlyOwnFolder(about)) return false;
    return (isBare(prefix) && !shared) || isUsedSo(uses, about);
  });
  return new Set([...named, ...others.map(([prefix]) => prefix)]);
}

/** A Go module in a folder takes the tags that begin with its folder, and no others. */
function isOnlyOwnFolder({ registry, name }: TaggedPackage): boolean {
  return registry === 'go' && goFolder(name) !== '';
}

/** Are there tags that name something else, or other packages? Registries that read tags themselves settle it. */
function isShared(tags: readonly TagFact[], about: TaggedPackage): boolean {
  if (about.registry === 'go' || about.registry === 'packagist') return false;
  if (about.hasNeighbours) return true;
  return tags.some(({ name }) => {
    const [start] = startsOf(name);
    const prefix = start === undefined ? '' : name.slice(0, start);
    return /(?:[@/]v?|-v)$/i.test(prefix) && !isBare(prefix) && !namesPackage(prefix, about);
  });
}

/** Words that say no more than that a version follows. */
function isBare(prefix: string): boolean {
  return /^(?:v|r|rel|release|releases|version|ver|tag|tags|stable)?[-_/.]?v?$/i.test(prefix);
}

function namesPackage(prefix: string, about: TaggedPackage): boolean {
  const stem = prefix.replace(/v$/i, '').replace(/[-_@/.]+$/, '');
  if (stem === '') return false;
  if (about.directory !== null && about.directory !== '' && stem === about.directory) return true;
  if (about.registry === 'go') return stem === goFolder(about.name);
  return namesOf(about.name).some((name) => stem === name || stem.endsWith(`/${name}`));
}

/** A package's name, whole and without its scope, group or vendor; the longest first. */
function namesOf(name: string): readonly string[] {
  const short = name.split(/[/:]/).at(-1) ?? name;
  return short === name || short === '' ? [name] : [name, short];
}

/** `sub/dir` of `github.com/owner/name/sub/dir/v2`. */
function goFolder(module: string): string {
  return module
    .split('/')
    .slice(3)
    .filter((part, at, parts) => !(at === parts.length - 1 && /^v\d+$/.test(part)))
    .join('/');
}

const week = 7 * 86_400_000;

/** Three versions at least, and most of those since the first, each tagged within a week of its publication. */
function isUsedSo(uses: readonly Candidate[], { releases }: TaggedPackage): boolean {
  const near = uses.filter(({ tag, publishedAt }) => {
    const apart = Math.abs(Date.parse(tag.at ?? '') - Date.parse(publishedAt ?? ''));
    return Number.isNaN(apart) || apart <= week;
  });
  if (near.length < 3 || near.length * 2 < uses.length) return false;
  const first = near.map(({ publishedAt }) => publishedAt ?? '').reduce((a, b) => (a < b ? a : b));
  const since = releases.filter(({ publishedAt }) => (publishedAt ?? '') >= first);
  return new Set(near.map(({ key }) => key.loose)).size * 2 >= since.length;
}
