import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Schema = Readonly<Record<string, unknown>>;

/** What GitHub says of one operation. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
  /** Its value may hold slashes. */
  readonly 'x-multi-segment'?: boolean;
}

export type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

export interface FoundOperation {
  readonly operation: Operation;
  /** Decoded. */
  readonly values: ReadonlyMap<string, string>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Omit<Operation, 'method' | 'path'>>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const text = readFileSync(join(import.meta.dirname, 'openapi.json'), 'utf8');
const description = JSON.parse(text) as Description;

/** By name, as GitHub wrote them. */
export const componentSchemas = description.components.schemas;

/** Finds what GitHub describes at a path, with `/repositories/{id}` for `/repos/{owner}/{repo}`; null where nothing is. */
export function operationAt(method: string, path: string): FoundOperation | null {
  // GitHub redirects to a repository's number after a rename, and describes those paths nowhere; nor the root of contents
  // without a slash.
  const named = path
    .replace(/^\/api\/v3(?=\/)/, '')
    .replace(/^\/repositories\/\d+(?=\/|$)/, '/repos/owner/name')
    .replace(/(?<=^\/repos\/[^/]+\/[^/]+\/contents)$/, '/');
  for (const { operation, pattern, names } of patterns) {
    if (operation.method !== method) continue;
    const values = pattern.exec(named)?.slice(1);
    if (values === undefined) continue;
    return { operation, values: new Map(names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')])) };
  }
  return null;
}

const placeholder = /\{(\w+)\}/;

/** The paths that say most come first: `/branches/{branch}/protection` before `/branches/{branch}`. */
const patterns = Object.entries(description.paths)
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, rest]) => patternOf({ ...rest, method: method.toUpperCase(), path })),
  )
  .toSorted((one, other) => other.fixed - one.fixed);

function patternOf(operation: Operation) {
  const pieces = operation.path.split(placeholder);
  const names = pieces.filter((_, index) => index % 2 === 1);
  const source = pieces
    .map((piece, index) => (index % 2 === 0 ? piece.replaceAll('.', String.raw`\.`) : valueOf(piece)))
    .join('');
  const fixed = pieces.filter((_, index) => index % 2 === 0).join('').length;
  return { operation, names, fixed, pattern: new RegExp(`^${source}$`) };

  function valueOf(name: string): string {
    const spans = operation.parameters.some((parameter) => parameter.name === name && parameter['x-multi-segment']);
    return spans ? '(.*)' : '([^/]+)';
  }
}
