import {
  type Alias,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Place } from '../../types/place.ts';
import { tooDeep } from './compose.ts';
import { yamlLimits } from './limits.ts';
import type { ScalarStyle, YamlMapping, YamlNode, YamlPair, YamlScalar, YamlSequence } from './node.ts';
import type { Positions } from './positions.ts';
import { type ProblemLog, showName } from './problem-log.ts';

/**
 * Our tree from the parser's. Null, with one problem, where it is too deep or its aliases stand for too much; other
 * mistakes are reported and left out.
 */
export function buildTree(contents: ParsedNode, positions: Positions, log: ProblemLog): YamlNode | null {
  const walk: Walk = { positions, log, anchors: new Map(), nodes: 0, deepest: 0, refusal: null };
  const root = build(contents, 0, walk);
  if (walk.refusal === null) return root;
  log.add(walk.refusal.line, walk.refusal.message);
  return null;
}

interface Walk {
  readonly positions: Positions;
  readonly log: ProblemLog;
  /** The last node of each name so far; null while it is being built. */
  readonly anchors: Map<string, Anchored | null>;
  /** Nodes so far, those behind aliases counted each time. */
  nodes: number;
  /** The deepest node so far, aliases unfolded. */
  deepest: number;
  refusal: { readonly line: number; readonly message: string } | null;
}

/** What an anchor names, with the size and height that each alias adds to the tree. */
interface Anchored {
  readonly node: YamlNode;
  readonly nodes: number;
  readonly height: number;
}

/** The parser types what its collections hold as unknown, since tags in the file may make it anything. */
function build(item: unknown, depth: number, walk: Walk): YamlNode {
  if (isAlias(item)) return buildAlias(item, depth, walk);
  if (!isScalar(item) && !isMap(item) && !isSeq(item)) return emptyAt(walk.positions.place(0, 0));

  count(1, depth, startOf(item), walk);
  if (item.anchor === undefined) return buildPlain(item, depth, walk);
  const before = { nodes: walk.nodes, deepest: walk.deepest };
  walk.anchors.set(item.anchor, null);
  walk.deepest = depth;
  const node = buildPlain(item, depth, walk);
  walk.anchors.set(item.anchor, { node, nodes: walk.nodes - before.nodes + 1, height: walk.deepest - depth });
  walk.deepest = Math.max(before.deepest, walk.deepest);
  return node;
}

function buildPlain(item: Scalar | YAMLMap | YAMLSeq, depth: number, walk: Walk): YamlNode {
  if (isScalar(item)) return buildScalar(item, walk);
  return isMap(item) ? buildMapping(item, depth, walk) : buildSequence(item, depth, walk);
}

/**
 * The node itself is shared, not copied, so that an alias costs the same whatever it stands for. Mappings and lists take
 * the alias for their place: a step that is used a second time is that second step, there. What they hold, and a
 * scalar, keeps the place where it is written.
 */
function buildAlias(alias: Alias, depth: number, walk: Walk): YamlNode {
  const at = rangePlace(alias, walk);
  const anchored = walk.anchors.get(alias.source);
  count(anchored?.nodes ?? 1, depth + (anchored?.height ?? 0), startOf(alias), walk);
  if (anchored) return anchored.node.kind === 'scalar' ? anchored.node : { ...anchored.node, at };
  const mistake = anchored === null ? 'stands within what it names' : 'names no anchor that comes before it';
  walk.log.add(at.line, `The alias ${showName(`*${alias.source}`)} ${mistake}; it is read as empty.`);
  return emptyAt(at);
}

function buildMapping(map: YAMLMap, depth: number, walk: Walk): YamlMapping {
  const pairs: YamlPair[] = [];
  const names = new Set<string>();
  let end: Place | null = null;
  for (const item of map.items) {
    if (walk.refusal !== null || !isPair(item)) break;
    const key = build(item.key, depth + 1, walk);
    const value = item.value === null ? emptyAfter(key) : build(item.value, depth + 1, walk);
    end = isAlias(item.value) ? rangePlace(item.value, walk) : value.at;
    if (key.kind !== 'scalar' || (key.style === 'plain' && key.value === '')) {
      walk.log.add(key.at.line, 'A key is not text, so it and its value are left out.');
    } else if (names.has(key.value)) {
      walk.log.add(key.at.line, `The key ${showName(key.value)} stands twice in the same mapping; the first is read.`);
    } else {
      names.add(key.value);
      pairs.push({ key, value });
    }
  }
  return { kind: 'mapping', at: collectionPlace(map, end, walk), pairs };
}

function buildSequence(sequence: YAMLSeq, depth: number, walk: Walk): YamlSequence {
  const items: YamlNode[] = [];
  let end: Place | null = null;
  for (const source of sequence.items) {
    if (walk.refusal !== null) break;
    const item = build(source, depth + 1, walk);
    end = isAlias(source) ? rangePlace(source, walk) : item.at;
    items.push(item);
  }
  return { kind: 'sequence', at: collectionPlace(sequence, end, walk), items };
}

/** The parser lets block collections run to the next line that is not theirs; ours end where their last value ends. */
function collectionPlace(collection: YAMLMap | YAMLSeq, end: Place | null, walk: Walk): Place {
  const place = rangePlace(collection, walk);
  if (collection.flow === true || end === null) return place;
  return { ...place, endLine: end.endLine, endColumn: end.endColumn };
}

function buildScalar(scalar: Scalar, walk: Walk): YamlScalar {
  const value = scalar.source ?? '';
  const style = styles[scalar.type ?? ''] ?? 'plain';
  const block = style === 'literal' || style === 'folded';
  const at = block ? walk.positions.blockPlace(startOf(scalar), endOf(scalar), value) : rangePlace(scalar, walk);
  return { kind: 'scalar', at, value, style };
}

const styles: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single-quoted',
  QUOTE_DOUBLE: 'double-quoted',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

function emptyAt(at: Place): YamlScalar {
  return { kind: 'scalar', at, value: '', style: 'plain' };
}

/** The value of a key that has not even a colon. */
function emptyAfter(key: YamlNode): YamlScalar {
  return emptyAt({ ...key.at, line: key.at.endLine, column: key.at.endColumn });
}

function count(nodes: number, depth: number, offset: number, walk: Walk): void {
  walk.nodes += nodes;
  walk.deepest = Math.max(walk.deepest, depth);
  if (walk.refusal !== null) return;
  const message = depth > yamlLimits.depth ? tooDeep : walk.nodes > yamlLimits.nodes ? tooMany : null;
  if (message !== null) walk.refusal = { line: walk.positions.lineAt(offset), message };
}

const tooMany = `The file, with its aliases written out, has more than ${yamlLimits.nodes} values, so it is not read.`;

type Ranged = Pick<Scalar, 'range'>;

function rangePlace(item: Ranged, walk: Walk): Place {
  return walk.positions.place(startOf(item), endOf(item));
}

function startOf(item: Ranged): number {
  return item.range?.[0] ?? 0;
}

function endOf(item: Ranged): number {
  return item.range?.[1] ?? 0;
}
