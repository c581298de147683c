import type { RepositoryFiles } from '../../types/repository-files.ts';
import { isPackageAside } from '../manifests/aside.ts';
import { type ManifestDocument, tableAt, textAt, textsAt } from '../manifests/document.ts';
import { folderMatcher, withItself } from '../manifests/globs.ts';
import { directoryOf, resolveFrom, within } from '../manifests/paths.ts';
import { manifestReading } from '../manifests/reading.ts';
import { type Shelf, shelf } from '../manifests/shelf.ts';
import { parseToml } from '../manifests/toml.ts';
import { writtenVersion } from '../manifests/versions.ts';
import { type Membership, membership, type WorkspaceRoot } from '../manifests/workspaces.ts';
import type { ManifestPackage, ManifestReading } from '../registry.ts';
import type { Claim } from './claim.ts';
import { isProjectName } from './names.ts';
import { isPackage, publishAddress, pyprojectClaim } from './pyproject.ts';
import { setupCfgClaim } from './setup-cfg.ts';
import { setupPyClaim } from './setup-py.ts';

/**
 * Projects that pyproject.toml, setup.cfg and setup.py describe: one a folder, named by the first of them that says a
 * name in plain words. Names are spelled as the project spells them.
 */
export function readManifests(files: RepositoryFiles): ManifestReading {
  const open = shelf(files);
  const cargo = shelf(files, { quiet: true });
  const projects = open.named('pyproject.toml').flatMap((path) => open.open(path, parseToml) ?? []);
  const workspaces = membership(projects.flatMap((document) => workspaceRoot(document) ?? []));

  const folders = new Set(['pyproject.toml', ...setuptoolsFiles].flatMap((name) => open.named(name)).map(directoryOf));
  const packages = [...folders].flatMap((directory) => {
    const found = claimOf(directory, open, cargo);
    return found === null ? [] : (describe(found.path, found.claim, workspaces, open) ?? []);
  });
  return manifestReading(packages, open.problems());
}

const setuptoolsFiles = ['setup.cfg', 'setup.py'];

interface Found {
  readonly path: string;
  readonly claim: Claim;
}

function claimOf(directory: string, open: Shelf, cargo: Shelf): Found | null {
  const path = within(directory, 'pyproject.toml');
  const project = open.open(path, parseToml);
  const standard = project === null ? null : pyprojectClaim(project);
  if (standard !== null) {
    const isBuilt = standard.isBuilt || setuptoolsFiles.some((name) => open.has(within(directory, name)));
    return { path, claim: { ...standard, publishable: standard.publishable && isBuilt } };
  }

  const found =
    textClaim(within(directory, 'setup.cfg'), setupCfgClaim, open) ??
    textClaim(within(directory, 'setup.py'), setupPyClaim, open) ??
    (project === null ? null : maturinClaim(project, cargo));
  if (found === null || project === null) return found;
  const publishable = found.claim.publishable && isPackage(project.root);
  return { ...found, claim: { ...found.claim, publishable, destination: publishAddress(project.root) } };
}

function textClaim(path: string, read: (text: string) => Claim | null, open: Shelf): Found | null {
  const text = open.text(path);
  const claim = text === null ? null : read(text);
  return claim === null ? null : { path, claim };
}

/** Maturin names a project that does not name itself after its crate. */
function maturinClaim(project: ManifestDocument, cargo: Shelf): Found | null {
  if (textAt(project.root, 'build-system', 'build-backend') !== 'maturin') return null;
  const manifest = textAt(project.root, 'tool', 'maturin', 'manifest-path') ?? 'Cargo.toml';
  const path = resolveFrom(directoryOf(project.path), manifest);
  const crate = path === null ? null : cargo.open(path, parseToml);
  const name = textAt(crate?.root, 'package', 'name');
  if (name === undefined) return null;
  const version = textAt(crate?.root, 'package', 'version') ?? null;
  return {
    path: project.path,
    claim: { name, line: 1, version, publishable: true, destination: null, repository: null },
  };
}

function describe(path: string, claim: Claim, workspaces: Membership, open: Shelf): ManifestPackage | null {
  const directory = directoryOf(path);
  const workspace = workspaces(directory);
  const publishable = claim.publishable && !isPackageAside(path, workspace);
  if (!isProjectName(claim.name)) {
    if (publishable) open.complain(path, claim.line, 'name is not a valid name for PyPI');
    return null;
  }
  return {
    registry: 'pypi',
    name: claim.name,
    path,
    directory,
    line: claim.line,
    publishable,
    destination: claim.destination,
    version: writtenVersion(claim.version ?? undefined),
    provenance: null,
    workspace,
    repository: claim.repository,
  };
}

/** `[tool.uv.workspace]` with its members and what is taken out of them. */
function workspaceRoot(document: ManifestDocument): WorkspaceRoot | null {
  const settings = tableAt(document.root, 'tool', 'uv', 'workspace');
  if (settings === undefined) return null;
  const members = textsAt(settings, 'members') ?? [];
  const excluded = (textsAt(settings, 'exclude') ?? []).map((pattern) => `!${pattern}`);
  const directory = directoryOf(document.path);
  return {
    manifest: document.path,
    claims: withItself(folderMatcher([...members, ...excluded], directory), directory),
  };
}
