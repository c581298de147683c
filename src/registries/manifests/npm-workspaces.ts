import { flagAt, listAt, type ManifestDocument, textAt, textsAt } from './document.ts';
import { type FolderMatcher, folderMatcher, withItself } from './globs.ts';
import { parseJson } from './json.ts';
import { directoryOf, resolveFrom, within } from './paths.ts';
import type { Shelf } from './shelf.ts';
import { type Membership, membership, type WorkspaceRoot } from './workspaces.ts';
import { parseYaml } from './yaml.ts';

/** How the folders with a package.json belong together. */
export interface NpmWorkspaces {
  readonly of: Membership;
  /** Folders that Rush knows and does not publish. */
  readonly unpublished: ReadonlySet<string>;
}

/** Reads the members that npm, Yarn, Bun, pnpm, Lerna and Rush are told of. */
export function npmWorkspaces(shelf: Shelf): NpmWorkspaces {
  const gathered = gatherings.flatMap(({ file, members }) =>
    shelf.named(file).flatMap((path) => {
      const parsed = shelf.open(path, file.endsWith('.yaml') ? parseYaml : parseJson);
      const claims = parsed === null ? null : members(parsed, shelf);
      return claims === null ? [] : [{ manifest: rootManifest(path, shelf), claims }];
    }),
  );
  return { of: membership(joined(gathered)), unpublished: unpublishedByRush(shelf) };
}

/** Files that gather members, and how each says it; null where the file gathers none. */
const gatherings: readonly {
  file: string;
  members: (document: ManifestDocument, shelf: Shelf) => FolderMatcher | null;
}[] = [
  { file: 'package.json', members: (document) => listed(document, workspacesOf(document)) },
  {
    file: 'pnpm-workspace.yaml',
    // Of all of these, pnpm alone always takes the root for a member too.
    members: (document) => {
      const members = listed(document, textsAt(document.root, 'packages'));
      return members === null ? null : withItself(members, directoryOf(document.path));
    },
  },
  { file: 'lerna.json', members: lernaMembers },
  {
    file: 'rush.json',
    members: (document) =>
      listed(
        document,
        rushProjects(document).map((project) => project.folder),
      ),
  },
];

function workspacesOf(document: ManifestDocument): readonly string[] | undefined {
  return textsAt(document.root, 'workspaces') ?? textsAt(document.root, 'workspaces', 'packages');
}

/** Without a list of its own Lerna takes the package manager's; where there is none either, it once took `packages/*`. */
function lernaMembers(document: ManifestDocument, shelf: Shelf): FolderMatcher | null {
  const own = textsAt(document.root, 'packages');
  if (own !== undefined) return listed(document, own);
  const directory = directoryOf(document.path);
  const manifest = shelf.open(within(directory, 'package.json'), parseJson);
  const others = shelf.has(within(directory, 'pnpm-workspace.yaml')) || (manifest && workspacesOf(manifest));
  return others || flagAt(document.root, 'useWorkspaces') === true ? null : listed(document, ['packages/*']);
}

function listed(document: ManifestDocument, patterns: readonly string[] | undefined): FolderMatcher | null {
  return patterns === undefined ? null : folderMatcher(patterns, directoryOf(document.path));
}

function rushProjects(document: ManifestDocument): readonly { folder: string; publishes: boolean }[] {
  return listAt(document.root, 'projects').flatMap((project) => {
    const folder = textAt(project, 'projectFolder');
    const publishes = flagAt(project, 'shouldPublish') === true || textAt(project, 'versionPolicyName') !== undefined;
    return folder === undefined ? [] : [{ folder, publishes }];
  });
}

function unpublishedByRush(shelf: Shelf): ReadonlySet<string> {
  const folders = shelf.named('rush.json').flatMap((path) => {
    const document = shelf.open(path, parseJson);
    if (document === null) return [];
    return rushProjects(document)
      .filter((project) => !project.publishes)
      .map((project) => resolveFrom(directoryOf(path), project.folder));
  });
  return new Set(folders.filter((folder) => folder !== null));
}

/** The package.json beside the file that gathers, so that several such files in one folder mean one workspace. */
function rootManifest(path: string, shelf: Shelf): string {
  const manifest = within(directoryOf(path), 'package.json');
  return shelf.has(manifest) ? manifest : path;
}

/** One root a manifest: what any of its lists claims is a member. */
function joined(roots: readonly WorkspaceRoot[]): readonly WorkspaceRoot[] {
  return [...Map.groupBy(roots, (root) => root.manifest)].map(([manifest, same]) => ({
    manifest,
    claims: (directory) => same.some((root) => root.claims(directory)),
  }));
}
