import type { Job, Workflow } from '../workflows/model.ts';
import { parseUses } from '../workflows/parse-uses.ts';
import { clean } from './interpret/folders.ts';
import type { CallChain } from './publication.ts';

/** GitHub allows ten levels of reusable workflows. */
const deepest = 10;
/** Chains that are looked at for one workflow; a library called by many jobs says nothing new after that. */
const mostChains = 24;

/**
 * The chains of jobs by which each workflow is started: one empty chain for a workflow that starts by itself, or that
 * nobody here calls, and one for every job of this repository that leads to it.
 */
export function chainsOf(
  workflow: Workflow,
  workflows: readonly Workflow[],
  repository: string | null,
): readonly CallChain[] {
  const chains: CallChain[] = [];
  const climb = (target: Workflow, below: CallChain): void => {
    if (chains.length >= mostChains || below.length > deepest) return;
    const callers = callersOf(target, workflows, repository).filter(
      ({ workflow: caller }) => !below.some((link) => link.workflow === caller),
    );
    if (startsByItself(target) || (callers.length === 0 && below.length === 0)) chains.push(below);
    for (const caller of callers) climb(caller.workflow, [caller, ...below]);
  };
  climb(workflow, []);
  return chains;
}

/** The workflow of this repository that a job calls; undefined where it calls none. */
export function calledBy(job: Job, workflows: readonly Workflow[], repository: string | null): Workflow | undefined {
  if (!job.uses) return undefined;
  const uses = parseUses(job.uses.value.value);
  if (uses.kind === 'local') return workflows.find(({ path }) => path === clean(uses.path));
  if (uses.kind === 'remote' && `${uses.owner}/${uses.repository}`.toLowerCase() === repository)
    return workflows.find(({ path }) => path === clean(uses.path));
  return undefined;
}

export function startsByItself(workflow: Workflow): boolean {
  return workflow.triggers.some(({ event }) => event !== 'workflow_call');
}

function callersOf(
  target: Workflow,
  workflows: readonly Workflow[],
  repository: string | null,
): readonly { readonly workflow: Workflow; readonly job: Job }[] {
  return workflows.flatMap((workflow) =>
    workflow.jobs.filter((job) => calledBy(job, workflows, repository) === target).map((job) => ({ workflow, job })),
  );
}
