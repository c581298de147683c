import type { GitHubClient } from './client.ts';
import { isRecord, isSuccess, type NotTold, notTold, type Place } from './told.ts';

/** A commit that is to be made of a parent and the files that differ from it. */
export interface NewCommit {
  /** The commit and its tree. */
  readonly parent: { readonly sha: string; readonly tree: string };
  readonly message: string;
  readonly files: readonly CommittedFile[];
}

export interface CommittedFile {
  readonly path: string;
  /** `100644`, or `100755` for what can be run. */
  readonly mode: '100644' | '100755';
  readonly text: string;
}

export type CommitOutcome = { readonly outcome: 'written'; readonly sha: string } | NotTold;

/**
 * Makes a commit that no branch leads to yet. It names no author, so that GitHub signs it as the app's.
 *
 * @throws GitHubUnavailable
 */
export async function writeCommit(client: GitHubClient, place: Place, commit: NewCommit): Promise<CommitOutcome> {
  const { parent, message, files } = commit;
  const tree = await made(client, 'POST /repos/{owner}/{repo}/git/trees', {
    ...place,
    base_tree: parent.tree,
    tree: files.map(({ path, mode, text }) => ({ path, mode, type: 'blob', content: text })),
  });
  if (tree.outcome !== 'written') return tree;
  return made(client, 'POST /repos/{owner}/{repo}/git/commits', {
    ...place,
    message,
    tree: tree.sha,
    parents: [parent.sha],
  });
}

async function made(
  client: GitHubClient,
  route: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<CommitOutcome> {
  const answer = await client.request(route, parameters);
  const sha = isSuccess(answer) && isRecord(answer.data) ? answer.data['sha'] : null;
  return typeof sha === 'string' ? { outcome: 'written', sha } : notTold(answer);
}
