import { z } from 'zod';
import type { GitHubAnswer, GitHubClient } from './client.ts';
import { readCommit } from './commit.ts';
import { permissionFor } from './permissions.ts';
import type { CommitId } from './snapshot.ts';
import { outage } from './unavailable.ts';

/** What a change changes, since it left its base. */
export interface Change {
  readonly state: 'seen';
  readonly mergeBase: CommitId;
  readonly head: CommitId;
  /** Sorted by path. */
  readonly files: readonly ChangedFile[];
  /** GitHub lists 300 files at most. */
  readonly complete: boolean;
}

export interface ChangedFile {
  readonly path: string;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  /** For `renamed`. */
  readonly previousPath: string | null;
}

export type Incomparable =
  /** GitHub does not know one of the commits, or they have no common history. */
  | { readonly state: 'absent'; readonly reason: string }
  /** The installation may not compare commits. */
  | { readonly state: 'unreadable'; readonly permission: string };

/**
 * Compares two commits of a repository's network. The head of a fork's pull request is known to the base's repository.
 *
 * @throws GitHubUnavailable
 */
export async function compareCommits(
  client: GitHubClient,
  {
    owner,
    name,
    base,
    head,
  }: { readonly owner: string; readonly name: string; readonly base: string; readonly head: string },
): Promise<Change | Incomparable> {
  const basehead = `${base}...${head}`;
  const answer = await client.request('GET /repos/{owner}/{repo}/compare/{basehead}', { owner, repo: name, basehead });
  // 404 hides the repository as well, and either way there is no change to judge.
  if (answer.status === 404 || answer.status === 422)
    return { state: 'absent', reason: 'GitHub does not know the commits, or they share no history' };
  if (answer.status === 403) return { state: 'unreadable', permission: answer.permission ?? permissionFor('changes') };
  const parsed = comparison.safeParse(answer.data);
  if (answer.status !== 200 || !parsed.success) throw notCompared(`${owner}/${name}`, answer);
  const { merge_base_commit, commits, files = [] } = parsed.data;
  const last = [merge_base_commit, ...commits].findLast(({ sha }) => sha === head);
  // Of a long change the last commits are on later pages.
  const tip = last === undefined ? await readCommit(client, { owner, repo: name, sha: head }) : commitId(last);
  if (tip === null) return { state: 'absent', reason: 'GitHub does not know the head of the change' };
  return {
    state: 'seen',
    mergeBase: commitId(merge_base_commit),
    head: tip,
    files: files.flatMap(changedFile).toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    complete: files.length < mostFiles,
  };
}

const mostFiles = 300;

function notCompared(repository: string, { status }: GitHubAnswer): Error {
  return outage(`the comparison in ${repository}`, `GitHub answers ${status}`, Date.now());
}

const commit = z.object({ sha: z.string(), commit: z.object({ tree: z.object({ sha: z.string() }) }) });

const comparison = z.object({
  merge_base_commit: commit,
  commits: z.array(commit),
  files: z
    .array(z.object({ filename: z.string(), status: z.string(), previous_filename: z.string().nullish() }))
    .optional(),
});

function commitId({ sha, commit: { tree } }: z.infer<typeof commit>): CommitId {
  return { sha, tree: tree.sha };
}

function changedFile(file: NonNullable<z.infer<typeof comparison>['files']>[number]): readonly ChangedFile[] {
  const status = statuses.get(file.status);
  if (status === undefined) return [];
  return [
    { path: file.filename, status, previousPath: status === 'renamed' ? (file.previous_filename ?? null) : null },
  ];
}

/** By GitHub's word; `changed` is a change of the file's mode, and `unchanged` is none. */
const statuses: ReadonlyMap<string, ChangedFile['status']> = new Map([
  ['added', 'added'],
  ['copied', 'added'],
  ['removed', 'removed'],
  ['modified', 'modified'],
  ['changed', 'modified'],
  ['renamed', 'renamed'],
]);
