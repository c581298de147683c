import { evaluateExpression, expressionsIn, looselyEqual, nothingKnown, type Scope } from './expressions/index.ts';
import type { Matrix, MatrixValue } from './model.ts';

/** One job of a matrix: its values by name, in the order of the axes. */
export type Combination = { readonly [name: string]: MatrixValue };

/** GitHub starts no more jobs than this from one matrix. */
const combinationLimit = 256;

/**
 * The jobs that a matrix makes: the product of its axes without what `exclude` matches, then each `include` added to
 * every product it overwrites nothing of, or else as a job of its own. Null where a part is computed from what the
 * scope does not know, or where GitHub would refuse the number of jobs.
 *
 * https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations
 */
export function combinationsOf(matrix: Matrix, scope: Scope = nothingKnown): readonly Combination[] | null {
  if (matrix.expression !== null) return null;
  const axes = axesOf(matrix, scope);
  const product = axes && productOf(axes, matrix.exclude);
  if (axes === null || product === null) return null;
  const combinations = withIncluded(product, new Set(axes.map(({ name }) => name)), matrix.include);
  return combinations === null || combinations.length > combinationLimit ? null : combinations;
}

interface Axis {
  readonly name: string;
  readonly values: readonly MatrixValue[];
}

function axesOf(matrix: Matrix, scope: Scope): readonly Axis[] | null {
  const axes: Axis[] = [];
  for (const { name, values, expression } of matrix.axes) {
    const known = values ?? (expression && computedValues(expression.value, scope));
    if (known === null) return null;
    axes.push({ name, values: known });
  }
  return axes;
}

/** The list that an axis written as one expression stands for. */
function computedValues(text: string, scope: Scope): readonly MatrixValue[] | null {
  const [piece, ...others] = expressionsIn(text.trim());
  if (piece?.kind !== 'expression' || others.length > 0) return null;
  const outcome = evaluateExpression(piece.expression, scope);
  return outcome.kind === 'known' && Array.isArray(outcome.data) ? outcome.data : null;
}

/** Comparisons that one matrix may cost: far above any that GitHub would run. */
const workLimit = 1_000_000;

function productOf(axes: readonly Axis[], exclude: Matrix['exclude']): readonly Combination[] | null {
  if (axes.length === 0) return [];
  const size = axes.reduce((product, { values }) => product * values.length, 1);
  if (size * (exclude.length + axes.length) > workLimit) return null;
  const kept: Combination[] = [];
  for (let number = 0; number < size; number += 1) {
    const combination = combinationAt(axes, number);
    if (exclude.some((pattern) => matches(pattern, combination))) continue;
    kept.push(combination);
    if (kept.length > combinationLimit) return null;
  }
  return kept;
}

/** The product counted through, the last axis fastest. */
function combinationAt(axes: readonly Axis[], number: number): Combination {
  const entries: [string, MatrixValue][] = [];
  let rest = number;
  for (const { name, values } of axes.toReversed()) {
    entries.push([name, values[rest % values.length] ?? null]);
    rest = Math.floor(rest / values.length);
  }
  return Object.fromEntries(entries.reverse());
}

/** What earlier entries added may be overwritten by later ones; what comes from the axes may not. */
function withIncluded(
  product: readonly Combination[],
  axisNames: ReadonlySet<string>,
  include: Matrix['include'],
): readonly Combination[] | null {
  const includedValues = include.reduce((count, entry) => count + Object.keys(entry).length, include.length);
  if (includedValues * product.length > workLimit) return null;
  const originals = product.map((original) => ({ original, extended: new Map(Object.entries(original)) }));
  const added: Combination[] = [];
  for (const entry of include) {
    const entries = Object.entries(entry);
    const fromAxes = Object.fromEntries(entries.filter(([name]) => axisNames.has(name)));
    const targets = originals.filter(({ original }) => matches(fromAxes, original));
    const additions = entries.filter(([name]) => !axisNames.has(name));
    for (const { extended } of targets) for (const [name, value] of additions) extended.set(name, value);
    if (targets.length === 0) added.push(entry);
  }
  return [...originals.map(({ extended }) => Object.fromEntries(extended)), ...added];
}

/** All that the pattern names is in the value, however deep; scalars compare as in expressions. */
function matches(pattern: MatrixValue, value: MatrixValue | undefined): boolean {
  if (value === undefined) return false;
  if (typeof pattern !== 'object' || pattern === null) return looselyEqual(pattern, value);
  if (typeof value !== 'object' || value === null) return false;
  const values = new Map(Object.entries(value));
  return Object.entries(pattern).every(([name, inner]) => matches(inner, values.get(name)));
}
