import type { FileProblem } from '../types/repository-files.ts';
import type { GitHubAnswer, GitHubClient, TreeCache } from './client.ts';
import { outage } from './unavailable.ts';

/** One entry of a git tree. */
export interface TreeEntry {
  /** From the root. */
  readonly path: string;
  /** `100644`, `100755`, `120000` link, `040000` folder, `160000` submodule. */
  readonly mode: string;
  readonly sha: string;
  /** Of a file, in bytes. */
  readonly size: number;
}

export interface TreeListing {
  readonly entries: readonly TreeEntry[];
  readonly problems: readonly FileProblem[];
}

export interface TreePlace {
  readonly owner: string;
  readonly name: string;
  /** SHA-1 of the tree. */
  readonly tree: string;
}

/**
 * Everything below a tree, in one request. Of a tree that GitHub cuts (over 100,000 entries or 7 MB) the root's folders
 * are listed one by one, `.github` first, as far as a bounded number of requests goes; what may be missing is a problem.
 * A tree never changes, so that a whole listing is kept and not asked for again.
 *
 * @throws GitHubUnavailable where GitHub does not give the tree, not even by 404, as for a moment after a push: no files and
 *   no answer must not be taken for each other
 */
export async function listTree(client: GitHubClient, trees: TreeCache, place: TreePlace): Promise<TreeListing> {
  const kept = await trees.tree(place.tree);
  if (kept !== null) return { entries: kept, problems: [] };
  // GitHub does not show it
  if (place.tree === emptyTree) return { entries: [], problems: [] };
  const whole = await treeAt(client, place, place.tree, true);
  if (!whole.truncated) {
    await trees.keepTree(place.tree, whole.entries);
    return { entries: whole.entries, problems: [] };
  }
  const root = await treeAt(client, place, place.tree, false);
  const found = new Map([...whole.entries, ...root.entries].map((entry) => [entry.path, entry]));
  const problems: FileProblem[] = !root.truncated ? [] : [partly('.')];
  let left = mostRequests - 2;
  for (const folder of foldersIn(root.entries)) {
    const below = left > 0 ? await treeAt(client, place, folder.sha, true) : null;
    left -= 1;
    for (const entry of below?.entries ?? []) {
      const path = `${folder.path}/${entry.path}`;
      found.set(path, { ...entry, path });
    }
    if (below?.truncated !== false) problems.push(partly(folder.path));
  }
  return { entries: [...found.values()], problems };
}

const mostRequests = 12;

interface Tree {
  readonly entries: readonly TreeEntry[];
  readonly truncated: boolean;
}

async function treeAt(client: GitHubClient, place: TreePlace, sha: string, recursive: boolean): Promise<Tree> {
  const { owner, name } = place;
  const answer = await client.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
    owner,
    repo: name,
    tree_sha: sha,
    ...(recursive ? { recursive: '1' } : {}),
  });
  if (answer.status !== 200 || !isTree(answer.data)) throw notGiven(place, answer);
  return { entries: answer.data.tree.flatMap(entryOf), truncated: answer.data.truncated === true };
}

function notGiven({ owner, name }: TreePlace, { status, permission }: GitHubAnswer): Error {
  const wants = permission === null ? '' : `, which takes ${permission}`;
  return outage(`the files of ${owner}/${name}`, `GitHub answers ${status}${wants}`, Date.now());
}

/** The tree without entries has the same name everywhere. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

function partly(path: string): FileProblem {
  const message = 'the repository is too large to be listed whole: files below this folder may be missing';
  return { path, line: null, message };
}

function foldersIn(entries: readonly TreeEntry[]): readonly TreeEntry[] {
  const folders = entries.filter(({ mode }) => mode === '040000');
  return [...folders.filter(({ path }) => path === '.github'), ...folders.filter(({ path }) => path !== '.github')];
}

function isTree(data: unknown): data is { readonly tree: readonly unknown[]; readonly truncated?: unknown } {
  return typeof data === 'object' && data !== null && 'tree' in data && Array.isArray(data.tree);
}

/** Checked by hand: there may be a hundred thousand. */
function entryOf(value: unknown): readonly TreeEntry[] {
  if (typeof value !== 'object' || value === null) return [];
  const { path, mode, sha, size } = value as Partial<Record<'path' | 'mode' | 'sha' | 'size', unknown>>;
  if (typeof path !== 'string' || typeof mode !== 'string' || typeof sha !== 'string') return [];
  return [{ path, mode, sha, size: typeof size === 'number' ? size : 0 }];
}
