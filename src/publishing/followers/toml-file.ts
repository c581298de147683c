import { parse } from 'smol-toml';
import type { RepositoryFiles } from '../../types/repository-files.ts';
import { readText } from './tree.ts';

/** A value of a TOML file; dates and other rarities are not told apart. */
export type TomlTable = { readonly [key: string]: unknown };

/** A TOML file with its lines, to find where something stands. */
export interface TomlFile {
  readonly path: string;
  readonly lines: readonly string[];
  readonly table: TomlTable;
}

/** Reads a TOML file; null where it is not there, too large, or broken. */
export function readToml(files: RepositoryFiles, path: string): TomlFile | null {
  const text = readText(files, path);
  const table = text === null ? null : parseOrNull(text);
  return text === null || table === null ? null : { path, lines: text.split('\n'), table };
}

/** The table that keys lead to; empty where there is none. */
export function tableAt(table: TomlTable, ...keys: readonly string[]): TomlTable {
  const found = keys.reduce<unknown>((value, key) => (isTable(value) ? ownValue(value, key) : undefined), table);
  return isTable(found) ? found : {};
}

/** A value of a table by its own key. */
export function ownValue(table: TomlTable, key: string): unknown {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** The value as a string, null for anything else. */
export function stringAt(table: TomlTable, key: string): string | null {
  const value = ownValue(table, key);
  return typeof value === 'string' ? value : null;
}

/** The strings of a value: itself, or those of a list. */
export function stringsOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === 'string');
}

/** The scalars of a table as text, as variables are set from them. */
export function variablesOf(value: unknown): ReadonlyMap<string, string> {
  const table = isTable(value) ? value : {};
  return new Map(
    Object.entries(table).flatMap(([name, item]): [string, string][] =>
      typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean' ? [[name, String(item)]] : [],
    ),
  );
}

export function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/**
 * The 1-based line of a key of a table, found by a scan: `key =` below `[a.b]`, `[a.b.key]`, `b.key =` below `[a]`, or `key.more =`;
 * the table's own header where the key stands elsewhere, 1 as a last resort.
 */
export function lineOf(file: TomlFile, table: readonly string[], key: string): number {
  const wanted = [...table, key].join('\0');
  let current: readonly string[] = [];
  let header = 1;
  for (const [index, line] of file.lines.entries()) {
    const keys = keysOf(line);
    if (keys === null) continue;
    if (keys.header) {
      current = keys.path;
      if (current.join('\0') === wanted) return index + 1;
      if (current.join('\0') === table.join('\0')) header = index + 1;
    } else if (`${[...current, ...keys.path].join('\0')}\0`.startsWith(`${wanted}\0`)) return index + 1;
  }
  return header;
}

/** The 1-based line at or after `from` on which the text stands, `from` where none of the next 200 lines has it. */
export function lineOfText(file: TomlFile, from: number, text: string): number {
  const [first = ''] = text.trimStart().split('\n');
  const written = [first, first.replaceAll('\\', '\\\\').replaceAll('"', '\\"')];
  const window = file.lines.slice(from - 1, from + 199);
  const offset = first === '' ? 0 : window.findIndex((line) => written.some((form) => line.includes(form)));
  return from + Math.max(0, offset);
}

function keysOf(line: string): { readonly header: boolean; readonly path: readonly string[] } | null {
  const text = line.trim();
  const header = text.startsWith('[');
  const keys = header ? text.replace(/^\[+/, '') : text;
  const path: string[] = [];
  let at = 0;
  for (;;) {
    const key = keyPattern.exec(keys.slice(at, at + 512));
    if (key === null) return null;
    path.push(key[1] ?? key[2] ?? key[3] ?? '');
    at += key[0].length;
    if (keys[at] !== '.') break;
    at++;
  }
  return keys[at] === (header ? ']' : '=') ? { header, path } : null;
}

const keyPattern = /^[ \t]*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))[ \t]*/;

function parseOrNull(text: string): TomlTable | null {
  try {
    return parse(text);
  } catch {
    return null;
  }
}
