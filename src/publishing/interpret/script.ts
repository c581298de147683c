import type { Place } from '../../types/place.ts';
import { candidatesOf, emptyValue, known, textOf, type Value } from '../../types/values.ts';
import type { Step } from '../../workflows/model.ts';
import { programOf, unwrap } from '../../workflows/shell/index.ts';
import type { Dialect, Script, ShellCommand } from '../../workflows/shell/model.ts';
import type { FollowedScript } from '../followers/index.ts';
import { enter } from './folders.ts';
import type { Frame, Run } from './run.ts';
import { spoken } from './spoken.ts';
import { appendedTo, argumentsOf, scriptStateOf, scriptsStartedBy } from './started-scripts.ts';
import { assigned, type Shell, setArguments, shiftArguments, valueOfWord, valuesOfWords } from './words.ts';
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
  /** Whether it runs at all depends on what files cannot tell. */
  readonly conditional: boolean;
  /** How many scripts deep. */
  readonly depth: number;
}

const deepest = 8;

/** Texts that the name of a command is tried with, where it is one of a few. */
const mostNames = 8;

/** Runs a script through: notes every command as a happening, enters the scripts that it starts. */
export function interpretScript(text: string, dialect: Dialect, setting: ScriptSetting): void {
  const { run, depth } = setting;
  if (depth > deepest || run.left.scripts <= 0) return;
  run.left.scripts -= 1;
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
  private readonly calling = new Set<string>();
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
    }
  }

  /** The commands of a function's body, or those outside of any. */
  body(within: string | null): void {
    const body = this.bodies.get(within) ?? [];
    const last = body.findLast((index) => this.script.commands[index]?.words.length !== 0);
    for (const index of body) {
      const command = this.script.commands[index];
      if (command === undefined || this.setting.run.left.commands <= 0) return;
      this.setting.run.left.commands -= 1;
      this.command(command, index === last ? this.setting.appended : []);
    }
  }

  private command(command: ShellCommand, appended: readonly Value[]): void {
    const { shell } = this.setting;
    for (const loop of command.loops) this.bindLoop(loop);
    if (command.words.length === 0) {
      for (const { name, value } of command.assignments)
        this.assign(name, valueOfWord(value, shell), command.conditional);
      return;
    }
    for (const real of unwrap(command)) {
      const [first, ...words] = [...valuesOfWords(real.words, shell), ...appended];
      // the name may be one of a few: `$npm publish`, or a variable that holds the whole command
      for (const text of candidatesOf(first ?? emptyValue)?.slice(0, mostNames) ?? []) {
        const [name = '', ...more] = textOf(first ?? emptyValue) === null ? text.trim().split(/\s+/) : [text];
        this.named(name, [...more.map(known), ...words], real);
      }
    }
  }

  private named(name: string, words: readonly Value[], command: ShellCommand): void {
    const { run, step, origin, frame, depth } = this.setting;
    const at = this.place(command);
    const input = this.inputOf(command);
    const redirects = this.redirects(command);
    const conditional = command.conditional || this.setting.conditional;
    if (recordWriting({ name, words, input, redirects, run, at, conditional })) return;
    if (this.bookkeeping(name, words, command)) return;
    if (this.bodies.has(name) && !this.calling.has(name)) {
      this.callFunction(name, words);
      return;
    }
    const program = programOf({ ...command, words: [[{ kind: 'text', text: name }]] });
    if (program === null) return;
    const environment = this.environment(command);
    const { directory } = this;
    const started = { program, name, words, directory, environment };
    const scripts = depth >= deepest ? [] : scriptsStartedBy(started, run.world);
    run.happenings.push({
      act: { kind: 'command', program, words, input, output: redirects[0]?.path ?? null, environment, directory },
      at,
      step,
      origin,
      files: frame.files,
      entered: frame.entered,
      ways: frame.ways,
      script: scriptStateOf(started, scripts, run.world),
    });
    for (const script of scripts) this.enter(script, words, environment);
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
      this.directory = !exists(entered) && exists(again) ? again : entered;
    }
    this.previous = before;
  }

  private enter(script: FollowedScript, words: readonly Value[], environment: ReadonlyMap<string, Value>): void {
    const { frame, shell, depth } = this.setting;
    const variables = new Map(environment);
    for (const [name, value] of script.environment) variables.set(name, known(value));
    setArguments(variables, argumentsOf(script, words));
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
      appended: appendedTo(script),
      depth: depth + 1,
    });
  }

  private callFunction(name: string, words: readonly Value[]): void {
    const { variables } = this.setting.shell;
    const before = setArguments(variables, words);
    this.snapshot = null;
    const { directory } = this;
    this.calling.add(name);
    this.body(name);
    this.calling.delete(name);
    this.directory = directory;
    this.snapshot = null;
    setArguments(variables, before);
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
    variables.set(name, assigned(variables.get(name), value, conditional));
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
