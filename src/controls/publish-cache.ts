import { codeWords } from '../registries/plain.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Severity } from '../types/severity.ts';
import type { Trigger } from '../workflows/model.ts';
import { type CacheUse, cacheUseOf } from './caches.ts';
import type { Evidence } from './control.ts';
import { jobControlOf, type PublishingJob } from './control-of.ts';
import { documentation } from './documentation.ts';
import { headCheckouts } from './head-checkouts.ts';
import { jobName, listed } from './job-words.ts';
import { fail, pass, unknown } from './judgements.ts';
import { type LocatedStep, stepsOf, type WorkflowJob } from './located-steps.ts';
import { cacheFix } from './publish-cache-fix.ts';

/** Does the publishing job restore a cache that others can write? */
export const publishCache = jobControlOf({
  id: 'publish-cache',
  title: 'Publishing restores no cache',
  asks: 'Does the job that publishes restore a cache that other runs can write?',
  principles: ['authorization.3.oidc'],
  severity: 'high',
  why: 'A cache of the default branch is restored by every branch and tag. Whoever gets code to run in any job there, by a dependency of the tests for one, can leave a poisoned cache behind, and the next release is built from it with a valid signature.',
  evidence: ['files'],

  judge(publishing, evidence) {
    const { about, site } = publishing;
    if (site.job.uses !== null)
      return unknown(
        about,
        `whether ${jobName(site)} restores a cache stands in a reusable workflow of another repository`,
        `Look for caches in ${codeWords(site.job.uses.value.value)}.`,
      );
    const uses = cachesOf(site, evidence);
    if (uses.length === 0) return pass(about, `${jobName(site)} restores no cache`);
    const writer = writerOf(publishing, evidence);
    const fix = cacheFix(
      `Let ${jobName(site)} restore no cache`,
      uses.map(({ located }) => located),
      evidence.files,
    );
    return fail(about, {
      reason: `${jobName(site)} restores a cache (${listed([...new Set(uses.map(({ use }) => use.how))], 3)})${writer.what}`,
      at: uses.map(({ located: { step } }) => step.uses?.key ?? step.at),
      key: [site.workflow.path, site.job.id],
      severity: writer.severity,
      remediation: {
        steps: [
          ...new Set(uses.map(({ use, located }) => stepFor(use, located))),
          'A release is rare: let it fetch what it needs anew. Keep the caches of the other jobs.',
        ],
        links: [documentation.caching],
        ...(fix === null ? {} : { fix }),
      },
    });
  },
});

interface Use {
  readonly located: LocatedStep;
  readonly use: CacheUse;
}

function cachesOf(within: WorkflowJob, evidence: Evidence): readonly Use[] {
  return stepsOf(within, evidence).flatMap((located) => {
    const use = cacheUseOf(located.step, evidence.files);
    return use === null ? [] : [{ located, use }];
  });
}

/** Who else can have written what is restored. */
function writerOf({ site, publications }: PublishingJob, evidence: Evidence): { what: string; severity: Severity } {
  const [outside] = headCheckouts(evidence).filter(({ starter }) => starter === 'outsiders');
  if (outside !== undefined)
    return {
      what: ` that code of pull requests can write: ${jobName(outside.within)} runs it`,
      severity: 'critical',
    };
  const other = evidence.map.workflows
    .flatMap((workflow) => workflow.jobs.map((job) => ({ workflow, job })))
    .find(
      (within) =>
        within.job !== site.job &&
        within.workflow.triggers.some(runsOnDefaultBranch) &&
        cachesOf(within, evidence).length > 0,
    );
  const what = other === undefined ? '' : ` that ${jobName(other)} can write, which runs on the default branch`;
  const isImage = publications.every(({ registry }) => images.has(registry));
  return { what, severity: other === undefined || isImage ? 'medium' : 'high' };
}

/** Events that run on the default branch, whose caches every other branch and tag can restore. */
const onDefaultBranch: ReadonlySet<string> = new Set(['push', 'schedule', 'workflow_run', 'merge_group']);

/** A push of tags alone leaves its caches with the tag. */
function runsOnDefaultBranch({ event, filters }: Trigger): boolean {
  const tagsOnly = filters.has('tags') && !filters.has('branches') && !filters.has('branches-ignore');
  return onDefaultBranch.has(event) && !(event === 'push' && tagsOnly);
}

const images: ReadonlySet<RegistryId> = new Set(['ghcr', 'docker-hub']);

function stepFor({ remedy, also }: CacheUse, { step, path }: LocatedStep): string {
  const action = step.uses === null ? 'the action' : codeWords(step.uses.value.value);
  const place = `in ${codeWords(path)}`;
  if (remedy.kind === 'omit') return `Remove \`${remedy.input}\` from ${action} ${place}.${also}`;
  if (remedy.kind === 'set') return `Set \`${remedy.input}: ${remedy.value}\` for ${action} ${place}.`;
  if (remedy.kind === 'exchange') return `Use ${remedy.by} in place of ${action} ${place}.`;
  return `Remove the step with ${action} ${place}.${also}`;
}
