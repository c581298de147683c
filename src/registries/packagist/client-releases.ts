import { z } from 'zod';
import { looseTable, looseText, looseTime, versionText } from '../loose-fields.ts';
import { hostedLink } from '../manifests/hosted-link.ts';
import { type BuildRecord, bareRelease, type RegistryRelease } from '../release.ts';

export interface PackagistReleases {
  /** As listed by Packagist, turned round: the highest version last. Branches are no releases. */
  readonly releases: readonly RegistryRelease[];
  /** Where the code of the highest version is fetched from. */
  readonly source: string | null;
  /** As its composer.json says. */
  readonly homepage: string | null;
}

/**
 * The releases in one package's list. In the minified form each entry holds only what differs from the one before it.
 *
 * `time` is the commit's or tag's own and whoever made it chose it, so that it is no time of publication;
 * `published-time`, which Packagist wrote itself, came in 2026 and is missing before.
 */
export function readReleases(list: readonly unknown[], isMinified: boolean): PackagistReleases {
  const entries = isMinified ? expanded(list) : list.map(entryOf);
  const readable = entries.flatMap((entry) => {
    const reading = shape.safeParse(Object.fromEntries(entry));
    return reading.success && !isBranch(reading.data.version) ? [reading.data] : [];
  });
  const newest = readable[0];
  const byVersion = new Map(readable.toReversed().map((row) => [row.version, releaseOf(row)]));
  return {
    releases: [...byVersion.values()],
    source: newest?.source?.url ?? null,
    homepage: newest?.homepage ?? null,
  };
}

function releaseOf({ version, source, 'published-time': publishedAt, require }: Row): RegistryRelease {
  const dependencies = [...require.keys()].filter((name) => name.length <= 200).toSorted();
  return {
    ...bareRelease(version),
    publishedAt,
    attested: 'no',
    recorded: recordOf(source),
    dependencies: dependencies.slice(0, mostDependencies),
  };
}

function recordOf(source: Row['source']): BuildRecord | null {
  const commit = /^[0-9a-f]{40}$/.test(source?.reference ?? '') ? (source?.reference ?? null) : null;
  if (commit === null) return null;
  return { repository: onGithub(source?.url ?? null), commit, run: null, ref: null, signingKey: null };
}

/** `owner/name` of an address on GitHub. */
function onGithub(address: string | null): string | null {
  const link = hostedLink(address ?? undefined) ?? '';
  return /^https?:\/\/(?:www\.)?github\.com\/([\w.-]+\/[\w.-]+)$/i.exec(link)?.[1] ?? null;
}

type Entry = ReadonlyMap<string, unknown>;

/** Composer's minified form, `composer/2.0`: `__unset` takes a key away again. Only the keys that are read are kept. */
function expanded(list: readonly unknown[]): readonly Entry[] {
  let before: Entry = new Map();
  return list.map((item) => {
    const whole = new Map([...before, ...entryOf(item)]);
    before = new Map([...whole].filter(([, value]) => value !== '__unset'));
    return before;
  });
}

function entryOf(item: unknown): Entry {
  const table = looseTable.parse(item);
  return new Map(keys.flatMap((key) => (table.has(key) ? [[key, table.get(key)] as const] : [])));
}

function isBranch(version: string): boolean {
  return version.startsWith('dev-') || version.endsWith('-dev');
}

const shape = z.object({
  version: versionText,
  source: z.object({ url: looseText, reference: looseText }).nullable().catch(null),
  'published-time': looseTime,
  homepage: looseText,
  require: looseTable,
});

type Row = z.infer<typeof shape>;

const keys = ['version', 'source', 'published-time', 'homepage', 'require'] as const;

const mostDependencies = 1000;
