import type { Observation } from '../types/observation.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import { blobSizeLimit, tooLarge } from './blob-reading.ts';
import { type BlobText, blobTexts, type WantedBlob } from './blob-texts.ts';
import type { BlobCache, GitHubClient, TreeCache } from './client.ts';
import { firstPaths } from './first-paths.ts';
import type { CommitId } from './snapshot.ts';
import { isLeftOutPath, type TreeFiles, treeFiles } from './tree-files.ts';
import { listTree, type TreeEntry } from './tree-listing.ts';

export { firstPaths } from './first-paths.ts';

/** The files of a commit on GitHub. They are read as they are wanted: a read that was too early is noted, and answered later. */
export interface CommitFiles {
  /** Another object after each `fetch`, since what was computed from the one before may rest on files that were missing. */
  readonly files: RepositoryFiles;
  /** Paths that were read and not there yet, sorted. */
  missed(): readonly string[];
  /**
   * Gets files, in as few requests as possible. What is not in the tree is passed over.
   * @throws GitHubUnavailable
   */
  fetch(paths: readonly string[]): Promise<void>;
  /** Every file of the tree that was read, sorted: worth fetching at once the next time. */
  readPaths(): readonly string[];
}

export interface CommitPlace {
  readonly owner: string;
  readonly name: string;
  readonly commit: CommitId;
  /** Contents that are known already, by the ids of their git objects. */
  readonly known?: ReadonlyMap<string, string>;
}

/**
 * Lists the files of a commit; contents come later.
 *
 * @throws GitHubUnavailable
 */
export async function openCommit(
  client: GitHubClient,
  contents: BlobCache & TreeCache,
  place: CommitPlace,
): Promise<CommitFiles> {
  const { owner, name, commit } = place;
  const texts = new Map<string, BlobText>();
  for (const [sha, text] of place.known ?? []) texts.set(sha, { text });
  const load = async (wanted: readonly WantedBlob[]): Promise<void> => {
    const unknown = wanted.filter(({ sha }) => !texts.has(sha));
    for (const [sha, text] of await blobTexts(client, contents, { owner, name }, unknown)) texts.set(sha, text);
  };

  const listing = await listTree(client, contents, { owner, name, tree: commit.tree });
  await load(linksIn(listing.entries));
  const tree = treeFiles(listing.entries, (sha) => textIn(texts.get(sha)));
  const problems = [...listing.problems, ...tree.problems];
  const read = new Set<string>();
  const missed = new Set<string>();
  const view = (): RepositoryFiles => ({
    paths: tree.paths,
    problems,
    read(path) {
      if (tree.files.has(path)) read.add(path);
      const found = readIn(tree, texts, path);
      if (found !== 'missed') return found;
      missed.add(path);
      return {
        state: 'unreadable',
        reason: 'it was not fetched from GitHub: too many files led on to others',
        source: path,
      };
    },
  });

  let files = view();
  let budget = { files: mostFiles, bytes: mostBytes };
  return {
    get files() {
      return files;
    },
    missed: () => [...missed].sort(),
    async fetch(paths) {
      const wanted = new Map<string, WantedBlob>();
      for (const path of paths) {
        const file = tree.files.get(path);
        if (file === undefined || 'unreadable' in file || readIn(tree, texts, path) !== 'missed') continue;
        if (budget.files < 1 || budget.bytes < file.size) texts.set(file.sha, { unreadable: overBudget });
        else if (!wanted.has(file.sha)) {
          wanted.set(file.sha, file);
          budget = { files: budget.files - 1, bytes: budget.bytes - file.size };
        }
      }
      await load([...wanted.values()]);
      missed.clear();
      files = view();
    },
    readPaths: () => [...read].sort(),
  };
}

/**
 * Runs `work` until it has read nothing that was not there: with what is fetched first, then again with what it missed.
 * After the last round its result stands, with what is still missing as unreadable.
 *
 * @param options.first what to fetch at the start; what most audits read where it is left out
 * @throws GitHubUnavailable, and what `work` throws
 */
export async function settle<T>(
  commit: CommitFiles,
  work: (files: RepositoryFiles) => Promise<T>,
  options: { readonly first?: readonly string[] } = {},
): Promise<T> {
  await commit.fetch(options.first ?? firstPaths(commit.files.paths));
  for (let round = 1; ; round += 1) {
    const result = await work(commit.files);
    const missed = commit.missed();
    if (missed.length === 0 || round === mostRounds) return result;
    await commit.fetch(missed);
  }
}

const mostRounds = 8;

/** Of one commit, whether they come from GitHub or from the cache, so that the next audit sees the same. */
const mostFiles = 5_000;
const mostBytes = 64 * 1024 * 1024;
const overBudget = `it was not fetched from GitHub: an audit reads at most ${mostFiles} files and ${mostBytes / 1024 / 1024} MiB`;

/** Links are followed for the listing, so their texts are needed first. */
function linksIn(entries: readonly TreeEntry[]): readonly TreeEntry[] {
  return entries.filter(({ path, mode }) => mode === '120000' && !isLeftOutPath(path)).slice(0, mostLinks);
}

const mostLinks = 500;

function readIn(tree: TreeFiles, texts: ReadonlyMap<string, BlobText>, path: string): Observation<string> | 'missed' {
  const file = tree.files.get(path);
  if (file === undefined)
    return isInSubmodule(tree, path)
      ? { state: 'unreadable', reason: 'it lies in a submodule, which is another repository', source: path }
      : { state: 'absent', source: path };
  if ('unreadable' in file) return { state: 'unreadable', reason: file.unreadable, source: path };
  if (file.size > blobSizeLimit) return { state: 'unreadable', reason: tooLarge(file.size), source: path };
  const text = texts.get(file.sha);
  if (text === undefined) return 'missed';
  return 'text' in text
    ? { state: 'seen', value: text.text, source: path }
    : { state: 'unreadable', reason: text.unreadable, source: path };
}

function isInSubmodule({ submodules }: TreeFiles, path: string): boolean {
  if (submodules.size === 0) return false;
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1))
    if (submodules.has(path.slice(0, end))) return true;
  return false;
}

function textIn(text: BlobText | undefined): string | undefined {
  return text !== undefined && 'text' in text ? text.text : undefined;
}
