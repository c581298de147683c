import semver from 'semver';
import { z } from 'zod';

const specifiers = z.record(z.string(), z.string()).default({});

const entry = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  link: z.boolean().optional(),
  dev: z.boolean().default(false),
  optional: z.boolean().default(false),
  devOptional: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
  os: z.unknown().optional(),
  cpu: z.unknown().optional(),
  dependencies: specifiers,
  devDependencies: specifiers,
  optionalDependencies: specifiers,
  peerDependencies: specifiers,
});

/** `package-lock.json`, as far as it is judged here. */
export const lockfileSchema = z.object({
  name: z.string(),
  version: z.string(),
  lockfileVersion: z.number(),
  packages: z.record(z.string(), entry),
});

/** `package.json`, as far as it is judged here. */
export const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  private: z.boolean().default(false),
  scripts: specifiers,
  dependencies: specifiers,
  devDependencies: specifiers,
  optionalDependencies: specifiers,
});

export type Lockfile = z.infer<typeof lockfileSchema>;
export type Manifest = z.infer<typeof manifestSchema>;
export type Entry = z.infer<typeof entry>;

/** The name of the package that a place such as `node_modules/a/node_modules/@b/c` holds. */
export function nameAt(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** What is locked, without the project itself: where it lies, and what it is. */
export function lockedPackages({ packages }: Lockfile): readonly (readonly [path: string, entry: Entry])[] {
  return Object.entries(packages).filter(([path]) => path !== '');
}

/** What is wrong with how dependencies are locked, one sentence each. */
export function lockfileProblems(lockfile: Lockfile, manifest: Manifest): readonly string[] {
  return [
    ...(lockfile.lockfileVersion === 3 ? [] : [`lockfileVersion is ${lockfile.lockfileVersion}, not 3`]),
    ...rootProblems(lockfile, manifest),
    ...fields.flatMap((field) => looseVersions(field, manifest)),
    ...lockedPackages(lockfile).flatMap(([path, locked]) =>
      rules.flatMap(({ breaks, words }) => (breaks(locked, path) ? [`${path} ${words}`] : [])),
    ),
  ];
}

const fields = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

function rootProblems(lockfile: Lockfile, manifest: Manifest): readonly string[] {
  const root = lockfile.packages[''];
  if (root === undefined) return ['the lockfile does not describe the project itself'];
  const names = [lockfile.name, root.name].some((name) => name !== manifest.name);
  const versions = [lockfile.version, root.version].some((version) => version !== manifest.version);
  return [
    ...(names ? [`the lockfile is of another project than ${manifest.name}`] : []),
    ...(versions ? [`the lockfile is of another version than ${manifest.version}`] : []),
    ...fields.flatMap((field) =>
      sorted(root[field]) === sorted(manifest[field]) ? [] : [`${field} of package.json and the lockfile differ`],
    ),
  ];
}

function sorted(record: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** A range would let whoever makes a lockfile anew take a release that nobody has looked at. */
function looseVersions(field: (typeof fields)[number], manifest: Manifest): readonly string[] {
  return Object.entries(manifest[field]).flatMap(([name, wanted]) =>
    semver.valid(wanted) === wanted ? [] : [`package.json asks for ${name}@${wanted}, which is no exact version`],
  );
}

interface Rule {
  readonly words: string;
  readonly breaks: (entry: Entry, path: string) => boolean;
}

const rules: readonly Rule[] = [
  { words: 'has no exact version', breaks: ({ version }) => semver.valid(version) === null },
  { words: 'is a link to a folder', breaks: ({ link }) => link === true },
  { words: 'names where it is fetched from', breaks: ({ resolved }) => resolved !== undefined },
  {
    words: 'is an alias for another package',
    breaks: ({ name }, path) => name !== undefined && name !== nameAt(path),
  },
  {
    words: 'has no SHA-512 to be compared with',
    breaks: (entry) =>
      entry.integrity === undefined ? !isForAnotherPlatform(entry) : !/^sha512-[\w+/]{86}==$/.test(entry.integrity),
  },
  {
    words: 'depends on something that comes from no registry',
    breaks: ({ dependencies, optionalDependencies, peerDependencies }) =>
      [dependencies, optionalDependencies, peerDependencies]
        .flatMap(Object.values)
        .some((wanted) => /[:/]/.test(wanted)),
  },
];

/**
 * A registry that does not carry binaries for every platform leaves them out of a lockfile made with it. Such a package
 * is never installed by `npm ci` here; on its platform the lockfile has to be made anew first.
 */
function isForAnotherPlatform({ optional, os, cpu }: Entry): boolean {
  return optional && (os !== undefined || cpu !== undefined);
}

/** Packages that want to run a program while they are installed, which `--ignore-scripts` forbids. */
export function installScripts(lockfile: Lockfile): readonly string[] {
  return lockedPackages(lockfile).flatMap(([path, { hasInstallScript }]) =>
    hasInstallScript ? [`${path} wants to run a program when it is installed`] : [],
  );
}

/** Whether somebody could have us install, or publish, something under our own name. */
export function confusionProblems(lockfile: Lockfile, manifest: Manifest): readonly string[] {
  const isGuarded = manifest.private || /\brefuse-publish\b/.test(manifest.scripts['prepublishOnly'] ?? '');
  return [
    ...lockedPackages(lockfile).flatMap(([path, { name = nameAt(path) }]) =>
      name === manifest.name ? [`${path} has our own name: a stranger’s package, or one of ours by a detour`] : [],
    ),
    ...(isGuarded ? [] : ['nothing keeps `npm publish` from publishing the checkout instead of what was built']),
  ];
}
