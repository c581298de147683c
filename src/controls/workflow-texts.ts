import type { Place } from '../types/place.ts';
import type { Entry, Job, Step, Text, Workflow } from '../workflows/model.ts';

/** A text of a workflow that GitHub evaluates. */
export interface WorkflowText {
  readonly workflow: Workflow;
  /** Null for what stands above the jobs. */
  readonly job: Job | null;
  /** Key of an entry; null for a script or a condition. */
  readonly name: string | null;
  readonly text: string;
  /** Its first line; the key of a script. */
  readonly at: Place;
}

/** Environment, inputs, secrets, scripts and conditions of a workflow, in the order of its parts. */
export function textsOf(workflow: Workflow): readonly WorkflowText[] {
  return [
    ...entries(workflow.env).map((found) => ({ workflow, job: null, ...found })),
    ...workflow.jobs.flatMap((job) => inJob(job).map((found) => ({ workflow, job, ...found }))),
  ];
}

type Found = Pick<WorkflowText, 'name' | 'text' | 'at'>;

function inJob(job: Job): readonly Found[] {
  return [
    ...single(job.if),
    ...entries(job.env),
    ...entries(job.with),
    ...entries(job.secrets.entries),
    ...job.steps.flatMap(inStep),
  ];
}

function inStep(step: Step): readonly Found[] {
  return [
    ...single(step.if),
    ...entries(step.env),
    ...entries(step.with),
    ...(step.run === null ? [] : [{ name: null, text: step.run.value.value, at: step.run.key }]),
  ];
}

function single(text: Text | null): readonly Found[] {
  return text === null ? [] : [{ name: null, text: text.value, at: text.at }];
}

function entries(list: readonly Entry[]): readonly Found[] {
  return list.map(({ name, key, value }) => ({ name, text: value.value, at: key }));
}
