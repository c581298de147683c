import { emptyValue, known, showValue, textOf, type Value } from '../../types/values.ts';
import { evaluateText, truthOf } from '../../workflows/expressions/index.ts';
import type { Action, Entry, Input, Step } from '../../workflows/model.ts';
import { parseUses } from '../../workflows/parse-uses.ts';
import { dialectOf } from '../../workflows/shell/index.ts';
import { carriedCommands } from './carried-commands.ts';
import { clean, enter, inCheckout } from './folders.ts';
import type { Frame, InputBinding, Run } from './run.ts';
import { stepScope } from './scope.ts';
import { interpretScript, noFunctions } from './script.ts';
import { type RunStart, startRun } from './start-run.ts';
import { type Shell, setVariable } from './words.ts';
import { runnerFiles, setVariables } from './writing.ts';

const deepestAction = 10;

/** What one step may do of what the job may. */
const mostOfStep = { scripts: 200, acts: 4_000 };

/** Runs a job through: everything it certainly or possibly does, in order. Null where its condition is false. */
export function interpretJob(start: RunStart): Run | null {
  const { workflow, job } = start;
  const run = startRun(start);
  const { frame } = run;
  const outer = extend(new Map(), workflow.env, run, frame);
  if (truthOf(job.if?.value ?? null, stepScope(run, frame, outer)) === 'false') return null;
  const environment = extend(outer, job.env, run, frame);
  if (job.uses) callRemote(run, frame, environment);
  let { acts } = run.left;
  job.steps.forEach((step) => {
    // one step that builds a hundred packages must not hide the step that publishes them
    const budget = Math.min(acts, mostOfStep.acts);
    run.left.acts = budget;
    run.left.scripts = mostOfStep.scripts;
    interpretStep(step, step, { run, frame, environment, conditional: false, depth: 0 });
    acts -= budget - run.left.acts;
  });
  return run;
}

interface StepSetting {
  readonly run: Run;
  readonly frame: Frame;
  readonly environment: ReadonlyMap<string, Value>;
  /** The step around may be skipped. */
  readonly conditional: boolean;
  readonly depth: number;
}

/** `step` is where it is written, `top` the step of the job under which it happens. */
function interpretStep(step: Step, top: Step, around: StepSetting): void {
  const { run, frame } = around;
  if (run.left.acts <= 0) return;
  run.left.acts -= 1;
  const inherited = run.added.size === 0 ? around.environment : new Map([...around.environment, ...run.added]);
  const runs = truthOf(step.if?.value ?? null, stepScope(run, frame, inherited));
  if (runs === 'false') return;
  const environment = extend(inherited, step.env, run, frame);
  const setting = { ...around, environment, conditional: around.conditional || runs !== 'true' };
  const origin = `${frame.prefix}#${step.index}`;
  const known = { step, outputs: new Map<string, Value>() };
  run.origins.set(origin, known);
  if (step.id !== null) run.origins.set(`${frame.prefix}${step.id}`, known);
  const written = run.written.length;
  if (step.uses) interpretUses(step, top, origin, setting);
  else if (step.run) {
    runScript(step.run.value.value, shellOf(step, run), {
      step,
      top,
      origin,
      setting,
      directory: directoryOf(step, run, frame, environment),
      path: step.run.value.at.path,
      line: step.run.value.at.line,
    });
  }
  for (const { path, content, conditional } of run.written.slice(written))
    if (textOf(path) === runnerFiles.output) setVariables(known.outputs, content, conditional);
}

