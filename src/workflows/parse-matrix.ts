import type { Matrix, MatrixValue } from './model.ts';
import { expressionOf, pairsOf, placeOf } from './parse-fields.ts';
import {
  isEmptyNode,
  type ProblemLog,
  pairOf,
  showName,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
} from './yaml/index.ts';

/** The matrix of a job's `strategy:`, null where there is none. */
export function parseMatrix(strategy: YamlPair | null, log: ProblemLog): Matrix | null {
  if (strategy === null) return null;
  const pair = expressionOf(strategy.value) === null ? pairOf(strategy.value, 'matrix') : strategy;
  if (pair === null || isEmptyNode(pair.value)) return null;
  const at = placeOf(pair);
  const expression = expressionOf(pair.value);
  if (expression !== null) return { at, axes: [], include: [], exclude: [], expression };
  if (pair.value.kind !== 'mapping') {
    log.add(pair.key.at.line, '`matrix` must be a mapping or an expression.');
    return null;
  }

  const include = pairOf(pair.value, 'include');
  const exclude = pairOf(pair.value, 'exclude');
  return {
    at,
    axes: pairsOf(pair.value)
      .filter((axis) => axis !== include && axis !== exclude)
      .map((axis) => parseAxis(axis, log)),
    include: combinationsIn(include, log),
    exclude: combinationsIn(exclude, log),
    expression: computedPart(include) ?? computedPart(exclude),
  };
}

function parseAxis({ key, value }: YamlPair, log: ProblemLog): Matrix['axes'][number] {
  const name = key.value;
  const expression = expressionOf(value);
  if (value.kind === 'sequence') return { name, values: value.items.map(matrixValue), expression: null };
  if (expression === null) log.add(key.at.line, `The axis ${showName(name)} must be a list or an expression.`);
  return { name, values: null, expression };
}

/** Items of `include` or `exclude`. */
function combinationsIn(pair: YamlPair | null, log: ProblemLog): readonly { readonly [name: string]: MatrixValue }[] {
  if (pair === null || isEmptyNode(pair.value) || expressionOf(pair.value) !== null) return [];
  if (pair.value.kind !== 'sequence') {
    log.add(pair.key.at.line, `${showName(pair.key.value)} must be a list or an expression.`);
    return [];
  }
  return pair.value.items.flatMap((item) => {
    if (item.kind === 'mapping') return [namedValues(item.pairs)];
    if (expressionOf(item) === null)
      log.add(item.at.line, `An item of ${showName(pair.key.value)} must be a mapping or an expression.`);
    return [];
  });
}

/** The expression that stands for the whole list, or for one of its items. */
function computedPart(pair: YamlPair | null): Matrix['expression'] {
  if (pair === null) return null;
  if (pair.value.kind !== 'sequence') return expressionOf(pair.value);
  for (const item of pair.value.items) {
    const expression = expressionOf(item);
    if (expression !== null) return expression;
  }
  return null;
}

function matrixValue(node: YamlNode): MatrixValue {
  if (node.kind === 'sequence') return node.items.map(matrixValue);
  return node.kind === 'mapping' ? namedValues(node.pairs) : typedValue(node);
}

function namedValues(pairs: readonly YamlPair[]): { readonly [name: string]: MatrixValue } {
  return Object.fromEntries(pairs.map(({ key, value }) => [key.value, matrixValue(value)]));
}

/** As YAML 1.2 types it, which an expression notices: `3.10` is the number 3.1, `'3.10'` is a text. */
function typedValue(scalar: YamlScalar): MatrixValue {
  if (scalar.style !== 'plain') return scalar.value;
  if (isEmptyNode(scalar)) return null;
  if (/^(?:true|True|TRUE)$/.test(scalar.value)) return true;
  if (/^(?:false|False|FALSE)$/.test(scalar.value)) return false;
  if (/^(?:0o[0-7]+|0x[0-9A-Fa-f]+)$/.test(scalar.value)) return Number(scalar.value);
  return decimal.test(scalar.value) ? Number(scalar.value) : scalar.value;
}

const decimal = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
