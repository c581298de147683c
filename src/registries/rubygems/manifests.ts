import type { RepositoryFiles } from '../../types/repository-files.ts';
import { isAside } from '../manifests/aside.ts';
import { hostedLink } from '../manifests/hosted-link.ts';
import { registryAddress, sourceLink } from '../manifests/links.ts';
import { baseName, directoryOf, isWithin } from '../manifests/paths.ts';
import { manifestReading } from '../manifests/reading.ts';
import { type Shelf, shelf } from '../manifests/shelf.ts';
import { writtenVersion } from '../manifests/versions.ts';
import type { ManifestPackage, ManifestReading } from '../registry.ts';
import { type Gemspec, readGemspec } from './gemspec.ts';

export { readGemspec };

/** Reads the gems that gemspecs describe. A gemspec that computes its name is taken to be named after its file. */
export function readManifests(files: RepositoryFiles): ManifestReading {
  const open = shelf(files);
  const found = open.ending('.gemspec').flatMap((path) => {
    const text = open.text(path);
    if (text === null) return [];
    const gemspec = readGemspec(text);
    const described = describe(path, gemspec, open);
    return described === null ? [] : [{ described, gemspec }];
  });
  const workspaces = umbrellas(found);
  const packages = found.map(({ described }) => ({ ...described, workspace: workspaces.get(described.path) ?? null }));
  return manifestReading(packages, open.problems());
}

interface Found {
  readonly described: ManifestPackage;
  readonly gemspec: Gemspec;
}

/** Ruby knows no workspaces. A gem that needs gems from the folders below it holds them together, as Rails does. */
function umbrellas(found: readonly Found[]): ReadonlyMap<string, string> {
  const byName = Map.groupBy(found, ({ described }) => described.name);
  const workspaces = new Map<string, string>();
  for (const { described, gemspec } of found) {
    const parts = [...new Set(gemspec.dependencies)]
      .flatMap((name) => byName.get(name) ?? [])
      .map((part) => part.described)
      .filter((part) => part.directory !== described.directory && isWithin(part.directory, described.directory));
    for (const { path } of parts) if (!workspaces.has(path)) workspaces.set(path, described.path);
    if (parts.length > 0) workspaces.set(described.path, described.path);
  }
  return workspaces;
}

function describe(path: string, gemspec: Gemspec, open: Shelf): ManifestPackage | null {
  const name = gemspec.name ?? baseName(path).slice(0, -'.gemspec'.length);
  if (!grammar.test(name) || !/[a-z]/i.test(name)) {
    if (gemspec.name !== null)
      open.complain(path, gemspec.line, 'name is not a gem name: letters, digits, dots, dashes and underscores');
    return null;
  }
  const host = gemspec.allowedPushHost ?? '';
  const destination = registryAddress(host);
  return {
    registry: 'rubygems',
    name,
    path,
    directory: directoryOf(path),
    line: gemspec.line,
    // Bundler's template puts a sentence in place of the host, so that nothing is pushed by accident.
    publishable: !isAside(path) && (host === '' || destination !== null),
    destination: isHome(destination) ? null : destination,
    version: writtenVersion(gemspec.version ?? undefined),
    provenance: null,
    workspace: null,
    repository: sourceLink(gemspec.source ?? undefined) ?? hostedLink(gemspec.homepage ?? undefined),
  };
}

const grammar = /^[A-Za-z0-9._-]{1,255}$/;

function isHome(address: string | null): boolean {
  const host = address === null ? '' : new URL(address).hostname;
  return host === 'rubygems.org' || host.endsWith('.rubygems.org');
}
