import type { RepositoryFiles } from '../../types/repository-files.ts';
import { isPackageAside } from '../manifests/aside.ts';
import { textAt, textsAt } from '../manifests/document.ts';
import { sourceLink } from '../manifests/links.ts';
import { directoryOf, isWithin, resolveFrom, within } from '../manifests/paths.ts';
import { manifestReading } from '../manifests/reading.ts';
import { type Shelf, shelf } from '../manifests/shelf.ts';
import { parseToml } from '../manifests/toml.ts';
import { writtenVersion } from '../manifests/versions.ts';
import { type Membership, membership } from '../manifests/workspaces.ts';
import type { ManifestPackage, ManifestReading } from '../registry.ts';
import { readErlangApplication } from './erlang-app.ts';
import { type MixProject, readMixProject } from './mix-project.ts';

/** Packages that mix.exs, gleam.toml and the `.app.src` files of Rebar describe. */
export function readManifests(files: RepositoryFiles): ManifestReading {
  const open = shelf(files);
  const mixes = open.named('mix.exs').flatMap((path) => {
    const project = readMixProject(open.text(path) ?? '');
    return project === null ? [] : [{ path, project }];
  });
  const umbrellas = membership(mixes.flatMap(({ path, project }) => umbrella(path, project) ?? []));

  const claims = [
    ...mixes.flatMap(({ path, project }) => mixClaim(path, project) ?? []),
    ...open.named('gleam.toml').flatMap((path) => gleamClaim(path, open) ?? []),
    ...open.ending('.app.src').flatMap((path) => rebarClaim(path, open) ?? []),
  ];
  const packages = new Map<string, ManifestPackage>();
  for (const claim of claims) {
    const found = describe(claim, umbrellas, open);
    // A project that builds with several tools still is one package.
    const key = found === null ? '' : `${found.directory}\n${found.name}`;
    if (found !== null && !packages.has(key)) packages.set(key, found);
  }
  return manifestReading([...packages.values()], open.problems());
}

/** What one manifest of any of the tools claims. */
interface Claim {
  readonly path: string;
  readonly directory: string;
  readonly name: string;
  readonly line: number;
  readonly version: string | undefined;
  readonly publishable: boolean;
  readonly organization: string | null;
  readonly repository: string | null;
}

function describe(claim: Claim, umbrellas: Membership, open: Shelf): ManifestPackage | null {
  const workspace = umbrellas(claim.directory);
  const publishable = claim.publishable && !isPackageAside(claim.path, workspace);
  if (!grammar.test(claim.name)) {
    if (publishable)
      open.complain(
        claim.path,
        claim.line,
        'name is not a Hex package name: lower case letters, digits and underscores',
      );
    return null;
  }
  return {
    registry: 'hex',
    name: claim.name,
    path: claim.path,
    directory: claim.directory,
    line: claim.line,
    publishable,
    // An organisation's packages are private. They lie on Hex's own host, so this must not read like its address.
    destination: claim.organization === null ? null : `organization:${claim.organization}`,
    version: writtenVersion(claim.version),
    provenance: null,
    workspace,
    repository: claim.repository,
  };
}

const grammar = /^[a-z][a-z0-9_]{0,127}$/;

function umbrella(path: string, project: MixProject) {
  if (project.appsPath === null) return null;
  const apps = resolveFrom(directoryOf(path), project.appsPath);
  if (apps === null) return null;
  return { manifest: path, claims: (directory: string) => directory !== apps && isWithin(directory, apps) };
}

function mixClaim(path: string, project: MixProject): Claim | null {
  if (project.name === null) return null;
  return {
    path,
    directory: directoryOf(path),
    name: project.name,
    line: project.line,
    version: project.version ?? undefined,
    publishable: project.describesPackage,
    organization: project.organization,
    repository: sourceLink(project.repository ?? undefined),
  };
}

function gleamClaim(path: string, open: Shelf): Claim | null {
  const document = open.open(path, parseToml);
  const name = textAt(document?.root, 'name');
  if (document === null || name === undefined) return null;
  const { root } = document;
  const licences = textsAt(root, 'licences') ?? [];
  return {
    path,
    directory: directoryOf(path),
    name,
    line: document.lineOf('name'),
    version: textAt(root, 'version'),
    // `gleam publish` asks for both.
    publishable: licences.length > 0 && textAt(root, 'description') !== undefined,
    organization: null,
    repository: gleamRepository(root),
  };
}

/** `repository = { type = "github", user = "owner", repo = "name" }` */
function gleamRepository(root: unknown): string | null {
  const type = textAt(root, 'repository', 'type');
  const user = textAt(root, 'repository', 'user');
  const name = textAt(root, 'repository', 'repo');
  if (type === 'custom') return sourceLink(textAt(root, 'repository', 'url'));
  return type === undefined || user === undefined || name === undefined ? null : sourceLink(`${type}:${user}/${name}`);
}

/** `src/name.app.src`, where Rebar's plugin for Hex or Hex's own keys show that it is meant for Hex. */
function rebarClaim(path: string, open: Shelf): Claim | null {
  const source = directoryOf(path);
  if (source !== 'src' && !source.endsWith('/src')) return null;
  const application = readErlangApplication(open.text(path) ?? '');
  if (application === null) return null;
  const directory = directoryOf(source);
  const usesPlugin = [directory, ''].some((folder) =>
    open.text(within(folder, 'rebar.config'))?.includes('rebar3_hex'),
  );
  if (!usesPlugin && !application.describesPackage) return null;
  return {
    path,
    directory,
    name: application.name,
    line: application.line,
    version: application.version ?? undefined,
    publishable: true,
    organization: null,
    repository: null,
  };
}
