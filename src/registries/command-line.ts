import { candidatesOf, textOf, type Value } from '../types/values.ts';
import type { CommandAct } from './act.ts';

/** A command's words, sorted into flags and the rest. */
export interface CommandLine {
  /** Words that are neither flags nor their values, in order. */
  readonly positionals: readonly Value[];
  /** By flag as written up to `=`; the value is null for a flag that takes none. */
  readonly flags: ReadonlyMap<string, readonly (Value | null)[]>;
}

/**
 * Sorts words. `valueFlags` take the next word as their value (`--tag latest`, `-t latest`); `--tag=latest` and
 * `/p:X=y` need no naming. After `--` everything is positional.
 */
export function readCommandLine(words: readonly Value[], valueFlags: readonly string[]): CommandLine {
  const takesValue = new Set(valueFlags.map((flag) => flag.toLowerCase()));
  const positionals: Value[] = [];
  const flags = new Map<string, (Value | null)[]>();
  const add = (flag: string, value: Value | null): void => {
    const values = flags.get(flag) ?? [];
    values.push(value);
    flags.set(flag, values);
  };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? [];
    const first = word[0];
    const text = first?.kind === 'text' ? first.text : '';
    if (text === '--') {
      positionals.push(...words.slice(index + 1));
      break;
    }
    if (!text.startsWith('-') || text === '-') {
      positionals.push(word);
      continue;
    }
    const equals = text.indexOf('=');
    if (equals > 0) {
      const rest = text.slice(equals + 1);
      add(text.slice(0, equals), [...(rest === '' ? [] : [{ kind: 'text' as const, text: rest }]), ...word.slice(1)]);
    } else if (takesValue.has(text.toLowerCase()) && word.length === 1) {
      index += 1;
      add(text, words[index] ?? null);
    } else add(text, null);
  }
  return { positionals, flags };
}

/** The value of the first of these flags that is given; null for a flag without one, undefined for none. */
export function flagOf(line: CommandLine, names: readonly string[]): Value | null | undefined {
  for (const name of names) {
    const values = line.flags.get(name);
    if (values !== undefined) return values.at(-1) ?? null;
  }
  return undefined;
}

/** Whether a switch is certainly on: given, and neither with a false value nor with one that is not known. */
export function isOn(line: CommandLine, names: readonly string[]): boolean {
  const value = flagOf(line, names);
  return value !== undefined && (value === null || !(candidatesOf(value) ?? ['false']).some(isOff));
}

/** Whether a switch may be on: given, and not certainly with a false value. */
export function mayBeOn(line: CommandLine, names: readonly string[]): boolean {
  const value = flagOf(line, names);
  return value !== undefined && (value === null || (candidatesOf(value) ?? ['']).some((text) => !isOff(text)));
}

/** Whether one of the command's words is certainly this text. */
export function says(act: CommandAct, text: string): boolean {
  return act.words.some((word) => textOf(word) === text);
}

/** Whether a value may be one of these texts: it is one, or one of its candidates is, or it is hidden altogether. */
export function mayBe(value: Value, texts: readonly string[]): boolean {
  const candidates = candidatesOf(value);
  return candidates === null || candidates.some((candidate) => texts.includes(candidate.toLowerCase()));
}

function isOff(text: string): boolean {
  return ['false', '0', 'no'].includes(text.toLowerCase());
}
