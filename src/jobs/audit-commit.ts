import { auditRepository } from '../audit/audit.ts';
import { type CommitFiles, firstPaths, openCommit, settle } from '../github/commit-files.ts';
import type { CommitId } from '../github/snapshot.ts';
import type { Policy } from '../policy/policy.ts';
import type { Report } from '../types/report.ts';
import { digestOf } from './digest.ts';
import type { ObservedWork } from './repository-work.ts';

export interface CommitToAudit {
  readonly commit: CommitId;
  /** `refs/heads/main`, `refs/pull/3/head`; null for a commit that is no head. */
  readonly ref: string | null;
  readonly policy: Policy;
  /** The commit's files where they are open already. */
  readonly files?: CommitFiles;
}

/**
 * The report of one commit: the stored one where it was made from equal inputs, else a new audit of the files, of which
 * only those are fetched that the audit reads.
 */
export async function auditCommit(work: ObservedWork, { commit, ref, policy, files }: CommitToAudit): Promise<Report> {
  const { context, repository, snapshot } = work;
  const { store } = context;
  const { settings } = snapshot;
  const today = dayOf(context.now());
  const subject = { repository: `${repository.owner}/${repository.name}`, ref, commit: commit.sha };
  const inputs = digestOf([context.version, today, subject.repository, policy, settings]);
  const stored = await store.reports.get(repository.id, commit.sha, inputs);
  if (stored !== null) return { ...stored, subject };

  work.signal.throwIfAborted();
  const opened = files ?? (await filesOf(work, commit));
  const report = await settle(opened, (seen) => auditRepository({ files: seen, subject, policy, settings, today }), {
    first: [...firstPaths(opened.files.paths), ...repository.paths],
  });
  await store.reports.put(repository.id, commit.sha, inputs, report, context.now());
  const read = opened.readPaths();
  if (read.join('\n') !== repository.paths.join('\n'))
    await store.repositories.keepSnapshot(repository.id, snapshot, read);
  return report;
}

/** The files of a commit: listed at once, read as they are asked for. */
export function filesOf({ context, client, place, known }: ObservedWork, commit: CommitId): Promise<CommitFiles> {
  return openCommit(client, context.store.blobs, { owner: place.owner, name: place.repo, commit, known });
}

/** ISO 8601 day. */
export function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}
