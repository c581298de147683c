import type { Place } from '../../types/place.ts';
import { candidatesOf, emptyValue, known, textOf, type Value } from '../../types/values.ts';
import type { Step } from '../../workflows/model.ts';
import { programOf, unwrap } from '../../workflows/shell/index.ts';
import type { Dialect, Script, ShellCommand } from '../../workflows/shell/model.ts';
import type { FollowedScript } from '../followers/index.ts';
import { enter, inCheckout } from './folders.ts';
import type { Frame, Run } from './run.ts';
import { appendedTo, argumentsOf, installedCommandOf, scriptStateOf, scriptsStartedBy } from './started-scripts.ts';
import { inputOf, outputsOf } from './streams.ts';
import {
  assigned,
  type Shell,
  setArguments,
  setVariable,
  shiftArguments,
  valueOfWord,
  valuesOfWords,
} from './words.ts';
import { recordWriting } from './writing.ts';

/** Where a script runs, and what it sees. */
export interface ScriptSetting {
  readonly run: Run;
  readonly frame: Frame;
  readonly step: Step;
  readonly origin: string;
  readonly shell: Shell;
  /** What the scripts that share one shell have defined. */
  readonly functions: Functions;
  readonly directory: Value;
  /** The file the script stands in, and the line of its first line. */
  readonly path: string;
  readonly line: number;
  /** Words appended to its last command (`npm run x -- --flag`). */
  readonly appended: readonly Value[];
  /** Whether it runs at all depends on what files cannot tell. */
  readonly conditional: boolean;
  /** How many scripts deep. */
  readonly depth: number;
}

/** The functions of one shell, by the script that holds their bodies, and those that are being run. */
export interface Functions {
  readonly bodies: Map<string, ScriptRun>;
  readonly calling: Set<string>;
}

/** A shell that nobody has defined a function in. */
export function noFunctions(): Functions {
  return { bodies: new Map(), calling: new Set() };
}

const deepest = 8;

/** Texts that the name of a command is tried with, where it is one of a few. */
const mostNames = 8;

/** Runs a script through: notes every command as a happening, enters the scripts that it starts. */
export function interpretScript(text: string, dialect: Dialect, setting: ScriptSetting): void {
  const { run, depth } = setting;
  if (depth > deepest || (depth > 0 && run.left.scripts <= 0)) return;
  if (depth > 0) run.left.scripts -= 1;
  const script = run.world.readScript(text, dialect);
  if (script === null) return;
  new ScriptRun(script, setting).body(null);
}

/** One pass over a script's commands; holds the folder, which `cd` changes. */
class ScriptRun {
  private readonly script: Script;
  private readonly setting: ScriptSetting;
  /** Positions of commands by the function they belong to; null for those outside of any. */
  private readonly bodies = new Map<string | null, number[]>();
  private directory: Value;
  /** Folders that `pushd` left, the last one last; `cd -` goes to `previous`. */
  private readonly left: Value[] = [];
  private previous: Value;
  /** The variables as they are now, shared by the commands that see the same. */
  private snapshot: ReadonlyMap<string, Value> | null = null;

  constructor(script: Script, setting: ScriptSetting) {
    this.script = script;
    this.setting = setting;
    this.directory = setting.directory;
    this.previous = setting.directory;
    for (const [index, command] of script.commands.entries()) {
      const body = this.bodies.get(command.function);
      if (body === undefined) this.bodies.set(command.function, [index]);
      else body.push(index);
      if (command.function !== null) setting.functions.bodies.set(command.function, this);
    }
  }

  /** The commands of a function's body, or those outside of any. */
  body(within: string | null): void {
    const body = this.bodies.get(within) ?? [];
    const last = body.findLast((index) => this.script.commands[index]?.words.length !== 0);
    for (const index of body) {
      const command = this.script.commands[index];
      if (command === undefined || this.setting.run.left.acts <= 0) return;
      this.command(command, index === last ? this.setting.appended : []);
    }
  }

  private command(command: ShellCommand, appended: readonly Value[]): void {
    const { run, shell } = this.setting;
    run.left.acts -= 1;
    for (const loop of command.loops) this.bindLoop(loop);
    if (command.words.length === 0) {
      for (const { name, value } of command.assignments)
        this.assign(name, valueOfWord(value, shell), command.conditional);
      return;
    }
    for (const [position, real] of unwrap(command).entries()) {
      if (position > 0) run.left.acts -= 1;
      const [first, ...words] = [...valuesOfWords(real.words, shell), ...appended];
      // the name may be one of a few: `$npm publish`, or a variable that holds the whole command
      for (const text of candidatesOf(first ?? emptyValue)?.slice(0, mostNames) ?? []) {
        const [name = '', ...more] = textOf(first ?? emptyValue) === null ? text.trim().split(/\s+/) : [text];
        this.named(name, [...more.map(known), ...words], real);
      }
    }
  }

