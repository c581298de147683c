import { joinValues, known, type Value } from '../../types/values.ts';
import {
  type Alternative,
  type Alternatives,
  alternativeOf,
  alternativesLimit,
  bounded,
  data,
  eitherBoolean,
  expanded,
  opaque,
  textLimit,
  truthAmong,
  valueAmong,
} from './alternatives.ts';
import { type Data, foldCase, isComposite, isList, itemsOf, looselyEqual, textOfData } from './data.ts';

/** The result of a function whose name and number of arguments the parser has accepted. */
export function callFunction(name: string, args: readonly Alternatives[]): Alternatives {
  return functions.get(name.toLowerCase())?.(args) ?? opaque(...args);
}

type ExpressionFunction = (args: readonly Alternatives[]) => Alternatives;

const functions: ReadonlyMap<string, ExpressionFunction> = new Map<string, ExpressionFunction>([
  ['contains', test(contains)],
  ['startswith', test((text, start) => areText(text, start) && folded(text).startsWith(folded(start)))],
  ['endswith', test((text, end) => areText(text, end) && folded(text).endsWith(folded(end)))],
  ['join', compute(join)],
  ['tojson', compute(([value = null]) => JSON.stringify(value, null, 2))],
  ['fromjson', compute(fromJson)],
  ['format', format],
  ['case', choose],
  ['hashfiles', () => opaque()],
  // How the run goes decides these.
  ['always', () => eitherBoolean],
  ['cancelled', () => eitherBoolean],
  ['failure', () => eitherBoolean],
  ['success', () => eitherBoolean],
]);

/** A question about two arguments; where one of them is hidden the answer is either, and nothing flows into it. */
function test(answer: (left: Data, right: Data) => boolean): ExpressionFunction {
  return (args) =>
    bounded(
      (combinations(args) ?? [null]).flatMap((combination) => {
        const [left, right] = (combination && dataOf(combination)) ?? [];
        return left === undefined || right === undefined ? eitherBoolean : [data(answer(left, right))];
      }),
    );
}

/** A function of its arguments' data; undefined where GitHub would fail or the result would be too large. */
function compute(result: (args: readonly Data[]) => Data | undefined): ExpressionFunction {
  return (args) => {
    const found: Alternative[] = [];
    let length = 0;
    for (const combination of combinations(args) ?? [null]) {
      if (combination === null) return opaque(...args);
      const values = dataOf(combination);
      const computed = values === null ? undefined : result(values);
      if (typeof computed === 'string') length += computed.length;
      if (length > textLimit) return opaque(...args);
      found.push(...(computed === undefined ? opaque(combination) : [data(computed)]));
    }
    return bounded(found);
  };
}

/** Every choice of one alternative for each argument, or null where there are too many. */
function combinations(args: readonly Alternatives[]): readonly Alternatives[] | null {
  let all: readonly Alternatives[] = [[]];
  for (const alternatives of args.map(expanded)) {
    if (all.length * alternatives.length > alternativesLimit) return null;
    all = all.flatMap((before) => alternatives.map((alternative) => [...before, alternative]));
  }
  return all;
}

function dataOf(combination: Alternatives): readonly Data[] | null {
  const values = combination.flatMap((alternative) => (alternative.kind === 'data' ? [alternative.data] : []));
  return values.length === combination.length ? values : null;
}

function contains(search: Data, item: Data): boolean {
  if (isList(search)) return search.some((member) => looselyEqual(item, member));
  return areText(search, item) && textOfData(search).toLowerCase().includes(textOfData(item).toLowerCase());
}

function areText(...values: readonly Data[]): boolean {
  return !values.some(isComposite);
}

function folded(value: Data): string {
  return foldCase(textOfData(value));
}

function join([list = null, separator = ',']: readonly Data[]): string | undefined {
  if (!isList(list)) return isComposite(list) ? '' : textOfData(list);
  const between = isComposite(separator) ? ',' : textOfData(separator);
  const texts = list.map(textOfData);
  const length = texts.reduce((sum, text) => sum + text.length + between.length, 0);
  return length > 2 * textLimit ? undefined : texts.join(between);
}

const jsonDepthLimit = 100;

function fromJson([value = null]: readonly Data[]): Data | undefined {
  const text = textOfData(value);
  if (text.length > textLimit) return undefined;
  try {
    const parsed = JSON.parse(text) as Data;
    return isShallow(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isShallow(value: Data): boolean {
  let level: readonly Data[] = [value];
  for (let depth = 0; depth < jsonDepthLimit; depth += 1) {
    level = level.flatMap(itemsOf);
    if (level.length === 0) return true;
  }
  return false;
}

/** `format('v{0}', x)`: text where the arguments are known, text with holes where they are not. */
function format(args: readonly Alternatives[]): Alternatives {
  const found: Alternative[] = [];
  let length = 0;
  for (const combination of combinations(args) ?? [null]) {
    const [pattern, ...fillings] = combination ?? [];
    const pieces = pattern?.kind === 'data' ? formatPieces(textOfData(pattern.data)) : null;
    if (pieces === null) return opaque(...args);
    const values: Value[] = [];
    for (const piece of pieces) {
      const filling = typeof piece === 'string' ? null : fillings[piece];
      if (filling === undefined) return opaque(...args);
      const value = filling === null ? known(String(piece)) : valueAmong([filling], sourceOf(filling));
      length += value.reduce((sum, part) => sum + (part.kind === 'text' ? part.text.length : 1), 0);
      if (length > textLimit) return opaque(...args);
      values.push(value);
    }
    found.push(alternativeOf(joinValues(values)));
  }
  return bounded(found);
}

/** Text, and the numbers of the arguments between; null where the pattern has a brace out of place. */
function formatPieces(pattern: string): readonly (string | number)[] | null {
  const pieces: (string | number)[] = [];
  for (const [token, hole] of pattern.matchAll(/\{\{|\}\}|\{(\d{1,3})[^{}]{0,100}\}|[^{}]+|[{}]/g)) {
    if (token === '{' || token === '}') return null;
    if (hole !== undefined) pieces.push(Number(hole));
    else pieces.push(token === '{{' || token === '}}' ? token.charAt(0) : token);
  }
  return pieces;
}

/** A hole, as a person would write it. */
function sourceOf(alternative: Alternative): string {
  if (alternative.kind !== 'place') return '${{ … }}';
  return `\${{ ${[alternative.reference.context, ...alternative.reference.path].join('.')} }}`;
}

/** `case(condition, value, …, default)`: conditions choose, they do not flow. */
function choose(args: readonly Alternatives[]): Alternatives {
  const found: Alternative[] = [];
  for (let position = 0; position < args.length; position += 2) {
    const [condition = [], value] = args.slice(position, position + 2);
    if (value === undefined) return bounded([...found, ...condition]);
    const truth = truthAmong(condition);
    if (truth !== 'false') found.push(...value);
    if (truth === 'true') break;
  }
  return bounded(found);
}
