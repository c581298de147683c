import type { GitHubClient } from '../../github/client.ts';
import type { JobContext } from '../context.ts';
import { observed } from '../observe.ts';
import { policyOfBranch } from '../policy-in-force.ts';
import { type ObservedWork, openWork } from '../repository-work.ts';

/** Where incidents of one repository are told from. */
export interface Desk {
  readonly work: ObservedWork;
  /** The private repository that the policy names; null where it names none that may be used. */
  readonly issues: IssuePlace | null;
}

export interface IssuePlace {
  readonly client: GitHubClient;
  readonly place: { readonly owner: string; readonly repo: string };
}

/**
 * Opens a repository to tell something about it; null where there is nobody to tell: gone, archived or suspended.
 *
 * @throws GitHubUnavailable
 */
export async function openDesk(context: JobContext, repositoryId: number): Promise<Desk | null> {
  const opened = await openWork(context, repositoryId, new AbortController().signal, 'person');
  const work = opened === null ? null : await observed(opened, 'head');
  if (work === null) return null;
  const branch = work.snapshot.facts.defaultBranch;
  if (branch === null) return { work, issues: null };
  const { policy } = await policyOfBranch(work, branch);
  return { work, issues: await issuePlace(work, policy.incidents.repository) };
}

/** `name` or `owner/name`; a repository of another owner is refused, since a policy could send what is secret there. */
async function issuePlace(work: ObservedWork, named: string | null): Promise<IssuePlace | null> {
  const { context, repository, installation } = work;
  const parts = named === null ? [] : named.split('/');
  const repo = parts.at(-1) ?? '';
  const owner = parts.length === 2 ? (parts[0] ?? '') : repository.owner;
  const isName = parts.length <= 2 && /^[\w.-]{1,100}$/.test(repo) && !/^\.{1,2}$/.test(repo);
  if (named === null) return null;
  if (!isName || owner.toLowerCase() !== repository.owner.toLowerCase()) {
    context.log.warn({ repository: repository.id }, 'the repository for incidents is not of the same owner');
    return null;
  }
  const known = await context.store.repositories.find(repository.owner, repo);
  const client = await context.clientFor(installation.id, known?.id ?? repository.id, 'person');
  return { client, place: { owner: repository.owner, repo } };
}
