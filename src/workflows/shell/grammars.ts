import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import type treeSitter from '@vscode/tree-sitter-wasm';
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
/** Dialects that have been loaded once, whatever became of the engine since. */
const asked = new Set<Dialect>();
const loading = new Map<Dialect, Promise<void>>();
let engine: Promise<Engine> | null = null;

type Engine = Pick<typeof treeSitter, 'Parser' | 'Language'>;

const require = createRequire(import.meta.url);

/**
 * Makes `parseScript` able to read these dialects; call it once with all that occur. Bash is always loaded, because the
 * other dialects start its commands. What is loaded already costs nothing.
 */
export async function loadShells(dialects: Iterable<Dialect> = []): Promise<void> {
  await Promise.all(Array.from(new Set<Dialect>(['bash', ...asked, ...dialects]), load));
}

/** The grammar of a dialect, or null where it is not loaded or there is none. */
export function grammarOf(dialect: Dialect): Grammar | null {
  return loaded.get(dialect) ?? null;
}

/** Whether there is a reader for the dialect at this moment. */
export function canRead(dialect: Dialect): boolean {
  return grammarFiles[dialect] === null || loaded.has(dialect);
}

/** Whether `parseScript` reads the dialect as well as it ever will until `loadShells` is called again. */
export function isLoaded(dialect: Dialect): boolean {
  return grammarFiles[dialect] === null || asked.has(dialect);
}

/** Gives up an engine that has failed: scripts are unread until `loadShells` starts a new one. */
export function discardEngine(): void {
  loaded.clear();
  loading.clear();
  engine = null;
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
  engine ??= startEngine();
  const started = engine;
  const [bytes, { Parser, Language }] = await Promise.all([
    readFile(require.resolve(`@vscode/tree-sitter-wasm/wasm/${file}`)),
    started,
  ]);
  const language = await Language.load(bytes);
  const named = language.types.map((_, id) => language.nodeTypeIsNamed(id));
  const grammar = { parser: new Parser().setLanguage(language), types: language.types, named };
  if (engine === started) loaded.set(dialect, grammar);
  asked.add(dialect);
}

/** The package keeps its engine in the module, so that a new engine takes a new module. */
async function startEngine(): Promise<Engine> {
  // A grammar is a few functions of enormous size. The optimising compiler spends half a second and 400 MiB on them in
  // the background, and what it makes parses no faster.
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
  const path = require.resolve('@vscode/tree-sitter-wasm');
  Reflect.deleteProperty(require.cache, path);
  const fresh: Engine = require(path);
  await fresh.Parser.init();
  return fresh;
}
