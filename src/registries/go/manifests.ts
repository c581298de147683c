import type { RepositoryFiles } from '../../types/repository-files.ts';
import { isAside } from '../manifests/aside.ts';
import { hostedLink } from '../manifests/hosted-link.ts';
import { directoryOf, resolveFrom } from '../manifests/paths.ts';
import { manifestReading } from '../manifests/reading.ts';
import { type Shelf, shelf } from '../manifests/shelf.ts';
import { membership, type WorkspaceRoot } from '../manifests/workspaces.ts';
import type { ManifestPackage, ManifestReading } from '../registry.ts';
import { directive, type ModFile, readModFile } from './mod-file.ts';
import { isCommand, isIgnored } from './source.ts';

/**
 * Reads the modules that go.mod files describe. Any module with a public path can be fetched; as published counts what
 * others import: not what lies aside or under `internal`, nor a module whose own package is a command.
 */
export function readManifests(files: RepositoryFiles): ManifestReading {
  const open = shelf(files);
  const workspaces = membership(open.named('go.work').flatMap((path) => workspaceAt(path, open) ?? []));
  const sources = sourcesByFolder(open);
  const packages = open.named('go.mod').flatMap((path) => {
    const text = open.text(path);
    const module = text === null ? null : moduleIn(path, readModFile(text), open);
    return module === null ? [] : [describe(path, module, workspaces(directoryOf(path)), sources, open)];
  });
  return manifestReading(packages, open.problems());
}

interface Module {
  readonly path: string;
  readonly line: number;
}

function moduleIn(path: string, file: ModFile, open: Shelf): Module | null {
  const [found] = directive(file, 'module');
  if (found === undefined) {
    open.complain(path, 1, 'has no module line');
    return null;
  }
  if (!grammar.test(found.value)) {
    open.complain(path, found.line, 'module path holds characters that Go does not allow');
    return null;
  }
  // A path without a host is for local use only.
  return /^[^/]*\./.test(found.value) ? { path: found.value, line: found.line } : null;
}

const grammar = /^[A-Za-z0-9][A-Za-z0-9._~/-]{0,300}$/;

function describe(
  path: string,
  module: Module,
  workspace: string | null,
  sources: ReadonlyMap<string, readonly string[]>,
  open: Shelf,
): ManifestPackage {
  const directory = directoryOf(path);
  const isInternal = module.path.split('/').includes('internal');
  return {
    registry: 'go',
    name: module.path,
    path,
    directory,
    line: module.line,
    publishable: !isAside(path) && !isInternal && !isProgram(sources.get(directory) ?? [], open),
    destination: null,
    version: null,
    provenance: null,
    workspace,
    repository: hostedLink(`https://${module.path}`),
  };
}

/** All of one folder is one package, so the first file that counts tells. */
function isProgram(paths: readonly string[], open: Shelf): boolean {
  for (const path of paths.slice(0, mostSources)) {
    const text = open.text(path);
    if (text !== null && !isIgnored(text)) return isCommand(text);
  }
  return false;
}

const mostSources = 16;

function sourcesByFolder(open: Shelf): ReadonlyMap<string, readonly string[]> {
  const sources = open.ending('.go').filter((path) => !path.endsWith('_test.go'));
  return Map.groupBy(sources, directoryOf);
}

function workspaceAt(path: string, open: Shelf): WorkspaceRoot | null {
  const text = open.text(path);
  if (text === null) return null;
  const members = new Set(
    directive(readModFile(text), 'use').map(({ value }) => resolveFrom(directoryOf(path), value)),
  );
  return { manifest: path, claims: (directory) => members.has(directory) };
}
