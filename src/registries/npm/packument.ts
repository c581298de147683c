import semver from 'semver';
import { z } from 'zod';
import { type Distiller, Indigestible } from '../../http/http.ts';
import { registryTime } from '../registry-time.ts';
import { mostReleases } from '../release.ts';
import { readPieces, type Wanted } from './json-pieces.ts';

/**
 * What is kept of npm's full document of a package. The documents are tens of megabytes for some, so it is made while
 * they arrive. Shapes: the registry's `docs/responses/package-metadata.md`, and documents as the registry serves them.
 */
export const packument: Distiller = {
  name: 'npm-packument/1',
  distil: async (chunks) => {
    const collector = packumentCollector();
    await readPieces(chunks, wanted, collector);
    return JSON.stringify(collector.packument());
  },
};

/**
 * What `packument` leaves. Fields of versions are as the registry sent them, so whoever reads one checks its type: null
 * stands for what was too large too, `dist` and `scripts` for whether they are objects, dependencies are names only.
 */
export const packumentSchema = z.object({
  name: z.unknown().optional(),
  latest: z.unknown().optional(),
  maintainers: z.unknown().optional(),
  /** The newest by time, oldest first; those without a time first. */
  versions: z.array(
    z.object({ version: z.string(), time: z.string().nullable(), fields: z.record(z.string(), z.unknown()) }),
  ),
  omitted: z.int().min(0),
  vanished: z.array(z.object({ version: z.string(), time: z.string() })),
});

export type Packument = z.infer<typeof packumentSchema>;

/** Bytes of a document that are read, at most. */
export const mostPackumentBytes = 128 * 1024 * 1024;

/** Whether a version is what the registry puts where a package was taken down for security. */
export function isSecurityHolding(version: string): boolean {
  return /^0\.0\.1-security(?:\.\d{1,9})?$/.test(version);
}

/** Holds the name of a package whose first version is staged and not approved yet. */
const placeholder = '0.0.0-stage';

/** Versions that are looked at, at most, and that are held while the document arrives. */
const mostVersions = 50_000;
const mostHeld = 10_000;

const wanted: Wanted = {
  name: 'whole',
  'dist-tags': { latest: 'whole' },
  maintainers: 'whole',
  time: { '*': 'whole' },
  versions: {
    '*': {
      _npmUser: 'whole',
      dist: { integrity: 'whole', shasum: 'whole', tarball: 'whole', attestations: 'whole' },
      gitHead: 'whole',
      hasInstallScript: 'whole',
      scripts: { preinstall: 'whole', install: 'whole', postinstall: 'whole' },
      dependencies: 'whole',
      optionalDependencies: 'whole',
      deprecated: 'whole',
      repository: 'whole',
    },
  },
};

/** Members of which only the names are kept. */
const namesOnly: ReadonlySet<string> = new Set(['dependencies', 'optionalDependencies']);

function packumentCollector() {
  const about = new Map<string, unknown>();
  const frames = new Map<string, boolean>();
  const times = new Map<string, string>();
  const names = new Set<string>();
  const held = new Map<string, Map<string, unknown>>();

  function hold(version: string): void {
    if (!isVersion(version)) return;
    names.add(version);
    if (names.size > mostVersions) throw new Indigestible(`it has more than ${mostVersions} versions`);
    held.set(version, new Map());
    // Times stand further down in the document; until then the first of those versions is taken for the oldest.
    const [oldest = ''] = held.size > mostHeld ? held.keys() : [];
    held.delete(oldest);
  }

  return {
    entered: (path: readonly string[], isObject: boolean): void => {
      const [member = '', version = '', part] = path;
      if (path.length <= 1) frames.set(member, isObject);
      else if (member === 'versions' && part === undefined) hold(version);
      // Told apart from one that is not there: `scripts` of a wrong type says nothing about scripts.
      if (part !== undefined) held.get(version)?.set(part, isObject);
    },
    taken: (path: readonly string[], value: unknown): void => {
      const [member = '', key = '', ...parts] = path;
      if (member === 'time') {
        if (!isVersion(key) || typeof value !== 'string') return;
        if (times.size >= 2 * mostVersions) throw new Indigestible(`it has more than ${2 * mostVersions} times`);
        times.set(key, value);
      } else if (member === 'versions')
        held.get(key)?.set(parts.join('.'), namesOnly.has(parts.join('.')) ? namesIn(value) : (value ?? null));
      else about.set(path.join('.'), value);
    },
    packument: (): Packument => {
      requireFrame(frames, times);
      const all = [...held].map(([version, fields]) => ({
        version,
        time: times.get(version) ?? null,
        fields: Object.fromEntries(fields),
      }));
      const versions = all.toSorted(byTime).slice(-mostReleases);
      const vanished = [...times]
        .filter(([version]) => !names.has(version))
        .map(([version, time]) => ({ version, time }));
      return {
        name: about.get('name'),
        latest: about.get('dist-tags.latest'),
        maintainers: about.get('maintainers'),
        versions,
        omitted: names.size - versions.length,
        vanished: vanished.toSorted(byTime).slice(-mostReleases),
      };
    },
  };
}

/** The root and `versions` are objects; a package that was unpublished as a whole has times and no versions. */
function requireFrame(frames: ReadonlyMap<string, boolean>, times: ReadonlyMap<string, string>): void {
  const isWhole = frames.get('') === true && frames.get('versions') !== false && frames.get('time') !== false;
  if (!isWhole || (!frames.has('versions') && times.size === 0))
    throw new Indigestible('it is not a document of a package');
}

function isVersion(text: string): boolean {
  return text !== placeholder && !/\s/.test(text) && semver.valid(text, true) !== null;
}

function byTime(left: { readonly time: string | null }, right: { readonly time: string | null }): number {
  return millisecondsOf(left.time) - millisecondsOf(right.time);
}

function millisecondsOf(time: string | null): number {
  return registryTime(time)?.milliseconds ?? 0;
}

/** Null where it is no object. */
function namesIn(value: unknown): readonly string[] | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : null;
}
