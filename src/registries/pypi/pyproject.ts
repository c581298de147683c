import { flagAt, type ManifestDocument, type Table, tableAt, textAt, textsAt } from '../manifests/document.ts';
import { registryAddress } from '../manifests/links.ts';
import { type Claim, isPrivate } from './claim.ts';
import { projectSource } from './project-links.ts';

/** What a pyproject.toml says of itself, by the standard's table or by that of Poetry or Flit; null where it names nothing. */
export function pyprojectClaim(document: ManifestDocument): PyprojectClaim | null {
  for (const { table, names, builds } of tables) {
    const described = tableAt(document.root, ...table);
    const key = names.find((candidate) => textAt(described, candidate) !== undefined);
    const name = key === undefined ? undefined : textAt(described, key);
    if (described === undefined || key === undefined || name === undefined) continue;
    return {
      name,
      line: document.lineOf(...table, key),
      version: textAt(described, 'version') ?? null,
      publishable: !isPrivate(textsAt(described, 'classifiers') ?? []) && isPackage(document.root),
      isBuilt: builds || isBuilt(document.root),
      destination: publishAddress(document.root),
      repository: projectSource(linksOf(described)),
    };
  }
  return null;
}

/** `isBuilt` is false where nothing builds the project: an application, or settings for tools, that only has a name. */
interface PyprojectClaim extends Claim {
  readonly isBuilt: boolean;
}

/** Whether a build system is named, or uv is told to take the project for a package without one. */
function isBuilt(root: Table): boolean {
  return tableAt(root, 'build-system') !== undefined || flagAt(root, 'tool', 'uv', 'package') === true;
}

/** Whether the tools that a pyproject.toml configures make a package of the project at all. */
export function isPackage(root: Table): boolean {
  return !switches.some((path) => flagAt(root, ...path) === false);
}

/** Where `uv publish` is told to go; null for PyPI. */
export function publishAddress(root: Table): string | null {
  return registryAddress(textAt(root, 'tool', 'uv', 'publish-url'));
}

/** Tables that name a project, the standard's first. */
const tables: readonly {
  table: readonly string[];
  names: readonly string[];
  /** Whether the tool of this table builds without being told so. */
  builds: boolean;
}[] = [
  { table: ['project'], names: ['name'], builds: false },
  { table: ['tool', 'poetry'], names: ['name'], builds: true },
  { table: ['tool', 'flit', 'metadata'], names: ['dist-name', 'module'], builds: true },
];

/** Switches that turn a project into one that is never built. */
const switches = [
  ['tool', 'poetry', 'package-mode'],
  ['tool', 'uv', 'package'],
  ['tool', 'pdm', 'distribution'],
];

function linksOf(described: Table): readonly (readonly [string, string])[] {
  const links = { ...tableAt(described, 'urls'), ...described };
  return Object.entries(links).flatMap(([label, value]) =>
    typeof value === 'string' ? [[label, value] as const] : [],
  );
}
