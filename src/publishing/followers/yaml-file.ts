import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { RepositoryFiles } from '../../types/repository-files.ts';
import { readText } from './tree.ts';

/** A YAML file with what is needed to find lines. */
export interface YamlFile {
  readonly path: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

/** Reads a YAML file; null where it is not there, too large, or not a mapping. */
export function readYaml(files: RepositoryFiles, path: string): YamlFile | null {
  const text = readText(files, path);
  const lines = new LineCounter();
  const document = text === null ? null : parse(text, lines);
  return document !== null && isMap(document.contents) ? { path, document, lines } : null;
}

/** The value of a key, aliases followed; null for anything but a mapping that has it. */
export function yamlAt(file: YamlFile, node: unknown, ...keys: readonly string[]): unknown {
  let at = followAlias(file, node);
  for (const key of keys) at = followAlias(file, yamlEntries(file, at).find(([name]) => name === key)?.[1] ?? null);
  return at;
}

/** The entries of a mapping, in order; empty for anything else. */
export function yamlEntries(file: YamlFile, node: unknown): readonly (readonly [string, unknown])[] {
  const map = followAlias(file, node);
  if (!isMap(map)) return [];
  return map.items.flatMap(({ key, value }) =>
    isScalar(key) ? [[String(key.value), followAlias(file, value)] as const] : [],
  );
}

/** The items of a list; empty for anything else. */
export function yamlItems(file: YamlFile, node: unknown): readonly unknown[] {
  const list = followAlias(file, node);
  return isSeq(list) ? list.items.map((item) => followAlias(file, item)) : [];
}

/** A scalar as text, null for anything else. */
export function yamlText(node: unknown): string | null {
  if (!isScalar(node)) return null;
  const { value } = node;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** The 1-based line of the first line of a scalar's content. */
export function yamlLine(file: YamlFile, node: unknown): number {
  if (!isNode(node) || !node.range) return 1;
  const { line } = file.lines.linePos(node.range[0]);
  const block = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
  return block ? line + 1 : line;
}

/** The scalars of a mapping as text, as variables are set from them. */
export function yamlVariables(file: YamlFile, node: unknown): ReadonlyMap<string, string> {
  return new Map(
    yamlEntries(file, node).flatMap(([name, value]): [string, string][] => {
      const text = yamlText(value);
      return text === null ? [] : [[name, text]];
    }),
  );
}

function followAlias(file: YamlFile, node: unknown): unknown {
  return isAlias(node) ? (node.resolve(file.document) ?? null) : node;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}

function parse(text: string, lines: LineCounter): Document.Parsed | null {
  if (text.length > maximumYaml || isDeep(text)) return null;
  try {
    return parseDocument(text, { lineCounter: lines, logLevel: 'silent', prettyErrors: false, uniqueKeys: false });
  } catch {
    // The parser recurses: a file nested thousands deep exhausts the stack and is no task file.
    return null;
  }
}

/** The parser takes time in proportion to size times depth: both are kept small. */
const maximumYaml = 64 * 1024;

/** Whether brackets, or marks of lists on one line, are nested deeper than any honest task file nests them. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth = Math.max(0, depth - 1);
    if (depth > 100) return true;
  }
  return /^[ \t]*(?:[-?:][ \t]+){50}/m.test(text);
}