function interpretUses(step: Step, top: Step, origin: string, setting: StepSetting): void {
  const { run, frame, environment } = setting;
  const text = step.uses?.value.value ?? '';
  const uses = parseUses(text);
  const scope = stepScope(run, frame, environment);
  const inputs = new Map(step.with.map(({ name, value }) => [name.toLowerCase(), evaluateText(value.value, scope)]));
  const local =
    uses.kind === 'local'
      ? uses.path
      : uses.kind === 'remote' && `${uses.owner}/${uses.repository}`.toLowerCase() === run.world.repository
        ? uses.path
        : null;
  const action = local === null ? undefined : run.world.actions.get(clean(local));
  if (action !== undefined && action.runs.using === 'composite') {
    enterComposite(action, action.runs.steps, inputs, top, origin, setting);
    return;
  }
  if (uses.kind === 'unknown') return;
  const name =
    uses.kind === 'docker'
      ? `docker://${uses.image}`
      : uses.kind === 'local'
        ? `./${clean(uses.path)}`
        : [uses.owner, uses.repository, uses.path].filter(Boolean).join('/');
  const checkout = name.toLowerCase() === 'actions/checkout' ? checkoutPath(inputs, run) : null;
  if (checkout !== null) run.checkouts.add(checkout);
  const directory = textOf(inputs.get('working-directory') ?? inputs.get('cwd') ?? emptyValue) ?? '';
  run.happenings.push({
    act: {
      kind: 'action',
      action: name.toLowerCase(),
      ref: uses.kind === 'remote' ? uses.ref : '',
      workflow: false,
      inputs,
      secrets: new Map(),
      environment,
      directory: enter(emptyValue, known(directory)),
    },
    at: step.uses?.key ?? step.at,
    step: top,
    origin,
    files: frame.files,
    entered: action === undefined ? frame.entered : [...frame.entered, action],
    ways: frame.ways,
    script: null,
  });
  for (const carried of carriedCommands) {
    if (carried.action !== name.toLowerCase()) continue;
    const command = carried.input === null ? emptyValue : inputs.get(carried.input);
    if (command === undefined || (carried.input !== null && textOf(command)?.trim() === '')) continue;
    const flags = Object.entries(carried.flags ?? {})
      .filter(([name]) => textOf(inputs.get(name) ?? emptyValue) === 'true')
      .map(([, flag]) => flag);
    const then = carried.rest === undefined ? emptyValue : (inputs.get(carried.rest) ?? emptyValue);
    const entry = step.with.find(({ name: input }) => input.toLowerCase() === carried.input);
    runScript(
      [carried.before, showValue(command), showValue(then), ...flags].filter(Boolean).join(' '),
      { dialect: carried.dialect },
      {
        step,
        top,
        origin,
        setting,
        directory:
          carried.directory === undefined ? emptyValue : enter(emptyValue, inputs.get(carried.directory) ?? emptyValue),
        path: step.at.path,
        line: entry?.value.at.line ?? step.at.line,
      },
    );
  }
}

function enterComposite(
  action: Action,
  steps: readonly Step[],
  handed: ReadonlyMap<string, Value>,
  top: Step,
  origin: string,
  setting: StepSetting,
): void {
  const { run, frame, environment, conditional, depth } = setting;
  if (depth >= deepestAction || frame.entered.includes(action)) return;
  const inputs = new Map<string, InputBinding>();
  const scope = stepScope(run, frame, environment);
  for (const input of action.inputs)
    inputs.set(input.name.toLowerCase(), {
      value: handed.get(input.name.toLowerCase()) ?? defaultOf(input, scope),
      type: null,
    });
  const inner: Frame = {
    ...frame,
    inputs,
    prefix: `${origin}/`,
    actionFolder: action.folder,
    files: [...frame.files, action.path],
    entered: [...frame.entered, action],
  };
  for (const step of steps) interpretStep(step, top, { run, frame: inner, environment, conditional, depth: depth + 1 });
  const outer = run.origins.get(origin);
  const innerScope = stepScope(run, inner, environment);
  for (const output of action.outputs) outer?.outputs.set(output.name, evaluateText(output.value.value, innerScope));
}

/** A job that calls a reusable workflow of another repository: one act, at the job's `uses:`. */
function callRemote(run: Run, frame: Frame, environment: ReadonlyMap<string, Value>): void {
  const { job } = run;
  const uses = parseUses(job.uses?.value.value ?? '');
  if (uses.kind !== 'remote' || !job.uses) return;
  const scope = stepScope(run, frame, environment);
  const read = (entries: readonly Entry[]) =>
    new Map(entries.map(({ name, value }) => [name.toLowerCase(), evaluateText(value.value, scope)]));
  run.happenings.push({
    act: {
      kind: 'action',
      action: [uses.owner, uses.repository, uses.path].filter(Boolean).join('/').toLowerCase(),
      ref: uses.ref,
      workflow: true,
      inputs: read(job.with),
      secrets: job.secrets.inherit ? 'inherit' : read(job.secrets.entries),
      environment,
      directory: emptyValue,
    },
    at: job.uses.key,
    step: null,
    origin: '#job',
    files: [],
    entered: [],
    ways: [],
    script: null,
  });
}

