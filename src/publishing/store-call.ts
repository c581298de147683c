import type { CommandAct } from '../registries/act.ts';
import { type CommandLine, readCommandLine } from '../registries/command-line.ts';
import type { CredentialStore } from '../registries/recogniser.ts';
import { emptyValue, textOf } from '../types/values.ts';

/** A command that stores a credential, as a row of a registry's table reads it. */
export interface StoreCall {
  readonly subcommand: readonly string[];
  /** What stands after the subcommand. */
  readonly rest: CommandLine;
  /** The host that is signed in to; null where it is hidden, undefined where such a command names none. */
  readonly host: string | null | undefined;
}

/** The command as the row reads it; null where it is another command. */
export function storeCallOf(store: CredentialStore, act: CommandAct): StoreCall | null {
  if (!store.program.includes(act.program)) return null;
  const line = readCommandLine(act.words, store.valueFlags ?? []);
  const subcommand = store.subcommand.find((names) =>
    names.every((name, position) => textOf(line.positionals[position] ?? emptyValue) === name),
  );
  if (subcommand === undefined) return null;
  const positionals = line.positionals.slice(subcommand.length);
  const rest = { flags: line.flags, positionals };
  if (store.host === undefined) return { subcommand, rest, host: undefined };
  const [named] = positionals;
  return { subcommand, rest, host: named === undefined ? store.host.default : textOf(named) };
}
