import { type Launcher, launchers } from './launchers.ts';
import type { Dialect, Redirect, ShellCommand, Word } from './model.ts';
import { parseWord } from './parse-script.ts';
import { programName, programOf, textOfWord } from './program-of.ts';
import { joinParts } from './source-text.ts';
import { toolName } from './tool-name.ts';

/**
 * The commands that really run: launchers (`sudo`, `npx`, `uv run`, `python -m`, `bash -c` …) are taken off, also
 * several of them. Assignments, redirects, pipes, loops, function and branch of the outer command hold for what it
 * runs. The commands of a string (`bash -c '…'`) have lines within the outer command; a pipe within the string becomes
 * a here-string where `echo` feeds it and is lost otherwise, because `pipedFrom` counts in the outer script.
 */
export function unwrap(command: ShellCommand): ShellCommand[] {
  return unwrapWithin(command, 0);
}

/** Scripts within strings within scripts. */
const maxStrings = 4;
const maxLaunchers = 32;
const maxCommands = 1_000;

function unwrapWithin(command: ShellCommand, strings: number): ShellCommand[] {
  let current = command;
  for (let count = 0; count < maxLaunchers; count++) {
    const launched = launch(current);
    if (launched === null) return [current];
    if ('script' in launched) {
      const inner = strings < maxStrings ? scriptCommands(current, launched) : [];
      if (inner.length === 0) return [current];
      return inner.flatMap((each) => unwrapWithin(each, strings + 1)).slice(0, maxCommands);
    }
    current = launched;
  }
  return [current];
}

interface ScriptString {
  readonly script: Word;
  readonly dialect: Dialect;
  /** Line of the script's first line, counted from the command's. */
  readonly offset: number;
}

/** One launcher taken off; null where the command is none. */
function launch(command: ShellCommand): ShellCommand | ScriptString | null {
  const program = programOf(command);
  const family = program === null ? null : program.replace(/^(python|pypy)[\d.]+$/, '$1');
  for (const launcher of byProgram.get(family ?? '') ?? []) {
    const found = launchBy(launcher, command);
    if (found !== null) return found;
  }
  return null;
}

const byProgram = new Map<string, Launcher[]>();
for (const launcher of launchers)
  for (const program of launcher.program) byProgram.set(program, [...(byProgram.get(program) ?? []), launcher]);

function launchBy(launcher: Launcher, command: ShellCommand): ShellCommand | ScriptString | null {
  const words = command.words.slice(1);
  const afterSubcommand = skipSubcommand(launcher, words);
  if (afterSubcommand === null) return null;
  if (launcher.after !== undefined) return afterMarker(launcher.after, words.slice(afterSubcommand), command);
  const flags = readFlags(launcher, words, afterSubcommand);
  if (flags.refused) return null;
  if (flags.script !== null) return flags.script;
  let at = flags.at;
  if (flags.module !== null) return withWords(command, [flags.module, ...words.slice(at)]);
  while (launcher.numbers === true && /^\d+[smhd]?$/.test(textAt(words, at) ?? '')) at++;
  const assignments = [...command.assignments];
  if (launcher.assignments === true)
    for (let found = assignmentIn(words[at]); found !== null; found = assignmentIn(words[++at]))
      assignments.push(found);
  at += launcher.skip ?? 0;
  if (textAt(words, at) === '--') at++;
  const tool = words[at];
  if (tool === undefined) return inputScript(launcher, command);
  if (isScriptOnly(launcher)) return textAt(words, at) === '-' ? inputScript(launcher, command) : null;
  const name = toolWord(launcher, tool);
  if (name === null) return null;
  const rest = launcher.unseenArguments === true ? [...words.slice(at + 1), unseen] : words.slice(at + 1);
  return { ...withWords(command, [name, ...rest]), assignments };
}

/** Interpreters: what is not a flag is a file, not a command. */
function isScriptOnly(launcher: Launcher): boolean {
  return launcher.script !== undefined && launcher.name === undefined;
}

/** Number of words up to the end of the subcommand; null where it is another one. */
function skipSubcommand(launcher: Launcher, words: readonly Word[]): number | null {
  if (launcher.subcommand === undefined) return 0;
  let at = 0;
  while (leading(words[at]).startsWith('-')) at += takesValue(launcher, leading(words[at])) ? 2 : 1;
  const match = launcher.subcommand.find((names) => names.every((name, index) => textAt(words, at + index) === name));
  return match === undefined ? null : at + match.length;
}

interface Flags {
  readonly at: number;
  readonly refused: boolean;
  readonly module: Word | null;
  readonly script: ScriptString | null;
}

function readFlags(launcher: Launcher, words: readonly Word[], from: number): Flags {
  let at = from;
  const result = { refused: false, module: null, script: null };
  const { script } = launcher;
  if (script?.flags === '*' && words.length > from)
    return { ...result, at, script: { script: joinWords(words.slice(from)), dialect: script.dialect, offset: 0 } };
  for (;;) {
    const flag = leading(words[at]);
    const sign = /^(?:[-+].|\/[a-z]$)/i.test(flag) && (!flag.startsWith('/') || script?.flags.includes('/c') === true);
    if (!sign) return { ...result, at };
    if (flag === '--') return { ...result, at: at + 1 };
    if (launcher.unless?.includes(flag) === true) return { ...result, at, refused: true };
    const next = words[at + 1];
    if (next !== undefined && launcher.moduleFlag?.includes(flag) === true)
      return { ...result, at: at + 2, module: next };
    if (next !== undefined && script !== undefined && startsScript(script.flags, flag)) {
      const text = script.joined === true ? joinWords(words.slice(at + 1)) : next;
      return { ...result, at, script: { script: text, dialect: script.dialect, offset: 0 } };
    }
    at += takesValue(launcher, flag) ? 2 : 1;
  }
}

