import { known, type Value } from '../types/values.ts';
import { evaluateText, truthOf } from '../workflows/expressions/index.ts';
import type { Workflow } from '../workflows/model.ts';
import { defaultOf } from './interpret/job.ts';
import type { Frame, InputBinding, Run, World } from './interpret/run.ts';
import { stepScope } from './interpret/scope.ts';
import type { CallChain } from './publication.ts';

/** What a called workflow sees of its callers. Null for inputs and secrets that nobody here binds. */
export interface Bindings {
  readonly inputs: ReadonlyMap<string, InputBinding> | null;
  readonly secrets: ReadonlyMap<string, Value> | null;
}

/** Hands inputs and secrets down a chain of callers. Null where one of the calling jobs never runs. */
export function bindingsOf(chain: CallChain, workflow: Workflow, world: World): Bindings | null {
  let bindings: Bindings = { inputs: null, secrets: null };
  for (const [index, { workflow: caller, job }] of chain.entries()) {
    const callee = chain[index + 1]?.workflow ?? workflow;
    const frame = frameOf(bindings);
    const run = runOf(world, caller, job, chain.slice(0, index));
    const scope = stepScope(run, frame, environmentOf(caller, run, frame));
    if (truthOf(job.if?.value ?? null, scope) === 'false') return null;
    const given = new Map(job.with.map(({ name, value }) => [name.toLowerCase(), evaluateText(value.value, scope)]));
    const inputs = new Map<string, InputBinding>();
    for (const input of callee.callInputs) {
      const name = input.name.toLowerCase();
      inputs.set(name, { value: given.get(name) ?? defaultOf(input, scope), type: input.type });
    }
    bindings = { inputs, secrets: job.secrets.inherit ? bindings.secrets : secretsOf(job, scope) };
  }
  return bindings;
}

function secretsOf(job: Run['job'], scope: Parameters<typeof evaluateText>[1]): ReadonlyMap<string, Value> {
  return new Map(job.secrets.entries.map(({ name, value }) => [name, evaluateText(value.value, scope)]));
}

function frameOf({ inputs, secrets }: Bindings): Frame {
  return { inputs, secrets, combination: null, prefix: '', actionFolder: null, files: [], entered: [], ways: [] };
}

function runOf(world: World, workflow: Workflow, job: Run['job'], chain: CallChain): Run {
  return {
    world,
    workflow,
    job,
    chain,
    combination: null,
    happenings: [],
    written: [],
    origins: new Map(),
    added: new Map(),
    budget: 0,
  };
}

function environmentOf(workflow: Workflow, run: Run, frame: Frame): ReadonlyMap<string, Value> {
  const scope = stepScope(run, frame, new Map());
  return new Map(
    workflow.env.map(({ name, value }) => [
      name,
      value.value.includes('${{') ? evaluateText(value.value, scope) : known(value.value),
    ]),
  );
}
