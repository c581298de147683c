import { createBranch, deleteBranch, readBranch, resetBranch } from '../../github/branches.ts';
import type { GitHubClient } from '../../github/client.ts';
import type { NotTold } from '../../github/told.ts';
import { writeCommit } from '../../github/write-commit.ts';
import { commitMessage } from '../../reports/fix-pull/index.ts';
import type { StoredFix } from '../../store/stored-fixes.ts';
import type { FixOffer } from '../../types/fix-offer.ts';
import { digestOf } from '../digest.ts';
import { committedFiles } from './committed.ts';
import { type Desk, keep } from './desk.ts';

export type BranchWritten =
  | { readonly state: 'ours'; readonly fix: StoredFix }
  /** Somebody has pushed to it, or made it. */
  | { readonly state: 'by-hand'; readonly fix: StoredFix }
  /** Why it could not be written, in a sentence. */
  | { readonly state: 'refused'; readonly fix: StoredFix; readonly reason: string };

/**
 * Sees to it that the branch of a fix holds one commit of ours on the head of the default branch. A branch at a commit
 * that is not ours is left as it is.
 *
 * @throws GitHubUnavailable
 */
export async function writeBranch(
  desk: Desk,
  fixer: GitHubClient,
  fix: StoredFix,
  offer: FixOffer,
): Promise<BranchWritten> {
  const { work, audited } = desk;
  const { client, place } = work;
  const written = writtenOf(offer.diff);
  const tip = await readBranch(client, place, fix.branch);
  if (tip !== null && !fix.heads.includes(tip)) return { state: 'by-hand', fix };
  if (tip !== null && tip === fix.heads[0] && written === fix.written && fix.baseSha === audited.head.sha)
    return { state: 'ours', fix };

  const files = await committedFiles(work, audited, offer.files);
  if (files === null) return { state: 'refused', fix, reason: notAsRead };
  const made = await writeCommit(fixer, place, { parent: audited.head, message: commitMessage(offer.title), files });
  if (made.outcome !== 'written') return { state: 'refused', fix, reason: reasonOf(made) };
  // Stored before a branch leads to it: whatever a crash leaves behind is known as ours
  const next = {
    ...fix,
    title: offer.title,
    written,
    baseSha: audited.head.sha,
    heads: [made.sha, ...fix.heads].slice(0, mostHeads),
  };
  await keep(desk, { ...next, wish: fix.wish });
  const told =
    tip === null
      ? await createBranch(fixer, place, fix.branch, made.sha)
      : await resetBranch(fixer, place, fix.branch, made.sha);
  if (told.outcome === 'written') return { state: 'ours', fix: next };
  if (told.outcome === 'exists') return { state: 'by-hand', fix };
  // No branch leads to the commit, so that it need not be known
  return { state: 'refused', fix, reason: reasonOf(told) };
}

/** Deletes the branch of a fix, unless somebody else has pushed to it. */
export async function removeBranch({ work }: Desk, fixer: GitHubClient | null, fix: StoredFix): Promise<void> {
  const tip = fixer === null ? null : await readBranch(work.client, work.place, fix.branch);
  if (fixer !== null && tip !== null && fix.heads.includes(tip)) await deleteBranch(fixer, work.place, fix.branch);
}

/** Of what is written, wherever in its files it stands. */
export function writtenOf(diff: string): string {
  return digestOf(diff.replace(/^@@ .*$/gm, '@@'));
}

/** Commits that are remembered as ours. */
const mostHeads = 20;

const notAsRead = 'a file that it changes is a link, or is not encoded in UTF-8';

/** Why GitHub did not take it, in a sentence without its full stop. */
export function reasonOf(outcome: NotTold): string {
  switch (outcome.outcome) {
    case 'refused':
      return `GitHub does not let the app that writes do it (${outcome.message || 'it gives no reason'}); its installation has to allow contents: write, pull requests: write and workflows: write`;
    case 'invalid':
      return `GitHub does not take it (${outcome.message})`;
    case 'archived':
      return 'the repository is archived';
    case 'gone':
      return 'GitHub does not find it for the app that writes';
  }
}
