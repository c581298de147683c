import type { RepositoryFiles } from '../types/repository-files.ts';

/** What the root's package.json tells of tools, as far as it can be read. */
export interface PackageJson {
  readonly packageManager: string | null;
  /** Ranges by name, of every kind of dependency. */
  readonly dependencies: ReadonlyMap<string, string>;
}

/** The package manager that package.json names: `yarn@4.9.1+sha512…` is yarn, 4.9.1. */
export function packageManagerOf(files: RepositoryFiles): { readonly name: string; readonly version: string } | null {
  const [, name, version] = /^([a-z]+)@(\d+(?:\.\d+){0,2})/.exec(packageJson(files)?.packageManager ?? '') ?? [];
  return name === undefined || version === undefined ? null : { name, version };
}

/** The range by which package.json asks for a tool; null where it does not. */
export function rangeOf(tool: string, files: RepositoryFiles): string | null {
  return packageJson(files)?.dependencies.get(tool) ?? null;
}

/** A file of the repository as package.json; null where there is none, or it is not one. */
export function packageJson(files: RepositoryFiles, path = 'package.json'): PackageJson | null {
  const file = files.read(path);
  if (file.state !== 'seen') return null;
  const data = parsed(file.value);
  if (!isObject(data)) return null;
  const groups = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
  const ranges = groups.flatMap((group) => (isObject(data[group]) ? Object.entries(data[group]) : []));
  const manager = data['packageManager'];
  return {
    packageManager: typeof manager === 'string' ? manager : null,
    dependencies: new Map(ranges.flatMap(([name, range]) => (typeof range === 'string' ? [[name, range]] : []))),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
