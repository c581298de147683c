import type { Job, Workflow } from '../workflows/model.ts';
import { parseUses } from '../workflows/parse-uses.ts';
import { clean } from './interpret/folders.ts';
import type { CallChain } from './publication.ts';

/** Which workflows of a repository call which others. */
export interface Calls {
  /** The workflow of this repository that a job calls; undefined where it calls none. */
  calledBy(job: Job): Workflow | undefined;
  /**
   * The chains of jobs by which a workflow is started: one empty chain for a workflow that starts by itself, or that
   * nobody here calls, and one for every job of this repository that leads to it, short ones first.
   */
  chainsOf(workflow: Workflow): readonly CallChain[];
}

/** GitHub allows ten levels of reusable workflows. */
const deepest = 10;
/** Chains that are looked at for one workflow; a library called by many jobs says nothing new after that. */
const mostChains = 24;
/** Calls that are followed upward for one workflow; workflows that call each other in circles have no end of chains. */
const mostClimbs = 500;

/** Reads every `uses:` of every job once. `repository` is `owner/name` in lower case. */
export function callsOf(workflows: readonly Workflow[], repository: string | null): Calls {
  const byPath = new Map(workflows.map((workflow) => [workflow.path, workflow]));
  const called = new Map<Job, Workflow>();
  const callers = new Map<Workflow, { readonly workflow: Workflow; readonly job: Job }[]>();
  for (const workflow of workflows) {
    for (const job of workflow.jobs) {
      const callee = byPath.get(calledPath(job, repository) ?? '');
      if (callee === undefined) continue;
      called.set(job, callee);
      const list = callers.get(callee) ?? [];
      list.push({ workflow, job });
      callers.set(callee, list);
    }
  }
  return {
    calledBy: (job) => called.get(job),
    chainsOf(workflow) {
      const chains: CallChain[] = [];
      const open: CallChain[] = [[]];
      for (const below of open) {
        const target = below[0]?.workflow ?? workflow;
        const above = callers.get(target) ?? [];
        if (startsByItself(target) || (above.length === 0 && below.length === 0)) chains.push(below);
        if (chains.length >= mostChains) break;
        if (below.length >= deepest) continue;
        for (const caller of above)
          if (open.length < mostClimbs && !below.some((link) => link.workflow === caller.workflow))
            open.push([caller, ...below]);
      }
      return chains;
    },
  };
}

/** Where in this repository the workflow stands that a job calls. */
function calledPath(job: Job, repository: string | null): string | null {
  const uses = job.uses === null ? null : parseUses(job.uses.value.value);
  if (uses?.kind === 'local') return clean(uses.path);
  if (uses?.kind === 'remote' && `${uses.owner}/${uses.repository}`.toLowerCase() === repository)
    return clean(uses.path);
  return null;
}

function startsByItself(workflow: Workflow): boolean {
  return workflow.triggers.some(({ event }) => event !== 'workflow_call');
}