/** `-c`, and POSIX shells' bundles that hold it (`-lc`, `-euxc`). PowerShell and cmd do not mind the case. */
function startsScript(flags: readonly string[] | '*', flag: string): boolean {
  if (flags === '*') return false;
  return flags.includes(flag) || flags.includes(flag.toLowerCase()) || (flags[0] === '-c' && /^-[a-z]*c$/.test(flag));
}

function takesValue(launcher: Launcher, flag: string): boolean {
  const { valueFlags = [], script } = launcher;
  if (valueFlags.includes(flag) || valueFlags.includes(flag.toLowerCase())) return true;
  // `bash -euo pipefail`
  return script !== undefined && valueFlags.includes('-o') && /^-[a-z]*o$/.test(flag);
}

function afterMarker(markers: readonly string[], words: readonly Word[], command: ShellCommand): ShellCommand | null {
  const at = words.findIndex((word) => markers.includes(textOfWord(word) ?? ''));
  return at < 0 || at + 1 >= words.length ? null : withWords(command, words.slice(at + 1));
}

function toolWord(launcher: Launcher, tool: Word): Word | null {
  const [first, ...rest] = tool;
  if (first?.kind !== 'text') return launcher.only === undefined && launcher.prefix === undefined ? tool : null;
  const prefix = launcher.prefix?.find((each) => first.text.startsWith(each));
  if (launcher.prefix !== undefined && prefix === undefined) return null;
  const text = first.text.slice(prefix?.length ?? 0);
  const name = launcher.name === undefined ? text : toolName(text, launcher.name);
  if (launcher.only !== undefined && !launcher.only.includes(programName(name) ?? '')) return null;
  if (launcher.except?.includes(name) === true) return null;
  // A version that is computed (`tool@$VERSION`) goes with the mark in front of it.
  return name === text ? joinParts([{ kind: 'text', text: name }, ...rest]) : [{ kind: 'text', text: name }];
}

/** `bash <<EOF`, `python - <<EOF`: the here-document is the script. */
function inputScript(launcher: Launcher, command: ShellCommand): ScriptString | null {
  if (launcher.input === undefined) return null;
  const fed = command.redirects.find(({ operator }) => operator === '<<' || operator === '<<<');
  if (fed === undefined) return null;
  return { script: fed.target, dialect: launcher.input, offset: fed.operator === '<<' ? 1 : 0 };
}

function scriptCommands(outer: ShellCommand, { script, dialect, offset }: ScriptString): ShellCommand[] {
  const { commands } = parseWord(script, dialect);
  const within = (line: number): number => Math.min(outer.endLine, outer.line + offset + line);
  return commands.slice(0, maxCommands).map((inner) => ({
    words: inner.words,
    assignments: [...outer.assignments, ...inner.assignments],
    redirects: [
      ...inner.redirects,
      ...feed(inner, commands),
      ...outer.redirects.filter(({ operator }) => operator.startsWith('>')),
    ],
    line: within(inner.line),
    endLine: within(inner.endLine),
    pipedFrom: inner.pipedFrom === null ? outer.pipedFrom : null,
    loops: [...outer.loops, ...inner.loops],
    function: inner.function ?? outer.function,
    conditional: outer.conditional || inner.conditional,
  }));
}

function feed(inner: ShellCommand, commands: readonly ShellCommand[]): Redirect[] {
  const from = inner.pipedFrom === null ? undefined : commands[inner.pipedFrom];
  const program = from === undefined ? null : programOf(from);
  if (from === undefined || (program !== 'echo' && program !== 'printf')) return [];
  return [{ operator: '<<<', target: joinWords(from.words.slice(1)) }];
}

function withWords(command: ShellCommand, words: readonly Word[]): ShellCommand {
  return { ...command, words };
}

function joinWords(words: readonly Word[]): Word {
  return joinParts(
    words.flatMap((word, index) => (index === 0 ? word : [{ kind: 'text' as const, text: ' ' }, ...word])),
  );
}

/** `env NAME=value` */
function assignmentIn(word: Word | undefined): ShellCommand['assignments'][number] | null {
  const match = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(leading(word));
  if (match === null || word === undefined) return null;
  const value = joinParts([{ kind: 'text', text: match[2] ?? '' }, ...word.slice(1)]);
  return { name: match[1] ?? '', value, exported: true };
}

/** What xargs appends. */
const unseen: Word = [{ kind: 'computed', names: [], source: 'xargs' }];

function textAt(words: readonly Word[], at: number): string | null {
  const word = words[at];
  return word === undefined ? null : textOfWord(word);
}

/** The text with which the word starts. */
function leading(word: Word | undefined): string {
  const first = word?.[0];
  return first?.kind === 'text' ? first.text : '';
}
