import { textOf, type Value } from '../../types/values.ts';
import type { Script, ShellCommand } from '../../workflows/shell/model.ts';
import { spoken } from './spoken.ts';
import { type Shell, valueOfWord, valuesOfWords } from './words.ts';

/** What is piped into a command, or handed to it by `<<` and `<<<`: the words of an echo, the text of a here-document. */
export function inputOf(command: ShellCommand, script: Script, shell: Shell): Value | null {
  const here = command.redirects.find(({ operator }) => operator === '<<' || operator === '<<<');
  if (here) return valueOfWord(here.target, shell);
  const source = command.pipedFrom === null ? undefined : script.commands[command.pipedFrom];
  if (source === undefined) return null;
  const values = valuesOfWords(source.words, shell);
  const name = values[0] === undefined ? null : textOf(values[0]);
  if (name === 'cat') return inputOf(source, script, shell);
  return spoken(name, values.slice(1)) ?? (values.length === 1 ? (values[0] ?? null) : null);
}

/** The files that a command's output goes to by `>` and `>>`. */
export function outputsOf(command: ShellCommand, shell: Shell): readonly Value[] {
  return command.redirects
    .filter(({ operator }) => operator === '>' || operator === '>>')
    .map(({ target }) => valueOfWord(target, shell));
}
