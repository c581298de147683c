import { controls } from '../controls/index.ts';
import { type CommitFiles, settle } from '../github/commit-files.ts';
import { policyPath, readOrganisationPolicy, readPolicyFile } from '../github/policy-files.ts';
import { type PolicyText, type ResolvedPolicy, resolvePolicy } from '../policy/resolve.ts';
import type { Observation } from '../types/observation.ts';
import type { FileProblem } from '../types/repository-files.ts';
import { dayOf } from './audit-commit.ts';
import type { ObservedWork } from './repository-work.ts';

/** The policy that changes to a branch are held to: the file at the branch's tip, which a fork cannot write. */
export async function policyOfBranch(work: ObservedWork, branch: string): Promise<ResolvedPolicy> {
  const { client, place, snapshot } = work;
  const own = await readPolicyFile(client, { ...place, ref: branch });
  return inForce(work, own, branch === snapshot.facts.defaultBranch);
}

/**
 * What is wrong with the policy file that a change brings. None of it is in force before it is merged; whoever writes it
 * is told now.
 */
export async function policyMistakes(work: ObservedWork, head: string): Promise<readonly FileProblem[]> {
  const { client, place } = work;
  const { problems } = await inForce(work, await readPolicyFile(client, { ...place, ref: head }), false);
  return problems;
}

/** The policy of the default branch, from its own files. */
export async function policyOfFiles(work: ObservedWork, files: CommitFiles): Promise<ResolvedPolicy> {
  const own = await settle(files, (seen) => Promise.resolve(seen.read(policyPath)), { first: [policyPath] });
  return inForce(work, own, true);
}

/**
 * The repository's file under what the organisation lays down in its repository `.github`. A file with a mistake is
 * told, and the last good one holds; only the default branch's file is ever fallen back to.
 */
async function inForce(work: ObservedWork, own: Observation<string>, isOfRecord: boolean): Promise<ResolvedPolicy> {
  const { context, repository, installation } = work;
  const { policies } = context.store;
  const keys = {
    repository: `repository:${repository.id}`,
    organisation: `organisation:${installation.accountId}`,
  };
  const lastGood = {
    repository: await policies.lastGood(keys.repository),
    organisation: await policies.lastGood(keys.organisation),
  };
  const isHome = repository.name.toLowerCase() === '.github';
  const resolved = resolvePolicy({
    repository: isHome ? null : textOf(own, lastGood.repository),
    organisation: isHome ? textOf(own, lastGood.organisation) : await organisationFile(work, lastGood.organisation),
    lastGood,
    today: dayOf(context.now()),
    controls: controls.map(({ id }) => id),
  });
  const { keep } = resolved;
  if (keep.repository !== undefined && isOfRecord)
    await policies.keepGood(keys.repository, keep.repository, context.now());
  if (keep.organisation !== undefined && (isOfRecord || !isHome))
    await policies.keepGood(keys.organisation, keep.organisation, context.now());
  return isHome ? { ...resolved, problems: resolved.organisationProblems } : resolved;
}

/** Asked for only where Mintmark is installed on the organisation's `.github`: elsewhere it would not hear of changes. */
async function organisationFile(
  { context, installation, urgency }: ObservedWork,
  lastGood: string | null,
): Promise<PolicyText | null> {
  const home = await context.store.repositories.find(installation.account, '.github');
  if (home === null || home.installationId !== installation.id) return null;
  const client = await context.clientFor(installation.id, home.id, urgency);
  return textOf(await readOrganisationPolicy(client, home.owner), lastGood);
}

/** What cannot be read now is as it was read last. */
function textOf(file: Observation<string>, lastGood: string | null): PolicyText | null {
  if (file.state === 'absent') return null;
  const text = file.state === 'seen' ? file.value : lastGood;
  return text === null ? null : { text, path: policyPath };
}
