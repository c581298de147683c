import type { ScenarioCommit, ScenarioFile } from '../scenario.ts';
import type { GitEntry, GitObject } from '../state.ts';
import { folderMode, hashObject, sortEntries } from './hash.ts';

export type Objects = Map<string, GitObject>;

/** Stores an object under its SHA-1 and gives that. */
export function put(objects: Objects, object: GitObject): string {
  const sha = hashObject(object);
  if (!objects.has(sha)) objects.set(sha, object);
  return sha;
}

/** @throws Error where there is no such object, or one of another kind. */
export function get<Kind extends GitObject['kind']>(
  objects: Objects,
  sha: string,
  kind: Kind,
): Extract<GitObject, { kind: Kind }> {
  const object = objects.get(sha);
  if (object?.kind !== kind) throw new Error(`there is no ${kind} ${sha}`);
  return object as Extract<GitObject, { kind: Kind }>;
}

/** Commits changed files on top of a parent; `fallback` fills in what the scenario leaves out. */
export function commitFiles(
  objects: Objects,
  parents: readonly string[],
  commit: ScenarioCommit,
  fallback: { readonly author: string; readonly date: string },
): string {
  const [parent] = parents;
  const before = parent === undefined ? null : get(objects, parent, 'commit').tree;
  const changes = Object.entries(commit.files).map(
    ([path, file]): Change => ({ path: path.split('/'), entry: file === null ? null : entryOf(objects, file) }),
  );
  return put(objects, {
    kind: 'commit',
    tree: changeTree(objects, before, changes) ?? put(objects, { kind: 'tree', entries: [] }),
    parents,
    message: `${commit.message ?? 'Change files'}\n`,
    author: commit.author ?? fallback.author,
    date: commit.date ?? fallback.date,
    ...(commit.verified === true ? { verified: true } : {}),
  });
}

/** What is to stand at a path; nothing where it is null. */
export interface Change {
  readonly path: readonly string[];
  readonly entry: Omit<GitEntry, 'name'> | null;
}

function entryOf(objects: Objects, file: ScenarioFile): Omit<GitEntry, 'name'> {
  const blob = (content: Uint8Array) => put(objects, { kind: 'blob', content });
  if (typeof file === 'string') return { mode: '100644', sha: blob(Buffer.from(file)) };
  if ('base64' in file) return { mode: '100644', sha: blob(Buffer.from(file.base64, 'base64')) };
  if ('link' in file) return { mode: '120000', sha: blob(Buffer.from(file.link)) };
  return { mode: '160000', sha: file.submodule };
}

/** The tree with the changes; null where nothing is left of it. Folders that nothing changes in are taken as they are. */
export function changeTree(objects: Objects, sha: string | null, changes: readonly Change[]): string | null {
  const entries = new Map(
    sha === null ? [] : get(objects, sha, 'tree').entries.map((entry) => [entry.name, entry] as const),
  );
  for (const [name, inside] of Map.groupBy(changes, ({ path }) => path[0] ?? '')) {
    const own = inside.findLast(({ path }) => path.length === 1);
    const deeper = inside
      .filter(({ path }) => path.length > 1)
      .map(({ path, entry }) => ({ path: path.slice(1), entry }));
    const old = entries.get(name);
    const next =
      deeper.length > 0
        ? folderEntry(changeTree(objects, old?.mode === folderMode ? old.sha : null, deeper))
        : (own?.entry ?? null);
    if (next === null) entries.delete(name);
    else entries.set(name, { name, ...next });
  }
  return entries.size === 0 ? null : put(objects, { kind: 'tree', entries: sortEntries([...entries.values()]) });
}

function folderEntry(sha: string | null): Omit<GitEntry, 'name'> | null {
  return sha === null ? null : { mode: folderMode, sha };
}
