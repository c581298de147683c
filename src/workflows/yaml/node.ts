import type { Place } from '../../types/place.ts';

/**
 * A YAML file as it was written, with the place of every part. Aliases are resolved: the node they stand for is shared,
 * so the tree is a graph without loops whose unfolded size is bounded. `<<` is a key like any other, as on GitHub.
 */
export type YamlNode = YamlMapping | YamlSequence | YamlScalar;

export interface YamlMapping {
  readonly kind: 'mapping';
  /** From the first key (or `{`) to the end of the last value (or `}`); the alias where the mapping is used by one. */
  readonly at: Place;
  /** In file order, every key once. */
  readonly pairs: readonly YamlPair[];
}

export interface YamlPair {
  readonly key: YamlScalar;
  /** `key:` with nothing behind it has an empty plain scalar right after the colon. */
  readonly value: YamlNode;
}

export interface YamlSequence {
  readonly kind: 'sequence';
  /** From the first dash (or `[`) to the end of the last item (or `]`); the alias where the list is used by one. */
  readonly at: Place;
  readonly items: readonly YamlNode[];
}

export type ScalarStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'literal' | 'folded';

export interface YamlScalar {
  readonly kind: 'scalar';
  /**
   * Where it is written, quotes included, also when it is used by an alias. A block scalar's place is its content: the
   * line after its header, to the end of its last line that is not blank; an empty one's is its header.
   */
  readonly at: Place;
  /** The text: quotes, escapes and indentation undone, numbers and booleans as written. */
  readonly value: string;
  readonly style: ScalarStyle;
}

/** The pair of a mapping by its key, or null where there is none or the node is no mapping. */
export function pairOf(node: YamlNode | null, key: string): YamlPair | null {
  if (node?.kind !== 'mapping') return null;
  for (const pair of node.pairs) if (pair.key.value === key) return pair;
  return null;
}

/** `~`, `null`, or nothing at all. */
export function isEmptyNode(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.style === 'plain' && emptyWords.has(node.value);
}

const emptyWords: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL']);
