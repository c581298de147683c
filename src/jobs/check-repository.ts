import { checkOfTrouble } from '../reports/check-run/index.ts';
import type { Check } from '../store/store.ts';
import type { CheckOutput } from '../types/check-output.ts';
import type { Urgency } from '../types/urgency.ts';
import { answerCheck } from './answer-check.ts';
import { type BegunCheck, beginCheck, concludeCheck } from './check-runs.ts';
import type { JobContext } from './context.ts';
import { auditDefaultBranch } from './default-branch.ts';
import { measured } from './measured.ts';
import { newestChecks } from './newest-checks.ts';
import { observed } from './observe.ts';
import { type ObservedWork, openWork, type RepositoryWork } from './repository-work.ts';
import { tellOutage } from './tell-outage.ts';
import { unavailability } from './unavailability.ts';

/**
 * All that is wanted of one repository: the check runs of its commits, the audit of its default branch and the issue
 * that follows from it. Every step is stored when it is done, so that what a crash or a limit of GitHub's interrupts is
 * taken up where it stopped.
 *
 * @throws GitHubUnavailable where GitHub cannot answer now; the job is to be run again then
 */
export async function checkRepository(
  context: JobContext,
  repositoryId: number,
  signal: AbortSignal,
  urgency: Urgency,
): Promise<void> {
  const work = await openWork(context, repositoryId, signal, urgency);
  if (work === null) return;
  try {
    await answerAll(work);
  } catch (error) {
    const trouble = unavailability(error);
    if (trouble !== null) await tellOutage(work, trouble);
    throw error;
  }
}

async function answerAll(work: RepositoryWork): Promise<void> {
  const wanted = await begun(work);
  const ofBranch = wanted.filter(({ check }) => check.purpose === 'default-branch');
  const changes = wanted.filter(({ check }) => check.purpose !== 'default-branch');
  const ofChanges = sorted(
    changes,
    await newestChecks(
      work,
      changes.map(({ check }) => check),
    ),
  );
  for (const { newer, ...begun } of ofChanges.superseded)
    await concludeCheck(work, begun, checkOfTrouble('superseded', { newer }));
  // People wait for the answer on their change; what the branch itself says has time
  let seen: ObservedWork | null | undefined;
  for (const begun of ofChanges.current) {
    work.signal.throwIfAborted();
    await measured(work, begun.check.purpose, async () => {
      seen ??= await observed(work, 'settings');
      await concludeCheck(work, begun, await outputFor(seen, begun.check));
    });
  }
  if (work.repository.auditWanted || ofBranch.length > 0) await auditDefaultBranch(work, ofBranch);
}

async function outputFor(seen: ObservedWork | null, check: Check): Promise<CheckOutput> {
  return seen === null
    ? checkOfTrouble('commit-gone', { commit: check.headSha })
    : answerCheck(seen, check, { explain: false });
}

/** Every commit that waits shows a check run before the first audit begins. */
async function begun(work: RepositoryWork): Promise<readonly BegunCheck[]> {
  const unfinished = await work.context.store.checks.unfinished(work.repository.id);
  const begun: BegunCheck[] = [];
  for (const check of unfinished) begun.push(await beginCheck(work, check));
  return begun;
}

interface Sorted {
  readonly current: readonly BegunCheck[];
  readonly superseded: readonly (BegunCheck & { readonly newer: string })[];
}

/** Of several commits of one pull request only the newest is looked at, unless a person asked for an older one. */
function sorted(wanted: readonly BegunCheck[], newest: ReadonlyMap<number, Check>): Sorted {
  const newerOf = ({ check }: BegunCheck): string | null => {
    const last = check.pullNumber === null ? undefined : newest.get(check.pullNumber);
    return last === undefined || last.id === check.id || check.again ? null : last.headSha;
  };
  return {
    current: wanted.filter((each) => newerOf(each) === null),
    superseded: wanted.flatMap((each) => {
      const newer = newerOf(each);
      return newer === null ? [] : [{ ...each, newer }];
    }),
  };
}
