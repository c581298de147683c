import { type AuditOptions, auditRepository } from '../audit/audit.ts';
import { type CommitFiles, firstPaths, openCommit, settle } from '../github/commit-files.ts';
import type { CommitId } from '../github/snapshot.ts';
import type { Policy } from '../policy/policy.ts';
import { publicView } from '../reports/public-view.ts';
import type { ContentCache, Store, StoredRepository } from '../store/store.ts';
import type { Report } from '../types/report.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import { digestOf } from './digest.ts';
import type { ObservedWork } from './repository-work.ts';
import { secretUsersOf, withSecretUsers } from './secret-users.ts';
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
export async function auditCommit(work: ObservedWork, audited: CommitToAudit): Promise<Report> {
  const { context, repository, settings } = work;
  const { commit, files } = audited;
  const { reports } = context.store;
  const { options, first, digest: inputs } = await auditStart(work, audited);
  const { subject } = options;
  const stored = await reports.get(repository.id, commit.sha, inputs());
  if (stored !== null) return inSight({ ...stored, subject }, repository);

  work.signal.throwIfAborted();
  const opened = files ?? (await filesOf(work, commit));
  const audit = (seen: RepositoryFiles) => auditRepository({ ...options, files: seen });
  const report = await settle(opened, audit, { first: first(opened.files.paths) });
  await reports.put(repository.id, commit.sha, inputs(), report, context.now());
  const read = opened.readPaths();
  if (read.join('\n') !== repository.paths.join('\n')) await settings.keep(read);
  return inSight(report, repository);
}

/** What an audit of a commit starts from, beside its files. */
export interface AuditStart {
  readonly options: Omit<AuditOptions, 'files' | 'controls'>;
  /** The files of the commit that are worth fetching at once. */
  readonly first: (paths: readonly string[]) => readonly string[];
  /** Of all this as it is known now: equal ones give equal reports of a commit. */
  readonly digest: () => string;
}

/** The policy, the settings and what is known of the packages, for one audit or for several that are to be compared. */
export async function auditStart(
  work: ObservedWork,
  { commit, ref, policy }: Pick<CommitToAudit, 'commit' | 'ref' | 'policy'>,
): Promise<AuditStart> {
  const { context, repository, settings } = work;
  const today = dayOf(context.now());
  const subject = { repository: `${repository.owner}/${repository.name}`, ref, commit: commit.sha };
  const packages = await knownEvidence(context, repository.id);
  const known = packages?.map(lastingPart) ?? null;
  const asked = packages === null ? {} : { askRegistries: () => Promise.resolve(packages) };
  let users = await secretUsersOf(work, settings.known());
  // No control judges the settings of a repository that publishes nothing
  const needed = async ({ publications }: { readonly publications: readonly unknown[] }) => {
    if (publications.length === 0) return settings.known();
    const whole = await settings.whole();
    users = await secretUsersOf(work, whole);
    return withSecretUsers(whole, users);
  };
  return {
    options: { subject, policy, settings: needed, today, ...asked },
    first: (paths) => [...firstPaths(paths), ...repository.paths],
    digest: () => digestOf([context.version, today, subject.repository, policy, settings.known(), users, known]),
  };
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
