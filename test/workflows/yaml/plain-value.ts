import type { YamlNode, YamlScalar } from '../../../src/workflows/yaml/index.ts';

/** A tree as plain values, every scalar as its text. */
export type PlainValue = string | PlainValue[] | { [key: string]: PlainValue };

export function plainValue(node: YamlNode): PlainValue {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(plainValue);
  return Object.fromEntries(node.pairs.map(({ key, value }) => [key.value, plainValue(value)]));
}

/** Every scalar of a tree, keys included, in the order of the text. */
export function scalarsOf(node: YamlNode): YamlScalar[] {
  if (node.kind === 'scalar') return [node];
  if (node.kind === 'sequence') return node.items.flatMap(scalarsOf);
  return node.pairs.flatMap(({ key, value }) => [key, ...scalarsOf(value)]);
}
