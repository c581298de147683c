import type { FileProblem } from '../../types/repository-files.ts';

/** A parsed manifest: plain data, and where its keys stand. */
export interface ManifestDocument {
  readonly path: string;
  /** The outermost table; empty where the file holds something else. */
  readonly root: Table;
  /** 1-based line of the value under these keys (for TOML, of its statement); 1 where there is none. */
  lineOf(...keys: string[]): number;
}

/** Data as parsers give it. It comes from outside: reach into it with the functions below only. */
export type Table = Readonly<Record<string, unknown>>;

export type Parsed = { readonly document: ManifestDocument } | { readonly problem: FileProblem };

/** Parses one manifest. It never throws. */
export type ParseManifest = (path: string, text: string) => Parsed;

/** The value under the keys, following own properties of tables only. */
export function valueAt(value: unknown, ...keys: string[]): unknown {
  let current = value;
  for (const key of keys) {
    if (!isTable(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}

/** The table under the keys; undefined where there is none. */
export function tableAt(value: unknown, ...keys: string[]): Table | undefined {
  const found = valueAt(value, ...keys);
  return isTable(found) ? found : undefined;
}

/** The text under the keys, trimmed; undefined where there is none or it is empty. */
export function textAt(value: unknown, ...keys: string[]): string | undefined {
  const found = valueAt(value, ...keys);
  if (typeof found !== 'string') return undefined;
  return found.trim() || undefined;
}

/** The texts of the list under the keys, others left out; undefined where there is no list. */
export function textsAt(value: unknown, ...keys: string[]): readonly string[] | undefined {
  const found = valueAt(value, ...keys);
  return Array.isArray(found) ? found.filter((entry): entry is string => typeof entry === 'string') : undefined;
}

/** The list under the keys; empty where there is none. */
export function listAt(value: unknown, ...keys: string[]): readonly unknown[] {
  const found: unknown = valueAt(value, ...keys);
  return Array.isArray(found) ? found : [];
}

/** The boolean under the keys; undefined where there is none. */
export function flagAt(value: unknown, ...keys: string[]): boolean | undefined {
  const found = valueAt(value, ...keys);
  return typeof found === 'boolean' ? found : undefined;
}

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
