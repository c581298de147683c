import { known, textOf, type Value } from '../../types/values.ts';
import { type Binding, evaluateText, nothingKnown, type Scope } from '../../workflows/expressions/index.ts';
import type { Combination } from '../../workflows/matrix.ts';
import type { MatrixValue } from '../../workflows/model.ts';
import type { Frame, Run } from './run.ts';
import { runnerFiles } from './writing.ts';

/** What the expressions of a step can see: its environment, the matrix combination, bound inputs and secrets, earlier outputs. */
export function stepScope(run: Run, frame: Frame, environment: ReadonlyMap<string, Value>): Scope {
  const { combination, inputs, secrets } = frame;
  return {
    lookup(context, path) {
      const [name, ...rest] = path;
      switch (context) {
        case 'matrix':
          if (combination === null) return undefined;
          if (name === undefined) return { kind: 'data', data: combination };
          return matrixValue(combination, path);
        case 'env':
          return name === undefined ? undefined : bound(anyCase(environment, name));
        case 'inputs':
          return name === undefined || inputs === null ? undefined : typed(anyCase(inputs, name));
        case 'github':
          return github(path, run, frame);
        case 'secrets':
          return name === undefined || secrets === null || name.toUpperCase() === 'GITHUB_TOKEN'
            ? undefined
            : (bound(anyCase(secrets, name)) ?? { kind: 'data', data: '' });
        case 'steps':
          return name === undefined ? undefined : output(name, rest, run, frame);
        default:
          return undefined;
      }
    },
  };
}

/** A value of the combination; text that holds an expression itself is read where it is used. */
function matrixValue(combination: Combination, path: readonly string[]): Binding | undefined {
  let value: MatrixValue | undefined = combination;
  for (const name of path) value = isObject(value) ? propertyOf(value, name) : undefined;
  if (typeof value === 'string' && value.includes('${{')) return bound(evaluateText(value, nothingKnown));
  return { kind: 'data', data: value ?? null };
}

function isObject(value: MatrixValue | undefined): value is { readonly [name: string]: MatrixValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function github(path: readonly string[], run: Run, frame: Frame): Binding | undefined {
  const [name, ...rest] = path;
  const text = (value: string): Binding => ({ kind: 'data', data: value });
  switch (name) {
    case 'workspace':
      return text('.');
    case 'action_path':
      return frame.actionFolder === null ? undefined : text(`./${frame.actionFolder}`);
    case 'env':
      return text(runnerFiles.environment);
    case 'output':
      return text(runnerFiles.output);
    case 'repository':
      return run.world.imageOwner === null || rest.length > 0 ? undefined : text(run.world.imageOwner);
    case 'repository_owner':
      return run.world.imageOwner === null ? undefined : text(run.world.imageOwner.split('/')[0] ?? '');
    default:
      return undefined;
  }
}

/**
 * An output that the step itself was seen to set. Any other stays hidden, under the key of its step, so that it can be
 * asked later whether that step mints or fetches credentials.
 */
function output(id: string, rest: readonly string[], run: Run, frame: Frame): Binding | undefined {
  const key = `${frame.prefix}${id}`;
  const origin = run.origins.get(key);
  const [kind, name] = rest;
  if (origin === undefined || kind?.toLowerCase() !== 'outputs' || name === undefined) return undefined;
  const value = anyCase(origin.outputs, name);
  if (value !== undefined) return bound(value);
  return bound([
    {
      kind: 'hidden',
      references: [{ context: 'steps', path: [key, 'outputs', name] }],
      candidates: null,
      source: `\${{ steps.${id}.outputs.${name} }}`,
    },
  ]);
}

function bound(value: Value | undefined): Binding | undefined {
  return value === undefined ? undefined : { kind: 'value', value };
}

/** Booleans and numbers of reusable workflows keep their type; a hidden value stays a string. */
function typed(input: { readonly value: Value; readonly type: string | null } | undefined): Binding | undefined {
  if (input === undefined) return undefined;
  const text = textOf(input.value);
  if (text !== null && input.type === 'boolean') return { kind: 'data', data: text === 'true' };
  if (text !== null && input.type === 'number') return { kind: 'data', data: Number(text) };
  return { kind: 'value', value: text === null ? input.value : known(text) };
}

function anyCase<T>(map: ReadonlyMap<string, T>, name: string): T | undefined {
  const exact = map.get(name);
  if (exact !== undefined) return exact;
  const lower = name.toLowerCase();
  for (const [key, value] of map) if (key.toLowerCase() === lower) return value;
  return undefined;
}

function propertyOf<T>(object: { readonly [name: string]: T }, name: string): T | undefined {
  const lower = name.toLowerCase();
  for (const [key, value] of Object.entries(object)) if (key.toLowerCase() === lower) return value;
  return undefined;
}