  private named(name: string, words: readonly Value[], command: ShellCommand): void {
    const { run, step, origin, frame, shell, depth } = this.setting;
    const at = this.place(command);
    const input = inputOf(command, this.script, shell);
    const outputs = outputsOf(command, shell);
    const conditional = command.conditional || this.setting.conditional;
    if (recordWriting({ name, words, input, outputs, run, at, conditional })) return;
    if (this.bookkeeping(name, words, command)) return;
    const { bodies, calling } = this.setting.functions;
    const owner = calling.has(name) ? undefined : bodies.get(name);
    if (owner !== undefined) {
      this.callFunction(name, owner, words);
      return;
    }
    const program = programOf({ ...command, words: [[{ kind: 'text', text: name }]] });
    if (program === null) return;
    const environment = this.environment(command);
    const { directory } = this;
    const started = { program, name, words, directory, environment };
    const scripts = depth >= deepest ? [] : scriptsStartedBy(started, run.world);
    run.happenings.push({
      act: { kind: 'command', program, words, input, output: outputs[0] ?? null, environment, directory },
      at,
      step,
      origin,
      files: frame.files,
      entered: frame.entered,
      ways: frame.ways,
      script: scriptStateOf(started, scripts, run.world),
    });
    const installed = scripts.length === 0 ? installedCommandOf(started, run.world) : null;
    if (installed !== null) this.named(installed.name, installed.words, command);
    const isSourced = program === 'source' || program === '.';
    for (const script of scripts) this.enter(script, words, isSourced ? null : environment);
  }

  /** What changes the shell itself: its folder, its variables, its arguments. */
  private bookkeeping(name: string, words: readonly Value[], command: ShellCommand): boolean {
    const { variables } = this.setting.shell;
    switch (name.toLowerCase()) {
      case 'cd':
      case 'chdir':
      case 'set-location':
        this.changeDirectory(words);
        return true;
      case 'pushd':
      case 'push-location':
        this.left.push(this.directory);
        this.changeDirectory(words);
        return true;
      case 'popd':
      case 'pop-location':
        this.directory = this.left.pop() ?? this.setting.directory;
        return true;
      case 'unset':
      case 'remove-item':
        for (const word of words) {
          const variable = (textOf(word) ?? '').replace(/^env:/i, '');
          if (variables.has(variable)) this.assign(variable, emptyValue, command.conditional);
        }
        return true;
      case 'shift':
        this.snapshot = null;
        if (!command.conditional && command.loops.length === 0)
          shiftArguments(variables, Number(textOf(words[0] ?? known('1'))));
        return true;
      default:
        return false;
    }
  }

  /**
   * A `cd` in a subshell ends with it, which the list of commands does not show: where the folder is not there, but is
   * there from where the script began, the script had come back.
   */
  private changeDirectory(words: readonly Value[]): void {
    const before = this.directory;
    if (textOf(words[0] ?? emptyValue) === '-') this.directory = this.previous;
    else {
      const target = words.find((word) => !textOf(word)?.startsWith('-')) ?? emptyValue;
      const { folders } = this.setting.run.world;
      const entered = enter(before, target);
      const again = enter(this.setting.directory, target);
      const exists = (folder: Value): boolean => candidatesOf(folder)?.some((path) => folders.has(path)) ?? false;
      this.directory = inCheckout(!exists(entered) && exists(again) ? again : entered, this.setting.run);
    }
    this.previous = before;
  }

  /** `environment` is null for a script that is sourced: it shares variables and functions with this one. */
  private enter(script: FollowedScript, words: readonly Value[], environment: ReadonlyMap<string, Value> | null): void {
    const { frame, shell, functions, depth } = this.setting;
    const variables = environment === null ? shell.variables : new Map(environment);
    this.snapshot = null;
    for (const [name, value] of script.environment) variables.set(name, known(value));
    const before = setArguments(variables, argumentsOf(script, words));
    interpretScript(script.text, script.dialect, {
      ...this.setting,
      frame: {
        ...frame,
        files: frame.files.includes(script.path) ? frame.files : [...frame.files, script.path],
        ways: [...frame.ways, script.label],
      },
      shell: { ...shell, variables, caseless: script.dialect === 'pwsh' || script.dialect === 'cmd' },
      functions: environment === null ? functions : noFunctions(),
      directory: known(script.directory),
      path: script.path,
      line: script.line,
      appended: appendedTo(script),
      depth: depth + 1,
    });
    if (environment === null) setArguments(variables, before);
  }

  private callFunction(name: string, owner: ScriptRun, words: readonly Value[]): void {
    const { calling } = this.setting.functions;
    const { variables } = this.setting.shell;
    const before = setArguments(variables, words);
    const { directory } = owner;
    calling.add(name);
    owner.directory = this.directory;
    owner.snapshot = null;
    owner.body(name);
    owner.directory = directory;
    calling.delete(name);
    setArguments(variables, before);
    owner.snapshot = null;
    this.snapshot = null;
  }

  private bindLoop(loop: ShellCommand['loops'][number]): void {
    const { shell } = this.setting;
    const items = loop.items?.flatMap((item) => valuesOfWords([item], shell)) ?? null;
    const texts = items?.map(textOf);
    const candidates = texts === undefined || texts.includes(null) || texts.length > 64 ? null : (texts as string[]);
    const references =
      items?.flatMap((item) => item.flatMap((part) => (part.kind === 'hidden' ? part.references : []))) ?? [];
    this.snapshot = null;
    setVariable(shell.variables, loop.variable, [
      { kind: 'hidden', references, candidates, source: `$${loop.variable}` },
    ]);
  }

  private assign(name: string, value: Value, conditional: boolean): void {
    const { variables } = this.setting.shell;
    this.snapshot = null;
    setVariable(variables, name, assigned(variables.get(name), value, conditional));
  }

  private environment(command: ShellCommand): ReadonlyMap<string, Value> {
    const { shell } = this.setting;
    this.snapshot ??= new Map(shell.variables);
    if (command.assignments.length === 0) return this.snapshot;
    const variables = new Map(shell.variables);
    for (const { name, value } of command.assignments) variables.set(name, valueOfWord(value, shell));
    return variables;
  }

  private place(command: ShellCommand): Place {
    const { path, line } = this.setting;
    return { path, line: line + command.line, column: 1, endLine: line + command.endLine, endColumn: 1 };
  }
}
