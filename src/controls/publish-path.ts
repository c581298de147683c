import type { PublishSite } from '../publishing/publication.ts';
import type { WorkflowJob } from './located-steps.ts';

/**
 * Every job whose work ends up in what a site publishes, or that hands it values: the job itself, the jobs it waits
 * for, the jobs that call its workflow and those that these wait for.
 */
export function publishPath(site: PublishSite): readonly WorkflowJob[] {
  const starts: readonly WorkflowJob[] = [site, ...site.callers.flat()];
  const found = new Map<string, WorkflowJob>();
  for (const { workflow, job } of starts) for (const each of withNeeds({ workflow, job })) found.set(keyOf(each), each);
  return [...found.values()];
}

function withNeeds({ workflow, job }: WorkflowJob): readonly WorkflowJob[] {
  const reached = new Set([job]);
  for (const each of reached)
    for (const id of each.needs) {
      const needed = workflow.jobs.find((other) => other.id.toLowerCase() === id.toLowerCase());
      if (needed !== undefined) reached.add(needed);
    }
  return [...reached].map((each) => ({ workflow, job: each }));
}

function keyOf({ workflow, job }: WorkflowJob): string {
  return JSON.stringify([workflow.path, job.id]);
}
