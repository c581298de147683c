import { emptyValue, known, textOf, type Value } from '../../types/values.ts';
import { type FollowedScript, follow } from '../followers/index.ts';
import { enter } from './folders.ts';
import type { Happening, World } from './run.ts';

/** A command as it starts. */
export interface StartedCommand {
  readonly program: string;
  /** The program as written. */
  readonly name: string;
  readonly words: readonly Value[];
  readonly directory: Value;
  readonly environment: ReadonlyMap<string, Value>;
}

/** The repository's own scripts that a command runs. */
export function scriptsStartedBy(command: StartedCommand, world: World): readonly FollowedScript[] {
  const directory = textOf(command.directory);
  if (directory === null) return [];
  const { program, name, words, environment } = command;
  const started = {
    program,
    path: name,
    words: words.map(textOf),
    directory,
    // most programs are followed nowhere, and few of the others look at their environment
    get environment() {
      return textsOf(environment);
    },
  };
  return follow(started, world.files);
}

/** Whether what a command runs was found: a path, an interpreter's file, or a package script. */
export function scriptStateOf(
  command: StartedCommand,
  scripts: readonly FollowedScript[],
  world: World,
): Happening['script'] {
  if (scripts.length > 0) return 'followed';
  const { name, program, words, directory } = command;
  const isPath = /[/\\]/.test(name) || /\.(sh|bash|ps1|py|js|mjs|cjs|ts|mts|rb)$/.test(name);
  const path = isPath ? name : fileOf(program, words.map(textOf));
  if (path === null || builds.has(program)) return null;
  const file = textOf(enter(directory, known(path)));
  return file !== null && world.files.read(file).state !== 'absent' ? path : 'missing';
}

/** A command that a package manager, or Node, finds among the installed packages. */
export interface InstalledCommand {
  readonly name: string;
  readonly words: readonly Value[];
}

/**
 * `pnpm changeset publish`, `yarn run semantic-release`, `node node_modules/.bin/lerna publish`: where no script of the
 * repository has the name, a program of the dependencies has. Only those that a table knows are looked for.
 */
export function installedCommandOf({ program, words }: StartedCommand, world: World): InstalledCommand | null {
  const first = textOf(words[0] ?? emptyValue) ?? '';
  if (program === 'node') {
    const name = /(?:^|\/)node_modules\/\.bin\/([\w.-]+)$/.exec(first)?.[1];
    return name === undefined ? null : { name, words: words.slice(1) };
  }
  const options = managers.get(program);
  if (options === undefined) return null;
  for (let at = 0; at < words.length; at += 1) {
    const word = textOf(words[at] ?? emptyValue);
    if (word === null) return null;
    if (word === 'run' || word === 'exec' || (word.startsWith('-') && !options.includes(word))) continue;
    if (options.includes(word)) at += 1;
    else
      return world.programs.has(word) && !managers.has(word) && word !== 'npm'
        ? { name: word, words: words.slice(at + 1) }
        : null;
  }
  return null;
}

/** Package managers that run a program by its bare name, with their options that take a value. */
const managers: ReadonlyMap<string, readonly string[]> = new Map([
  ['yarn', ['--cwd']],
  ['pnpm', ['-C', '--dir', '--filter', '-F']],
  ['bun', ['--cwd', '--filter', '-F']],
]);

/** What a script sees as `$1`, `$2` …: its arguments are the last words of the command that starts it. */
export function argumentsOf(script: FollowedScript, words: readonly Value[]): readonly Value[] {
  const before = Math.max(0, words.length - script.arguments.length);
  return script.arguments.map((value, index) =>
    value === null ? (words[before + index] ?? hiddenWord) : known(value),
  );
}

/** What is appended to the last command of a script. */
export function appendedTo(script: FollowedScript): readonly Value[] {
  return script.appended.map((word) => (word === null ? hiddenWord : known(word)));
}

const hiddenWord: Value = [{ kind: 'hidden', references: [], candidates: null, source: '…' }];

/** The environment as known texts, made once for all commands that share it. */
function textsOf(environment: ReadonlyMap<string, Value>): ReadonlyMap<string, string | null> {
  let texts = knownTexts.get(environment);
  if (texts === undefined) {
    texts = new Map([...environment].map(([name, value]) => [name, textOf(value)]));
    knownTexts.set(environment, texts);
  }
  return texts;
}

const knownTexts = new WeakMap<ReadonlyMap<string, Value>, ReadonlyMap<string, string | null>>();

/** The script that an interpreter, or npm, is told to run. */
function fileOf(program: string, words: readonly (string | null)[]): string | null {
  if (!interpreters.has(program)) return null;
  const file = words.find((word) => word !== null && !word.startsWith('-') && word !== 'run');
  return file ?? null;
}

const interpreters: ReadonlySet<string> = new Set([
  'bash',
  'sh',
  'zsh',
  'python',
  'python3',
  'node',
  'tsx',
  'ts-node',
  'ts-node-transpile-only',
  'ruby',
  'perl',
  'php',
  'pwsh',
  'deno',
  'bun',
]);

/** Wrappers of build tools whose tasks the registries' tables know. */
const builds: ReadonlySet<string> = new Set(['gradlew', 'gradle', 'mvnw', 'mvn', 'mill', 'millw', 'sbt']);
