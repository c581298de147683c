import type { Value } from '../types/values.ts';
import { evaluateText, type Scope, truthOf } from '../workflows/expressions/index.ts';
import { combinationsOf } from '../workflows/matrix.ts';
import type { Job, Workflow } from '../workflows/model.ts';
import { defaultOf } from './interpret/job.ts';
import type { InputBinding, World } from './interpret/run.ts';
import { stepScope } from './interpret/scope.ts';
import { startRun } from './interpret/start-run.ts';
import type { CallChain } from './publication.ts';

/** What a called workflow sees of its callers. Null for inputs and secrets that nobody here binds. */
export interface Bindings {
  readonly inputs: ReadonlyMap<string, InputBinding> | null;
  readonly secrets: ReadonlyMap<string, Value> | null;
}

/**
 * Hands inputs and secrets down a chain of callers, with the matrices of the calling jobs hidden. Null where one of
 * these jobs never runs.
 */
export function bindingsOf(chain: CallChain, workflow: Workflow, world: World): Bindings | null {
  let bindings: Bindings = unbound;
  for (const [index, link] of chain.entries()) {
    const [next] = handedBy(link, calleeAt(index, chain, workflow), bindings, chain.slice(0, index), world, 0);
    if (next === undefined) return null;
    bindings = next;
  }
  return bindings;
}

/** The same for every combination of these matrices; null where they are computed or make more than `most` ways. */
export function everyBindingsOf(
  chain: CallChain,
  workflow: Workflow,
  world: World,
  most: number,
): readonly Bindings[] | null {
  let all: readonly Bindings[] = [unbound];
  for (const [index, link] of chain.entries()) {
    const callee = calleeAt(index, chain, workflow);
    all = all.flatMap((bindings) => handedBy(link, callee, bindings, chain.slice(0, index), world, most));
    if (all.length > most) return null;
  }
  return all;
}

const unbound: Bindings = { inputs: null, secrets: null };

function calleeAt(index: number, chain: CallChain, workflow: Workflow): Workflow {
  return chain[index + 1]?.workflow ?? workflow;
}

/** What one calling job hands on: once for each combination of its matrix, if there are at most so many. */
function handedBy(
  { workflow, job }: CallChain[number],
  callee: Workflow,
  bindings: Bindings,
  chain: CallChain,
  world: World,
  mostCombinations: number,
): readonly Bindings[] {
  const open = startRun({ world, workflow, job, chain, combination: null, ...bindings });
  const listed = job.matrix === null ? null : combinationsOf(job.matrix, stepScope(open, open.frame, new Map()));
  const combinations = listed === null || listed.length > mostCombinations ? [null] : listed;
  return combinations.flatMap((combination): readonly Bindings[] => {
    const run = combination === null ? open : startRun({ world, workflow, job, chain, combination, ...bindings });
    const bare = stepScope(run, run.frame, new Map());
    const environment = new Map(workflow.env.map(({ name, value }) => [name, evaluateText(value.value, bare)]));
    const scope = stepScope(run, run.frame, environment);
    if (truthOf(job.if?.value ?? null, scope) === 'false') return [];
    const inputs = inputsOf(job, callee, scope);
    return [{ inputs, secrets: job.secrets.inherit ? bindings.secrets : secretsOf(job, scope) }];
  });
}

function inputsOf(job: Job, callee: Workflow, scope: Scope): ReadonlyMap<string, InputBinding> {
  const given = new Map(job.with.map(({ name, value }) => [name.toLowerCase(), evaluateText(value.value, scope)]));
  return new Map(
    callee.callInputs.map((input) => {
      const name = input.name.toLowerCase();
      return [name, { value: given.get(name) ?? defaultOf(input, scope), type: input.type }];
    }),
  );
}

function secretsOf(job: Job, scope: Scope): ReadonlyMap<string, Value> {
  return new Map(job.secrets.entries.map(({ name, value }) => [name, evaluateText(value.value, scope)]));
}
