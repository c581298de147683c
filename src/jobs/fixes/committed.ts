import { createHash } from 'node:crypto';
import { listTree } from '../../github/tree-listing.ts';
import type { CommittedFile } from '../../github/write-commit.ts';
import type { FixedFile } from '../../types/fix-offer.ts';
import { contentsOf } from '../audit-commit.ts';
import type { ObservedWork } from '../repository-work.ts';
import type { AuditedHead } from './audited.ts';

/**
 * The files of a fix as git is to have them. Null where one of them is not, byte by byte, what the fix was made of: a
 * link, a file whose bytes are no UTF-8, or a path that is taken.
 *
 * @throws GitHubUnavailable
 */
export async function committedFiles(
  work: ObservedWork,
  { head }: AuditedHead,
  files: readonly FixedFile[],
): Promise<readonly CommittedFile[] | null> {
  const { context, client, place, repository } = work;
  const trees = contentsOf(context.store, repository);
  const { entries } = await listTree(client, trees, { owner: place.owner, name: place.repo, tree: head.tree });
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const committed = files.map(({ path, before, after }): CommittedFile | null => {
    const entry = byPath.get(path);
    if (before === null) return entry === undefined ? { path, mode: '100644', text: after } : null;
    const mode = entry?.mode === '100755' ? '100755' : '100644';
    return entry?.mode === mode && entry.sha === blobId(before) ? { path, mode, text: after } : null;
  });
  return committed.every((file) => file !== null) ? committed : null;
}

/** What git calls a file with this text. */
function blobId(text: string): string {
  const bytes = Buffer.from(text);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
