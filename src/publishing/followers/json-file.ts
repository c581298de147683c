import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { RepositoryFiles } from '../../types/repository-files.ts';
import { lineAt, readText } from './tree.ts';

/** A JSON file (comments and trailing commas allowed) with its text, for lines. */
export interface JsonFile {
  readonly path: string;
  readonly text: string;
  readonly root: Node;
}

/** A string of a JSON file and its 1-based line. */
export interface JsonText {
  readonly text: string;
  readonly line: number;
}

/** Reads a JSON file; null where it is not there, too large, or not an object. */
export function readJson(files: RepositoryFiles, path: string): JsonFile | null {
  const text = readText(files, path);
  const root = text === null ? undefined : parse(text);
  return text === null || root?.type !== 'object' ? null : { path, text, root };
}

/** The node that keys (and list positions) lead to. */
export function nodeAt(file: JsonFile, ...keys: readonly (string | number)[]): Node | null {
  return findNodeAtLocation(file.root, [...keys]) ?? null;
}

/** The members of an object, in order; empty for anything else. */
export function membersOf(node: Node | null): readonly (readonly [string, Node])[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    return key && value ? [[String(key.value), value] as const] : [];
  });
}

/** The items of a list; empty for anything else. */
export function itemsOf(node: Node | null): readonly Node[] {
  return node?.type === 'array' ? (node.children ?? []) : [];
}

/** A string node with its line. */
export function textAt(file: JsonFile, node: Node | null): JsonText | null {
  const value: unknown = node?.value;
  return node === null || typeof value !== 'string' ? null : { text: value, line: lineAt(file.text, node.offset) };
}

/** The strings among a node: itself, or the items of a list. */
export function textsAt(file: JsonFile, node: Node | null): readonly JsonText[] {
  const nodes = node?.type === 'array' ? itemsOf(node) : [node];
  return nodes.map((item) => textAt(file, item)).filter((item) => item !== null);
}

function parse(text: string): Node | undefined {
  try {
    return parseTree(text, [], { allowTrailingComma: true });
  } catch {
    // The parser recurses: a file nested thousands deep exhausts the stack and is no manifest.
    return undefined;
  }
}
