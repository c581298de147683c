import type { Place } from '../types/place.ts';
import type { Defaults, Entry, Keyed, Text } from './model.ts';
import {
  isEmptyNode,
  type ProblemLog,
  pairOf,
  showName,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
  type YamlSequence,
} from './yaml/index.ts';

// The shapes that the values of a workflow's keys have. Each reader takes the pair, null where the key is not there;
// a value that is left empty counts as not there, and one of another shape is a problem and then counts as not there.

export function readMapping(pair: YamlPair | null, log: ProblemLog): YamlMapping | null {
  if (pair === null || isEmptyNode(pair.value)) return null;
  return pair.value.kind === 'mapping' ? pair.value : wrongShape(pair, 'a mapping', log);
}

export function readSequence(pair: YamlPair | null, log: ProblemLog): YamlSequence | null {
  if (pair === null || isEmptyNode(pair.value)) return null;
  return pair.value.kind === 'sequence' ? pair.value : wrongShape(pair, 'a list', log);
}

export function readText(pair: YamlPair | null, log: ProblemLog): Text | null {
  if (pair === null || isEmptyNode(pair.value)) return null;
  return pair.value.kind === 'scalar' ? textOf(pair.value) : wrongShape(pair, 'a single value', log);
}

export function readKeyedText(pair: YamlPair | null, log: ProblemLog): Keyed<Text> | null {
  const value = readText(pair, log);
  return pair === null || value === null ? null : { key: pair.key.at, value };
}

/** One value, or a list of them. */
export function readTexts(pair: YamlPair | null, log: ProblemLog): readonly Text[] {
  if (pair === null || isEmptyNode(pair.value)) return [];
  if (pair.value.kind === 'scalar') return [textOf(pair.value)];
  if (pair.value.kind === 'mapping') return wrongShape(pair, 'a single value or a list of them', log) ?? [];
  return pair.value.items.flatMap((item) => {
    if (item.kind === 'scalar') return [textOf(item)];
    log.add(item.at.line, `${showName(pair.key.value)} holds something that is not a single value.`);
    return [];
  });
}

/** A text, or a mapping that holds it under `field`: `environment: npm` and `environment: { name: npm }`. */
export function readTextOrField(pair: YamlPair | null, field: string, log: ProblemLog): Text | null {
  if (pair?.value.kind === 'mapping') return readText(pairOf(pair.value, field), log);
  if (pair?.value.kind === 'sequence') return wrongShape(pair, `a single value or a mapping with \`${field}\``, log);
  return readText(pair, log);
}

/** Names with single values; a name with nothing behind it has the empty text. */
export function readEntries(pair: YamlPair | null, log: ProblemLog): readonly Entry[] {
  return pairsOf(readMapping(pair, log)).flatMap(({ key, value }) => {
    if (value.kind === 'scalar') return [{ name: key.value, key: key.at, value: entryText(value) }];
    log.add(key.at.line, `${showName(key.value)} must have a single value.`);
    return [];
  });
}

/** Outputs of an action or a reusable workflow: names with a mapping that holds `value`. */
export function readOutputs(pair: YamlPair | null, log: ProblemLog): readonly Entry[] {
  return pairsOf(readMapping(pair, log)).map((output) => ({
    name: output.key.value,
    key: output.key.at,
    value: readTextOrField(output, 'value', log) ?? { value: '', at: output.key.at },
  }));
}

export function readDefaults(pair: YamlPair | null, log: ProblemLog): Defaults {
  const run = readMapping(pairOf(readMapping(pair, log), 'run'), log);
  return {
    shell: readText(pairOf(run, 'shell'), log),
    workingDirectory: readText(pairOf(run, 'working-directory'), log),
  };
}

export function pairsOf(mapping: YamlMapping | null): readonly YamlPair[] {
  return mapping?.pairs ?? [];
}

function textOf(scalar: YamlScalar): Text {
  return { value: scalar.value, at: scalar.at };
}

/** The text of a value that is computed when the workflow runs. */
export function expressionOf(node: YamlNode): Text | null {
  return node.kind === 'scalar' && node.value.includes('${{') ? textOf(node) : null;
}

/** A key with its value: what a finding about the whole of it points at. */
export function placeOf(pair: YamlPair): Place {
  const { line, endLine, endColumn } = pair.value.at;
  // A scalar that an alias stands for is written elsewhere.
  if (line < pair.key.at.line) return pair.key.at;
  return { ...pair.key.at, endLine, endColumn };
}

function entryText(scalar: YamlScalar): Text {
  return isEmptyNode(scalar) ? { value: '', at: scalar.at } : textOf(scalar);
}

function wrongShape(pair: YamlPair, shape: string, log: ProblemLog): null {
  const name = showName(pair.key.value);
  const message =
    expressionOf(pair.value) === null
      ? `${name} must be ${shape}.`
      : `${name} is computed as a whole when the workflow runs, so what it holds is not known.`;
  log.add(pair.key.at.line, message);
  return null;
}
