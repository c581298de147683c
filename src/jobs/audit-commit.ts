import { auditRepository } from '../audit/audit.ts';
import { type CommitFiles, firstPaths, openCommit, settle } from '../github/commit-files.ts';
import type { CommitId } from '../github/snapshot.ts';
import type { Policy } from '../policy/policy.ts';
import { publicView } from '../reports/public-view.ts';
import type { ContentCache, Store, StoredRepository } from '../store/store.ts';
import type { Report } from '../types/report.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import { digestOf } from './digest.ts';
import type { ObservedWork } from './repository-work.ts';
import { knownEvidence, lastingPart } from './watch/evidence.ts';

export interface CommitToAudit {
  readonly commit: CommitId;
  /** `refs/heads/main`, `refs/pull/3/head`; null for a commit that is no head. */
  readonly ref: string | null;
  readonly policy: Policy;
  /** The commit's files where they are open already. */
  readonly files?: CommitFiles;
}

/**
 * The report of one commit as it may be told in the repository: the stored one where it was made from equal inputs, else
 * a new audit of the files, of which only those are fetched that the audit reads.
 */
export async function auditCommit(work: ObservedWork, { commit, ref, policy, files }: CommitToAudit): Promise<Report> {
  const { context, repository, settings } = work;
  const { reports } = context.store;
  const today = dayOf(context.now());
  const subject = { repository: `${repository.owner}/${repository.name}`, ref, commit: commit.sha };
  const packages = await knownEvidence(context, repository.id);
  const known = packages?.map(lastingPart) ?? null;
  const inputs = () => digestOf([context.version, today, subject.repository, policy, settings.known(), known]);
  const stored = await reports.get(repository.id, commit.sha, inputs());
  if (stored !== null) return inSight({ ...stored, subject }, repository);

  work.signal.throwIfAborted();
  const opened = files ?? (await filesOf(work, commit));
  const asked = packages === null ? {} : { askRegistries: () => Promise.resolve(packages) };
  // No control judges the settings of a repository that publishes nothing
  const needed = ({ publications }: { readonly publications: readonly unknown[] }) =>
    publications.length > 0 ? settings.whole() : Promise.resolve(settings.known());
  const audit = (seen: RepositoryFiles) =>
    auditRepository({ files: seen, subject, policy, settings: needed, today, ...asked });
  const report = await settle(opened, audit, {
    first: [...firstPaths(opened.files.paths), ...repository.paths],
  });
  await reports.put(repository.id, commit.sha, inputs(), report, context.now());
  const read = opened.readPaths();
  if (read.join('\n') !== repository.paths.join('\n')) await settings.keep(read);
  return inSight(report, repository);
}

/** Check runs and issues of a repository that is not private are read by others than its maintainers. */
function inSight(report: Report, { visibility }: Pick<StoredRepository, 'visibility'>): Report {
  return visibility === 'private' ? report : publicView(report);
}

/** The files of a commit: listed at once, read as they are asked for. */
export function filesOf(
  { context, client, place, known, repository }: ObservedWork,
  commit: CommitId,
): Promise<CommitFiles> {
  return openCommit(client, contentsOf(context.store, repository), {
    owner: place.owner,
    name: place.repo,
    commit,
    known,
  });
}

/** What was read of a repository, and of public ones together. */
export function contentsOf(
  store: Store,
  { id, visibility }: Pick<StoredRepository, 'id' | 'visibility'>,
): ContentCache {
  return store.contents(visibility === 'public' ? 'public' : { repositoryId: id });
}

/** ISO 8601 day. */
export function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}
