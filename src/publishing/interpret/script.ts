import type { Place } from '../../types/place.ts';
import { candidatesOf, emptyValue, known, textOf, type Value } from '../../types/values.ts';
import type { Step } from '../../workflows/model.ts';
import { programOf, unwrap } from '../../workflows/shell/index.ts';
import type { Dialect, Script, ShellCommand } from '../../workflows/shell/model.ts';
import { type FollowedScript, follow } from '../followers/index.ts';
import { enter } from './folders.ts';
import type { Frame, Happening, Run } from './run.ts';
import { spoken } from './spoken.ts';
import { either, type Shell, valueOfWord, valuesOfWords } from './words.ts';
import { recordWriting } from './writing.ts';

/** Where a script runs, and what it sees. */
export interface ScriptSetting {
  readonly run: Run;
  readonly frame: Frame;
  readonly step: Step;
  readonly origin: string;
  readonly shell: Shell;
  readonly directory: Value;
  /** The file the script stands in, and the line of its first line. */
  readonly path: string;
  readonly line: number;
  /** Words appended to its last command (`npm run x -- --flag`). */
  readonly appended: readonly Value[];
  /** How many scripts deep. */
  readonly depth: number;
}

const deepest = 8;

/** Runs a script through: notes every command as a happening, enters the scripts that it starts. */
export function interpretScript(text: string, dialect: Dialect, setting: ScriptSetting): void {
  if (setting.depth > deepest || setting.run.budget <= 0) return;
  setting.run.budget -= 1;
  const script = setting.run.world.readScript(text, dialect);
  if (script === null) return;
  new ScriptRun(script, setting).commands(null);
}

/** One pass over a script's commands; holds the folder, which `cd` changes. */
class ScriptRun {
  private readonly script: Script;
  private readonly setting: ScriptSetting;
  private directory: Value;
  private readonly calling = new Set<string>();
  /** The variables as they are now, shared by the commands that see the same. */
  private snapshot: ReadonlyMap<string, Value> | null = null;

  constructor(script: Script, setting: ScriptSetting) {
    this.script = script;
    this.setting = setting;
    this.directory = setting.directory;
  }

  /** The commands of a function's body, or those outside of any. */
  commands(within: string | null): void {
    const last = this.script.commands.findLastIndex(
      (command) => command.function === within && command.words.length > 0,
    );
    this.script.commands.forEach((command, index) => {
      if (command.function !== within) return;
      this.command(command, index, index === last ? this.setting.appended : []);
    });
  }

  private command(command: ShellCommand, index: number, appended: readonly Value[]): void {
    const { shell } = this.setting;
    for (const loop of command.loops) this.bindLoop(loop);
    if (command.words.length === 0) {
      for (const { name, value } of command.assignments)
        this.assign(name, valueOfWord(value, shell), command.conditional);
      return;
    }
    for (const real of unwrap(command)) this.simple(real, index, appended);
  }

  private simple(command: ShellCommand, index: number, appended: readonly Value[]): void {
    const { run, shell, step, origin, frame } = this.setting;
    const values = [...valuesOfWords(command.words, shell), ...appended];
    const [first, ...words] = values;
    const name = first === undefined ? null : textOf(first);
    if (name === null) return;
    const at = this.place(command);
    const input = this.inputOf(command);
    if (recordWriting({ name, words, input, redirects: this.redirects(command), run, at })) return;
    if (name === 'cd' || name === 'pushd' || name === 'Set-Location' || name === 'chdir') {
      this.changeDirectory(words.find((word) => !textOf(word)?.startsWith('-')) ?? emptyValue);
      return;
    }
    if (this.script.commands.some((other) => other.function === name) && !this.calling.has(name)) {
      this.callFunction(name, words);
      return;
    }
    const program = programOf({ ...command, words: [[{ kind: 'text', text: name }]] });
    if (program === null) return;
    const environment = this.environment(command);
    const scripts = this.scriptsOf(program, name, words, environment);
    run.happenings.push({
      act: {
        kind: 'command',
        program,
        words,
        input,
        output: this.redirects(command)[0]?.path ?? null,
        environment,
        directory: this.directory,
      },
      at,
      step,
      origin,
      files: frame.files,
      entered: frame.entered,
      ways: frame.ways,
      script: this.scriptState(scripts, name, program, words),
    });
    this.enter(scripts, words, environment);
  }

  /**
   * A `cd` in a subshell ends with it, which the list of commands does not show: where the folder is not there, but is
   * there from where the script began, the script had come back.
   */
  private changeDirectory(target: Value): void {
    const { folders } = this.setting.run.world;
    const entered = enter(this.directory, target);
    const again = enter(this.setting.directory, target);
    const exists = (folder: Value): boolean => candidatesOf(folder)?.some((path) => folders.has(path)) ?? false;
    this.directory = !exists(entered) && exists(again) ? again : entered;
  }

  /** The repository's own scripts that a command runs. */
  private scriptsOf(
    program: string,
    path: string,
    words: readonly Value[],
    environment: ReadonlyMap<string, Value>,
  ): readonly FollowedScript[] {
    const { run, depth } = this.setting;
    const directory = textOf(this.directory);
    if (directory === null || depth >= deepest) return [];
    return follow(
      {
        program,
        path,
        words: words.map(textOf),
        directory,
        environment: textsOf(environment),
      },
      run.world.files,
    );
  }

