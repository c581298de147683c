import type { Act, ActionAct, CommandAct } from '../registries/act.ts';
import { type CommandLine, isOn, mayBeOn, readCommandLine } from '../registries/command-line.ts';
import type { ActionRow, CommandRow, InputCondition } from '../registries/recogniser.ts';
import type { Registry } from '../registries/registry.ts';
import { candidatesOf, emptyValue, textOf, type Value } from '../types/values.ts';

/** An act that one row of a registry's tables describes. */
export interface Recognition {
  readonly registry: Registry;
  readonly row: CommandRow | ActionRow;
  readonly act: Act;
  /** The act's words sorted by the row; null for an action. */
  readonly line: CommandLine | null;
}

/** Looks acts up in the tables of all registries; built once. */
export function recogniserOf(registries: readonly Registry[]): (act: Act) => readonly Recognition[] {
  const commands = new Map<string, { registry: Registry; row: CommandRow }[]>();
  const actions = new Map<string, { registry: Registry; row: ActionRow }[]>();
  for (const registry of registries) {
    for (const row of registry.commands) for (const program of row.program) push(commands, program, { registry, row });
    for (const row of registry.actions) for (const action of row.action) push(actions, action, { registry, row });
  }
  return (act) => {
    if (act.kind === 'command')
      return (commands.get(act.program) ?? []).flatMap(({ registry, row }) => recogniseCommand(registry, row, act));
    return namesOf(act.action)
      .flatMap((name) => actions.get(name) ?? [])
      .filter(
        ({ row }) => (row.inputs ?? []).every((condition) => mayHold(condition, act)) && (row.when?.(act) ?? true),
      )
      .map(({ registry, row }) => ({ registry, row, act, line: null }));
  };
}

function recogniseCommand(registry: Registry, row: CommandRow, act: CommandAct): readonly Recognition[] {
  const line = readCommandLine(act.words, row.valueFlags ?? []);
  const rest = row.subcommand
    .map((path) => afterSubcommand(line.positionals, path, row))
    .find((found) => found !== null);
  if (rest === undefined || rest === null) return [];
  if (row.unless?.length && isOn(line, row.unless)) return [];
  if (row.requires?.length && !mayBeOn(line, row.requires) && !hasHiddenFlags(line)) return [];
  if (row.when !== undefined && !row.when(act)) return [];
  return [{ registry, row, act, line: { flags: line.flags, positionals: rest } }];
}

/** The positionals after the subcommand, or null where it is another command. */
function afterSubcommand(
  positionals: readonly Value[],
  path: readonly string[],
  row: CommandRow,
): readonly Value[] | null {
  if (row.anywhere) {
    const index = positionals.findIndex((word) => path.every((name) => taskMatches(textOf(word), name)));
    return index < 0 ? null : positionals.filter((_, position) => position !== index);
  }
  if (positionals.length < path.length) return null;
  const same = path.every(
    (name, index) => name === '*' || textOf(positionals[index] ?? emptyValue)?.toLowerCase() === name.toLowerCase(),
  );
  return same ? positionals.filter((_, index) => index >= path.length || path[index] === '*') : null;
}

/** `publish*Central*` against `:core:publishAllToMavenCentral`; the project path of a task is cut. */
function taskMatches(text: string | null, pattern: string): boolean {
  if (text === null) return false;
  const task = text.slice(text.lastIndexOf(':') + 1).toLowerCase();
  const pieces = pattern.toLowerCase().split('*');
  if (pieces.length === 1) return task === pattern.toLowerCase() || text.toLowerCase() === pattern.toLowerCase();
  let from = 0;
  for (const [index, piece] of pieces.entries()) {
    const at =
      index === 0
        ? task.startsWith(piece)
          ? 0
          : -1
        : index === pieces.length - 1 && piece !== ''
          ? task.length - piece.length >= from && task.endsWith(piece)
            ? task.length - piece.length
            : -1
          : task.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return true;
}

/** A hidden word may hold the flag that is asked for (`docker build ${{ inputs.push && '--push' }}`). */
function hasHiddenFlags(line: CommandLine): boolean {
  return line.positionals.some(
    (word) => word[0]?.kind === 'hidden' && (candidatesOf(word) ?? ['-']).some((text) => text.startsWith('-')),
  );
}

function mayHold(condition: InputCondition, act: ActionAct): boolean {
  const value = act.inputs.get(condition.input.toLowerCase());
  const texts = value === undefined ? [condition.default] : candidatesOf(value);
  if (texts === null) return true;
  return texts.some((text) => {
    const lower = text.trim().toLowerCase();
    const wanted = condition.oneOf === undefined || condition.oneOf.includes(lower);
    return wanted && !(condition.noneOf ?? []).includes(lower);
  });
}

/** `owner/name/a/b` is also asked for as `owner/name/a/*` and `owner/name/*`. */
function namesOf(action: string): readonly string[] {
  const segments = action.split('/');
  return [action, ...segments.slice(2).map((_, index) => `${segments.slice(0, 2 + index).join('/')}/*`)];
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
