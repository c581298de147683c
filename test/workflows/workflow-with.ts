import type { Entry, Job, Workflow } from '../../src/workflows/model.ts';
import { parseWorkflow } from '../../src/workflows/parse-workflow.ts';

export const path = '.github/workflows/release.yml';

/** A workflow of which only some keys matter. */
export function workflow(text: string): Workflow {
  return parseWorkflow(text, path);
}

/** The keys of a job, and a workflow around them. */
export function job(keys: string): Job & { problems: readonly string[] } {
  const { jobs, problems } = workflow(`on: push\njobs:\n  a:\n${keys.replaceAll(/^(?=.)/gm, '    ')}`);
  if (jobs[0] === undefined) throw new Error('no job');
  return { ...jobs[0], problems: problems.map(({ line, message }) => `${line}: ${message}`) };
}

export function pairs(entries: readonly Entry[]): Record<string, string> {
  return Object.fromEntries(entries.map(({ name, value }) => [name, value.value]));
}
