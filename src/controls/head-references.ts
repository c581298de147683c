import { type Reference, referencesOf } from '../types/values.ts';
import { evaluateText, type Scope } from '../workflows/expressions/index.ts';
import type { Entry, MatrixValue, Step, Workflow } from '../workflows/model.ts';
import { parseUses } from '../workflows/parse-uses.ts';
import type { Evidence } from './control.ts';
import { actionOf, type LocatedStep, stepsOf, type WorkflowJob } from './located-steps.ts';

/** Where a text stands, so that what it reads can be followed. */
export interface Standpoint {
  readonly within: WorkflowJob;
  /** Null for a text of the job itself. */
  readonly located: LocatedStep | null;
  readonly scope: Scope;
  readonly evidence: Pick<Evidence, 'map' | 'subject'>;
}

/** Whether a text of a workflow names the code of a pull request, through whatever it is handed on by. */
export function namesHead(text: string, from: Standpoint, depth = 0): boolean {
  if (depth > deepest) return false;
  if (pullRef.test(text)) return true;
  if (!text.includes('${{')) return false;
  return referencesOf(evaluateText(text, from.scope)).some((reference) => leadsToHead(reference, from, depth + 1));
}

/** The same for a variable of a script, which a step, its job or the workflow sets. */
export function variableNamesHead(name: string, from: Standpoint, depth = 0): boolean {
  const { within, located } = from;
  const layers = [located?.step.env, located?.user?.step.env, within.job.env, within.workflow.env];
  const entry = layers.map((entries) => entries?.find((each) => each.name === name)).find((each) => each !== undefined);
  return entry === undefined ? headName.test(name) && !otherName.test(name) : namesHead(entry.value.value, from, depth);
}

