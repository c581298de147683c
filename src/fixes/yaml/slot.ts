import { isAlias, isMap, isScalar, isSeq, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml';
import { type Refused, refused, showPath } from '../edited.ts';
import type { YamlText } from './read.ts';

export type YamlMap = YAMLMap.Parsed;
export type YamlSeq = YAMLSeq.Parsed;
export type YamlPair = YamlMap['items'][number];

/** Where a value stands. */
export type Slot =
  | { readonly kind: 'root' }
  | { readonly kind: 'pair'; readonly holder: Slot; readonly map: YamlMap; readonly index: number }
  | { readonly kind: 'item'; readonly holder: Slot; readonly seq: YamlSeq; readonly index: number };

/** What a path leads to. */
export type Found =
  | { readonly state: 'there'; readonly slot: Slot }
  /** The mapping or list is there, and the rest of the path is not. */
  | { readonly state: 'missing'; readonly slot: Slot; readonly within: YamlMap | YamlSeq; readonly rest: Rest }
  /** `key:` with nothing behind it, where a mapping or list is wanted. */
  | { readonly state: 'vacant'; readonly slot: Slot; readonly rest: Rest };

type Rest = readonly (string | number)[];

/** Follows a path. What is shared by an alias, or merged in, is not for one place to change. */
export function find(yaml: YamlText, at: Rest): Found | Refused {
  let slot: Slot = { kind: 'root' };
  for (const [index, part] of at.entries()) {
    const node = nodeIn(yaml, slot);
    const here = showPath(at.slice(0, index));
    const rest = at.slice(index);
    const shared = sharedBy(yaml, node, here);
    if (shared !== null) return shared;
    if (isEmpty(node)) return slot.kind === 'root' ? misfit(here) : { state: 'vacant', slot, rest };
    if (isMap(node) && typeof part === 'string') {
      const found = indexOfKey(node as YamlMap, part);
      if (found === -1 && indexOfKey(node as YamlMap, '<<') !== -1)
        return refused('not-applicable', `${here} merges another mapping into itself`);
      if (found === -1) return { state: 'missing', slot, within: node as YamlMap, rest };
      slot = { kind: 'pair', holder: slot, map: node as YamlMap, index: found };
    } else if (isSeq(node) && typeof part === 'number') {
      if (part === node.items.length) return { state: 'missing', slot, within: node as YamlSeq, rest };
      if (part < 0 || part > node.items.length)
        return refused('not-applicable', `${showPath(at.slice(0, index + 1))} is not in the file`);
      slot = { kind: 'item', holder: slot, seq: node as YamlSeq, index: part };
    } else return misfit(here);
  }
  const shared = sharedBy(yaml, nodeIn(yaml, slot), showPath(at));
  return shared ?? { state: 'there', slot };
}

/** The node in a slot; null where nothing at all is written. */
export function nodeIn(yaml: YamlText, slot: Slot): ParsedNode | null {
  if (slot.kind === 'root') return yaml.root;
  return slot.kind === 'pair' ? pairIn(slot).value : (slot.seq.items[slot.index] ?? null);
}

export function pairIn({ map, index }: Extract<Slot, { kind: 'pair' }>): YamlPair {
  const pair = map.items[index];
  if (pair === undefined) throw new RangeError('a mapping has no such pair');
  return pair;
}

/** Nothing, `null` or `~`. */
export function isEmpty(node: ParsedNode | null): boolean {
  return node === null || (isScalar(node) && node.type === 'PLAIN' && /^(?:|~|null|Null|NULL)$/.test(node.source));
}

function indexOfKey(map: YamlMap, key: string): number {
  return map.items.findIndex(({ key: name }) => isScalar(name) && name.source === key);
}

function sharedBy({ aliased }: YamlText, node: ParsedNode | null, here: string): Refused | null {
  if (isAlias(node)) return refused('not-applicable', `${here} is an alias of what is written elsewhere`);
  if (node?.anchor !== undefined && aliased.has(node.anchor))
    return refused('not-applicable', `${here} is used at another place by an alias as well`);
  return null;
}

function misfit(here: string): Refused {
  return refused('not-applicable', `${here} holds something else than was expected`);
}