  /** Whether what a command runs was found: a path, an interpreter's file, or a package script. */
  private scriptState(
    scripts: readonly FollowedScript[],
    name: string,
    program: string,
    words: readonly Value[],
  ): Happening['script'] {
    if (scripts.length > 0) return 'followed';
    const isPath = /[/\\]/.test(name) || /\.(sh|bash|ps1|py|js|mjs|cjs|ts|mts|rb)$/.test(name);
    const path = isPath ? name : fileOf(program, words.map(textOf));
    if (path === null || builds.has(program)) return null;
    const file = textOf(enter(this.directory, known(path)));
    return file !== null && this.setting.run.world.files.read(file).state !== 'absent' ? path : 'missing';
  }

  private enter(
    scripts: readonly FollowedScript[],
    words: readonly Value[],
    environment: ReadonlyMap<string, Value>,
  ): void {
    const { frame, shell, depth } = this.setting;
    for (const script of scripts) {
      const variables = new Map(environment);
      for (const [name, value] of script.environment) variables.set(name, known(value));
      script.arguments.forEach((value, index) =>
        variables.set(String(index + 1), value === null ? (words[index] ?? emptyValue) : known(value)),
      );
      interpretScript(script.text, script.dialect, {
        ...this.setting,
        frame: {
          ...frame,
          files: frame.files.includes(script.path) ? frame.files : [...frame.files, script.path],
          ways: [...frame.ways, script.label],
        },
        shell: { ...shell, variables, caseless: script.dialect === 'pwsh' || script.dialect === 'cmd' },
        directory: known(script.directory),
        path: script.path,
        line: script.line,
        appended: script.appended.map((word) => (word === null ? hiddenWord : known(word))),
        depth: depth + 1,
      });
    }
  }

  private callFunction(name: string, words: readonly Value[]): void {
    const { variables } = this.setting.shell;
    const before = new Map([...variables].filter(([key]) => /^\d+$/.test(key)));
    this.snapshot = null;
    words.forEach((word, index) => variables.set(String(index + 1), word));
    const { directory } = this;
    this.calling.add(name);
    this.commands(name);
    this.calling.delete(name);
    this.directory = directory;
    this.snapshot = null;
    for (const [key, value] of before) variables.set(key, value);
  }

  private bindLoop(loop: ShellCommand['loops'][number]): void {
    const { shell } = this.setting;
    const items = loop.items?.flatMap((item) => valuesOfWords([item], shell)) ?? null;
    const texts = items?.map(textOf);
    const candidates = texts === undefined || texts.includes(null) || texts.length > 64 ? null : (texts as string[]);
    const references =
      items?.flatMap((item) => item.flatMap((part) => (part.kind === 'hidden' ? part.references : []))) ?? [];
    this.snapshot = null;
    shell.variables.set(loop.variable, [{ kind: 'hidden', references, candidates, source: `$${loop.variable}` }]);
  }

  private assign(name: string, value: Value, conditional: boolean): void {
    const { variables } = this.setting.shell;
    this.snapshot = null;
    const before = variables.get(name);
    variables.set(name, conditional && before !== undefined ? either(before, value) : value);
  }

  private environment(command: ShellCommand): ReadonlyMap<string, Value> {
    const { shell } = this.setting;
    this.snapshot ??= new Map(shell.variables);
    if (command.assignments.length === 0) return this.snapshot;
    const variables = new Map(shell.variables);
    for (const { name, value } of command.assignments) variables.set(name, valueOfWord(value, shell));
    return variables;
  }

  /** What is piped into a command, or handed to it by `<<` and `<<<`: the words of an echo, the text of a here-document. */
  private inputOf(command: ShellCommand): Value | null {
    const { shell } = this.setting;
    const here = command.redirects.find(({ operator }) => operator === '<<' || operator === '<<<');
    if (here) return valueOfWord(here.target, shell);
    const source = command.pipedFrom === null ? undefined : this.script.commands[command.pipedFrom];
    if (source === undefined) return null;
    const values = valuesOfWords(source.words, shell);
    const name = values[0] === undefined ? null : textOf(values[0]);
    if (name === 'cat') return this.inputOf(source);
    return spoken(name, values.slice(1)) ?? (values.length === 1 ? (values[0] ?? null) : null);
  }

  private redirects(command: ShellCommand): readonly { readonly path: Value; readonly append: boolean }[] {
    return command.redirects
      .filter(({ operator }) => operator === '>' || operator === '>>')
      .map(({ operator, target }) => ({ path: valueOfWord(target, this.setting.shell), append: operator === '>>' }));
  }

  private place(command: ShellCommand): Place {
    const { path, line } = this.setting;
    return { path, line: line + command.line, column: 1, endLine: line + command.endLine, endColumn: 1 };
  }
}

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

const hiddenWord: Value = [{ kind: 'hidden', references: [], candidates: null, source: '…' }];

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
  'ruby',
  'perl',
  'php',
  'pwsh',
  'deno',
  'bun',
]);

/** Wrappers of build tools whose tasks the registries' tables know. */
const builds: ReadonlySet<string> = new Set(['gradlew', 'gradle', 'mvnw', 'mvn', 'mill', 'millw', 'sbt']);