/** `refs/pull/1/merge`, `pull/${{ github.event.number }}/head`. */
const pullRef = /(?:^|[^\w.-])pull\/(?:\d|\$|\{)/;

/** Names under `github` that stand for the code of a pull request; `*` for any one name. */
const headPaths: readonly (readonly string[])[] = [
  ['head_ref'],
  ['event', 'pull_request', 'head'],
  ['event', 'pull_request', 'merge_commit_sha'],
  ['event', 'workflow_run', 'head_sha'],
  ['event', 'workflow_run', 'head_branch'],
  ['event', 'workflow_run', 'head_commit'],
  ['event', 'workflow_run', 'head_repository'],
  ['event', 'workflow_run', 'pull_requests', '*', 'head'],
];

const deepest = 8;

function leadsToHead(reference: Reference, from: Standpoint, depth: number): boolean {
  const [name = '', ...rest] = reference.path;
  switch (reference.context) {
    case 'github':
      return headPaths.some((path) => startsWith(reference.path, path));
    case 'env':
      return variableNamesHead(name, from, depth);
    case 'matrix':
      return matrixTexts(reference.path, from.within).some((text) => namesHead(text, from, depth));
    case 'inputs':
      return handedIn(name, from).some(([text, there]) => namesHead(text, there, depth));
    case 'needs':
      return neededOutput(name, rest.at(-1) ?? '', from, depth);
    case 'steps':
      return stepOutput(name, rest.at(-1) ?? '', from, depth);
    default:
      return false;
  }
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((name, index) => name === '*' || path[index]?.toLowerCase() === name);
}

/** Texts that `matrix.a.b` can stand for. */
function matrixTexts(path: readonly string[], { job }: WorkflowJob): readonly string[] {
  const [axis = '', ...rest] = path;
  const { matrix } = job;
  if (matrix === null) return [];
  const named = (name: string) => name.toLowerCase() === axis.toLowerCase();
  const values = [
    ...matrix.axes.filter(({ name }) => named(name)).flatMap((each) => each.values ?? []),
    ...matrix.include.flatMap((entry) =>
      Object.entries(entry).flatMap(([name, value]) => (named(name) ? [value] : [])),
    ),
  ];
  return values.map((value) => rest.reduce(property, value)).filter((value) => typeof value === 'string');
}

function property(value: MatrixValue, name: string): MatrixValue {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  return Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? null;
}

/** What is handed to an input: by the step that uses the action, or by the jobs that call the workflow. */
function handedIn(name: string, from: Standpoint): readonly (readonly [string, Standpoint])[] {
  const given = (entries: readonly Entry[]): string | undefined =>
    entries.find((entry) => entry.name.toLowerCase() === name.toLowerCase())?.value.value;
  const user = from.located?.user ?? null;
  if (user !== null) {
    const text = given(user.step.with);
    return text === undefined ? [] : [[text, { ...from, located: user }]];
  }
  return callersOf(from.within.workflow, from.evidence).flatMap((within) => {
    const text = given(within.job.with);
    return text === undefined ? [] : [[text, { ...from, within, located: null }] as const];
  });
}

/** The jobs of this repository that call a workflow. */
export function callersOf(workflow: Workflow, { map, subject }: Pick<Evidence, 'map' | 'subject'>): WorkflowJob[] {
  return map.workflows.flatMap((caller) =>
    caller.jobs.flatMap((job) => {
      const uses = job.uses === null ? null : parseUses(job.uses.value.value);
      const isHere =
        uses?.kind === 'local' ||
        (uses?.kind === 'remote' &&
          `${uses.owner}/${uses.repository}`.toLowerCase() === subject.repository?.toLowerCase());
      return isHere && uses.path === workflow.path ? [{ workflow: caller, job }] : [];
    }),
  );
}

function neededOutput(id: string, output: string, from: Standpoint, depth: number): boolean {
  const { workflow } = from.within;
  const job = workflow.jobs.find((each) => each.id.toLowerCase() === id.toLowerCase());
  const text = job?.outputs.find(({ name }) => name.toLowerCase() === output.toLowerCase())?.value.value;
  if (job === undefined || text === undefined) return isHeadOutput(output);
  return namesHead(text, { ...from, within: { workflow, job }, located: null }, depth);
}

/** An output is judged by its name and by what the step that sets it reads; a base or a tag is not the head. */
function stepOutput(id: string, output: string, from: Standpoint, depth: number): boolean {
  if (otherName.test(output)) return false;
  const siblings = stepsOf(from.within, from.evidence).filter(
    ({ user }) => user === null || from.located?.user?.step === user.step,
  );
  const setter = siblings.find(({ step, user }) => step.id === id && user?.step === from.located?.user?.step);
  if (setter === undefined) return isHeadOutput(output);
  const action = actionOf(setter.step)?.name;
  if (action !== undefined && headOutputs.get(action)?.test(output)) return true;
  const texts = textsOf(setter.step);
  if (isHeadOutput(output)) return true;
  return texts.some((text) => headMention.test(text) || namesHead(text, { ...from, located: setter }, depth));
}

/** Actions whose outputs are the code of a pull request. */
const headOutputs: ReadonlyMap<string, RegExp> = new Map([
  ['xt0rted/pull-request-comment-branch', /^(?:head_|ref$|sha$)/],
  ['potiuk/get-workflow-origin', /^source/i],
  ['alessbell/pull-request-comment-branch', /^head_/],
  ['gotson/pull-request-comment-branch', /^head_/],
  ['eficode/resolve-pr-refs', /^head/],
]);

/** What a script asks for to learn the head of a pull request. */
const headMention =
  /head[._-]?(?:ref|sha|branch|repo|oid)|refs\/pull\/|pull_request\.head|pulls\.get\b|\bgh pr view\b/i;

const headName = /(?:^|[_-])(?:pr|head|pull)(?:[_-]|$)|head[_-]?(?:ref|sha|branch)/i;

const otherName = /base|target|default|main|master|tag|version|release|number|title|author|label|digest|url/i;

function isHeadOutput(output: string): boolean {
  return headName.test(output) && !otherName.test(output);
}

/** All that a step is told. */
function textsOf(step: Step): readonly string[] {
  const entries = [...step.env, ...step.with].map(({ value }) => value.value);
  return step.run === null ? entries : [...entries, step.run.value.value];
}
