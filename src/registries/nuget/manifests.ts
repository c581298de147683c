import type { RepositoryFiles } from '../../types/repository-files.ts';
import { isAside } from '../manifests/aside.ts';
import { hostedLink } from '../manifests/hosted-link.ts';
import { sourceLink } from '../manifests/links.ts';
import { baseName, directoryOf } from '../manifests/paths.ts';
import { manifestReading } from '../manifests/reading.ts';
import { type Shelf, shelf } from '../manifests/shelf.ts';
import { writtenVersion } from '../manifests/versions.ts';
import type { ManifestPackage, ManifestReading } from '../registry.ts';
import { type Evaluation, evaluate, type Surroundings } from './evaluation.ts';
import { projectBeside, readNuspec } from './nuspec.ts';
import { isPackable } from './packable.ts';
import { projectFiles } from './project-file.ts';
import { solutionsOf } from './solutions.ts';

/** Reads the packages that .NET projects and .nuspec files describe. */
export function readManifests(files: RepositoryFiles): ManifestReading {
  const open = shelf(files);
  const read = projectFiles(open);
  const surroundings: Surroundings = { shelf: open, read, budget: { left: mostSteps } };
  const solutions = solutionsOf(open);
  const projects = new Map<string, Evaluation>();
  for (const path of projectEndings.flatMap((ending) => open.ending(ending))) {
    const file = read(path);
    if (file !== null) projects.set(path, evaluate(path, file, surroundings));
  }
  const byFolder = Map.groupBy(projects.keys(), directoryOf);
  const packages = [
    ...[...projects].flatMap(([path, project]) => fromProject(path, project, solutions.get(path) ?? null, open) ?? []),
    ...open
      .ending('.nuspec')
      .flatMap((path) => fromNuspec(path, byFolder.get(directoryOf(path)) ?? [], projects, solutions, open) ?? []),
  ];
  return manifestReading(packages, open.problems());
}

/** A thousand projects with a thousand shared settings each. */
const mostSteps = 1_000_000;

const projectEndings = ['.csproj', '.fsproj', '.vbproj'];

function fromProject(path: string, project: Evaluation, workspace: string | null, open: Shelf): ManifestPackage | null {
  const named = nameOf(path, project);
  if (named === null) return null;
  const { name, line } = named;
  const publishable = isPackable(project, name) && !isAside(path);
  if (!isId(name)) {
    if (publishable) open.complain(path, line, 'package id is not one that NuGet allows');
    return null;
  }
  return {
    registry: 'nuget',
    name,
    path,
    directory: directoryOf(path),
    line,
    publishable,
    destination: null,
    version: writtenVersion(firstOf(project, 'PackageVersion', 'Version', 'VersionPrefix')?.text),
    provenance: null,
    workspace,
    repository:
      sourceLink(project.property('RepositoryUrl') ?? undefined) ??
      hostedLink(project.property('PackageProjectUrl') ?? undefined),
  };
}

/** The package's id, else the assembly's name, else the file's, as MSBuild falls back; null for a computed one. */
function nameOf(path: string, project: Evaluation): { name: string; line: number } | null {
  if (project.isComputed('PackageId')) return null;
  const found = firstOf(project, 'PackageId', 'AssemblyName');
  return found === null
    ? { name: baseName(path).replace(/\.\w+$/, ''), line: 1 }
    : { name: found.text, line: project.lineOf(found.property) ?? 1 };
}

function firstOf(project: Evaluation, ...properties: readonly string[]): { property: string; text: string } | null {
  for (const property of properties) {
    const text = project.property(property)?.trim();
    if (text) return { property, text };
  }
  return null;
}

function fromNuspec(
  path: string,
  beside: readonly string[],
  projects: ReadonlyMap<string, Evaluation>,
  solutions: ReadonlyMap<string, string>,
  open: Shelf,
): ManifestPackage | null {
  const nuspec = readNuspec(path, open);
  if (nuspec === null) return null;
  const projectPath = projectBeside(path, beside);
  const project = projectPath === null ? undefined : projects.get(projectPath);
  const own = projectPath === null || project === undefined ? '' : (nameOf(projectPath, project)?.name ?? '');
  const name = nuspec.id.replace(/\$id\$/i, () => own);
  // What else stands between dollar signs is handed over on the command line.
  if (name === '' || name.includes('$')) return null;
  if (!isId(name)) {
    open.complain(path, nuspec.line, 'id is not one that NuGet allows');
    return null;
  }
  return {
    registry: 'nuget',
    name,
    path,
    directory: directoryOf(path),
    line: nuspec.line,
    publishable: !isAside(path),
    destination: null,
    version: writtenVersion(nuspec.version ?? undefined),
    provenance: null,
    workspace: solutions.get(projectPath ?? '') ?? null,
    repository: sourceLink(nuspec.source ?? undefined) ?? hostedLink(nuspec.homepage ?? undefined),
  };
}

/** NuGet's rule: words joined by single dots or dashes, at most 100 characters. */
function isId(name: string): boolean {
  return name.length <= 100 && name.split(/[.-]/).every((word) => /^\w+$/.test(word));
}