interface ScriptPlace {
  readonly step: Step;
  readonly top: Step;
  readonly origin: string;
  readonly setting: StepSetting;
  readonly directory: Value;
  readonly path: string;
  readonly line: number;
}

function runScript(text: string, shell: { readonly dialect: ReturnType<typeof dialectOf> }, place: ScriptPlace): void {
  if (shell.dialect === null) return;
  const { run, frame, environment } = place.setting;
  const scope = stepScope(run, frame, environment);
  const variables = new Map<string, Value>([
    ['GITHUB_WORKSPACE', known('.')],
    ['GITHUB_ENV', known(runnerFiles.environment)],
    ['GITHUB_OUTPUT', known(runnerFiles.output)],
    ['GITHUB_PATH', known(runnerFiles.path)],
    ...(frame.actionFolder === null ? [] : [['GITHUB_ACTION_PATH', known(`./${frame.actionFolder}`)] as const]),
    ...environment,
  ]);
  const shellState: Shell = {
    variables,
    caseless: shell.dialect === 'pwsh' || shell.dialect === 'cmd',
    expression: (source) => evaluateText(`\${{ ${source} }}`, scope),
    computed: { context: 'computed', path: [place.origin] },
  };
  interpretScript(text, shell.dialect, {
    run,
    frame,
    step: place.top,
    origin: place.origin,
    shell: shellState,
    functions: noFunctions(),
    directory: place.directory,
    path: place.path,
    line: place.line,
    appended: [],
    conditional: place.setting.conditional,
    depth: 0,
  });
}

function shellOf(step: Step, run: Run): { readonly dialect: ReturnType<typeof dialectOf> } {
  const { job, workflow } = run;
  const shell = step.shell ?? job.defaults.shell ?? workflow.defaults.shell;
  const windows = job.runsOn.some(({ value }) => value.toLowerCase().includes('windows'));
  return { dialect: dialectOf(shell?.value ?? null, windows) };
}

/** Where a checkout puts this repository, if not at the workspace's root. */
function checkoutPath(inputs: ReadonlyMap<string, Value>, run: Run): string | null {
  const repository = textOf(inputs.get('repository') ?? emptyValue)?.toLowerCase();
  const path = clean(textOf(inputs.get('path') ?? emptyValue) ?? '');
  return path !== '' && (repository === '' || repository === run.world.repository) ? path : null;
}

function directoryOf(step: Step, run: Run, frame: Frame, environment: ReadonlyMap<string, Value>): Value {
  // a composite action's steps do not see the job's defaults
  const text =
    step.workingDirectory ??
    (frame.actionFolder === null
      ? (run.job.defaults.workingDirectory ?? run.workflow.defaults.workingDirectory)
      : null);
  if (text === null) return emptyValue;
  return inCheckout(enter(emptyValue, evaluateText(text.value, stepScope(run, frame, environment))), run);
}

function extend(
  environment: ReadonlyMap<string, Value>,
  entries: readonly Entry[],
  run: Run,
  frame: Frame,
): ReadonlyMap<string, Value> {
  if (entries.length === 0) return environment;
  const extended = new Map(environment);
  const scope = stepScope(run, frame, environment);
  for (const { name, value } of entries) setVariable(extended, name, evaluateText(value.value, scope));
  return extended;
}

/** The value of an input that nobody handed over. */
export function defaultOf(input: Input, scope: Parameters<typeof evaluateText>[1]): Value {
  if (input.default !== null) return evaluateText(input.default.value, scope);
  return input.type === 'boolean' ? known('false') : emptyValue;
}
