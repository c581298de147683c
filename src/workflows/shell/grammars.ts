import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import treeSitter from '@vscode/tree-sitter-wasm';
import type { Dialect } from './model.ts';

/** A grammar that is loaded: its parser, and for each node type whether it has a name. */
export interface Grammar {
  readonly parser: InstanceType<typeof treeSitter.Parser>;
  readonly types: readonly string[];
  readonly named: readonly boolean[];
}

/** The grammar that reads a dialect. PowerShell and cmd have readers of their own and need none. */
const grammarFiles: { readonly [dialect in Dialect]: string | null } = {
  bash: 'tree-sitter-bash.wasm',
  pwsh: null,
  cmd: null,
  python: 'tree-sitter-python.wasm',
  // TypeScript's grammar reads JavaScript as well.
  javascript: 'tree-sitter-typescript.wasm',
};

const loaded = new Map<Dialect, Grammar>();
const loading = new Map<Dialect, Promise<void>>();
let engine: Promise<void> | null = null;

/**
 * Makes `parseScript` able to read these dialects; call it once with all that occur. Bash is always loaded, because the
 * other dialects start its commands. What is loaded already costs nothing.
 */
export async function loadShells(dialects: Iterable<Dialect> = []): Promise<void> {
  await Promise.all(Array.from(new Set<Dialect>(['bash', ...dialects]), load));
}

/** The grammar of a dialect, or null where it is not loaded or there is none. */
export function grammarOf(dialect: Dialect): Grammar | null {
  return loaded.get(dialect) ?? null;
}

/** Whether `parseScript` can read the dialect now. */
export function isLoaded(dialect: Dialect): boolean {
  return grammarFiles[dialect] === null || loaded.has(dialect);
}

function load(dialect: Dialect): Promise<void> {
  const file = grammarFiles[dialect];
  if (file === null) return Promise.resolve();
  let promise = loading.get(dialect);
  if (promise === undefined) {
    promise = loadGrammar(dialect, file);
    loading.set(dialect, promise);
  }
  return promise;
}

async function loadGrammar(dialect: Dialect, file: string): Promise<void> {
  engine ??= treeSitter.Parser.init();
  const path = createRequire(import.meta.url).resolve(`@vscode/tree-sitter-wasm/wasm/${file}`);
  const [bytes] = await Promise.all([readFile(path), engine]);
  const language = await treeSitter.Language.load(bytes);
  const parser = new treeSitter.Parser().setLanguage(language);
  const named = language.types.map((_, id) => language.nodeTypeIsNamed(id));
  loaded.set(dialect, { parser, types: language.types, named });
}
