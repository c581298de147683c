import type { Dialect } from '../../workflows/shell/model.ts';
import { baseName } from './tree.ts';

/** How a file of the tree is read: as a dialect of the shell layer, as Ruby or PHP by their string literals, or not. */
export type Language = Dialect | 'ruby' | 'php' | null;

/** What a file is written in: by its first line, else by its extension, else a shell script. */
export function languageOf(path: string, text: string): Language {
  return text.startsWith('#!') ? shebangLanguage(text) : extensionLanguage(path);
}

/** What a `#!` line asks for; a shell where the interpreter is not known. */
export function shebangLanguage(text: string): Language {
  const [first = ''] = text.split('\n', 1);
  const words = first
    .slice(2, 256)
    .split(/\s+/)
    .filter((word) => word !== '' && !word.startsWith('-') && !word.includes('='));
  const programs = words.map((word) => plainProgram(baseName(word)));
  const program = programs[0] === 'env' ? programs[1] : programs[0];
  const language = program === undefined ? undefined : interpreterLanguages.get(program);
  return language === undefined ? 'bash' : language;
}

/** The language that an interpreter reads; undefined for other programs. */
export function interpreterLanguage(program: string): Language | undefined {
  return interpreterLanguages.get(plainProgram(program));
}

/** `python3.12` as `python`, `node.exe` as `node`. */
export function plainProgram(program: string): string {
  return program
    .toLowerCase()
    .replace(/\.exe$/, '')
    .replace(/[0-9][0-9.]*$/, '');
}

function extensionLanguage(path: string): Language {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  if (dot <= 0) return 'bash';
  const language = extensionLanguages.get(name.slice(dot + 1).toLowerCase());
  return language === undefined ? null : language;
}

const extensionLanguages: ReadonlyMap<string, Language> = new Map([
  ...['sh', 'bash', 'zsh', 'ksh', 'bats', 'command'].map((name) => [name, 'bash'] as const),
  ...['ps1', 'psm1'].map((name) => [name, 'pwsh'] as const),
  ...['cmd', 'bat'].map((name) => [name, 'cmd'] as const),
  ...['py', 'pyw'].map((name) => [name, 'python'] as const),
  ...['js', 'mjs', 'cjs', 'jsx', 'ts', 'mts', 'cts', 'tsx'].map((name) => [name, 'javascript'] as const),
  ['rb', 'ruby'],
  ['php', 'php'],
]);

const interpreterLanguages: ReadonlyMap<string, Language> = new Map([
  ...['sh', 'bash', 'zsh', 'dash', 'ksh', 'ash'].map((name) => [name, 'bash'] as const),
  ...['pwsh', 'powershell'].map((name) => [name, 'pwsh'] as const),
  ...['cmd'].map((name) => [name, 'cmd'] as const),
  ...['python', 'pypy', 'py', 'uv', 'pipx'].map((name) => [name, 'python'] as const),
  ...[
    'node',
    'nodejs',
    'bun',
    'deno',
    'tsx',
    'ts-node',
    'ts-node-esm',
    'ts-node-transpile-only',
    'esno',
    'jiti',
    'vite-node',
    'babel-node',
    'zx',
  ].map((name) => [name, 'javascript'] as const),
  ['ruby', 'ruby'],
  ['jruby', 'ruby'],
  ['php', 'php'],
  ...['perl', 'awk', 'gawk', 'lua', 'rust-script', 'make', 'groovy', 'elixir', 'dart', 'julia', 'rscript'].map(
    (name) => [name, null] as const,
  ),
]);
