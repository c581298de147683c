import { type Alias, isAlias, isMap, isPair, isScalar, isSeq, type ParsedNode } from 'yaml';
import { buildTree } from '../../workflows/yaml/build-tree.ts';
import { composeBounded } from '../../workflows/yaml/compose.ts';
import { isEmptyNode, startProblemLog, type YamlNode } from '../../workflows/yaml/index.ts';
import { yamlLimits } from '../../workflows/yaml/limits.ts';
import { positionsIn } from '../../workflows/yaml/positions.ts';
import { yamlMistakes } from '../../workflows/yaml/yaml-mistakes.ts';
import type { Data } from '../data.ts';
import { type Refused, refused } from '../edited.ts';
import { coreValue } from './core-value.ts';

/** A YAML text that can be edited: its nodes with their offsets, and what it says. */
export interface YamlText {
  readonly text: string;
  readonly root: ParsedNode;
  readonly data: Data;
  /** What the reader complains of, without lines: an edit must not add to it. */
  readonly complaints: readonly string[];
  /** Names of anchors that an alias stands for. */
  readonly aliased: ReadonlySet<string>;
}

/** @param text without a byte order mark */
export function readYamlText(text: string): YamlText | Refused {
  if (text.length > yamlLimits.bytes) return refused('not-applicable', 'the file is larger than 1 MiB');
  const composition = composeBounded(text);
  if (composition.state === 'refused') return refused('not-applicable', composition.message);
  const { document, second } = composition;
  const [error] = document.errors;
  if (error !== undefined) return refused('not-applicable', `this is not valid YAML: ${yamlMistakes[error.code]}`);
  if (second !== null) return refused('not-applicable', 'the file holds more than one YAML document');
  const log = startProblemLog('');
  const root = document.contents === null ? null : buildTree(document.contents, positionsIn(text, ''), log);
  const problems = log.problems();
  if (document.contents === null || root === null || isEmptyNode(root))
    return refused('not-applicable', problems[0]?.message ?? 'the file is empty');
  return {
    text,
    root: document.contents,
    data: dataOfNode(root),
    complaints: problems.map(({ message }) => message),
    aliased: aliasedIn(document.contents),
  };
}

export function isRefused(reading: YamlText | Refused): reading is Refused {
  return 'state' in reading;
}

/** Aliases written out; the reader has bounded what that comes to. */
export function dataOfNode(node: YamlNode): Data {
  if (node.kind === 'sequence') return node.items.map(dataOfNode);
  if (node.kind === 'mapping') return new Map(node.pairs.map(({ key, value }) => [key.value, dataOfNode(value)]));
  return node.style === 'plain' ? coreValue(node.value) : node.value;
}

function aliasedIn(root: ParsedNode): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (isAlias(node)) names.add((node as Alias).source);
    else if (isMap(node) || isSeq(node)) for (const item of node.items) visit(item);
    else if (isPair(node)) {
      visit(node.key);
      visit(node.value);
    } else if (!isScalar(node)) return;
  };
  visit(root);
  return names;
}
