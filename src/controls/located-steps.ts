import type { Action, Job, Step, Workflow } from '../workflows/model.ts';
import { parseUses } from '../workflows/parse-uses.ts';
import { dialectOf } from '../workflows/shell/index.ts';
import type { Dialect } from '../workflows/shell/model.ts';
import type { Evidence } from './control.ts';

/** A job with the workflow it stands in. */
export interface WorkflowJob {
  readonly workflow: Workflow;
  readonly job: Job;
}

/** A step as it is written: in a job, or in an action of this repository that the job uses. */
export interface LocatedStep {
  readonly step: Step;
  /** The file it is written in. */
  readonly path: string;
  /** Its keys in that file, for an edit. */
  readonly address: readonly (string | number)[];
  /** The step of the job under which it happens; the step itself outside of actions. */
  readonly top: Step;
  /** The step that uses the action it is written in; null in a job. */
  readonly user: LocatedStep | null;
  /** Language of its script; null where the shell is not known. */
  readonly dialect: Dialect | null;
}

/** Every step of a job in order, with those of the repository's own composite actions in the place of their use. */
export function stepsOf({ workflow, job }: WorkflowJob, evidence: Pick<Evidence, 'map' | 'subject'>): LocatedStep[] {
  const actions = new Map(evidence.map.actions.map((action) => [action.folder, action]));
  const repository = evidence.subject.repository?.toLowerCase() ?? null;
  const isWindows = job.runsOn.some(({ value }) => value.toLowerCase().includes('windows'));
  const jobShell = job.defaults.shell ?? workflow.defaults.shell;
  const found: LocatedStep[] = [];

  const enter = (action: Action, user: LocatedStep, entered: readonly Action[]): void => {
    if (action.runs.using !== 'composite' || entered.includes(action) || entered.length >= deepest) return;
    for (const step of action.runs.steps)
      add({
        located: {
          step,
          path: action.path,
          address: ['runs', 'steps', step.index],
          top: user.top,
          user,
          dialect: dialectOf(step.shell?.value ?? null, isWindows),
        },
        entered: [...entered, action],
      });
  };
  const add = ({ located, entered }: { located: LocatedStep; entered: readonly Action[] }): void => {
    if (found.length >= mostSteps) return;
    found.push(located);
    const folder = located.step.uses && localFolder(located.step.uses.value.value, repository);
    const action = folder === null ? undefined : actions.get(folder);
    if (action !== undefined) enter(action, located, entered);
  };

  for (const step of job.steps)
    add({
      located: {
        step,
        path: workflow.path,
        address: ['jobs', job.id, 'steps', step.index],
        top: step,
        user: null,
        dialect: dialectOf((step.shell ?? jobShell)?.value ?? null, isWindows),
      },
      entered: [],
    });
  return found;
}

/** `owner/name[/path]` of the action that a step uses, lower case; null for a script and for what is of this repository. */
export function actionOf(step: Step): { readonly name: string; readonly ref: string } | null {
  const uses = step.uses === null ? null : parseUses(step.uses.value.value);
  if (uses?.kind !== 'remote') return null;
  const name = [uses.owner, uses.repository, uses.path].filter(Boolean).join('/');
  return { name: name.toLowerCase(), ref: uses.ref };
}

/** An input that a step hands to its action, by name without case. */
export function inputOf(step: Step, name: string): string | null {
  return step.with.find((entry) => entry.name.toLowerCase() === name)?.value.value ?? null;
}

const deepest = 10;
const mostSteps = 1_000;

function localFolder(text: string, repository: string | null): string | null {
  const uses = parseUses(text);
  if (uses.kind === 'local') return uses.path;
  if (uses.kind === 'remote' && `${uses.owner}/${uses.repository}`.toLowerCase() === repository) return uses.path;
  return null;
}
