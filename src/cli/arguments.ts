import { parseArgs } from 'node:util';
import { didYouMean } from '../policy/nearest.ts';
import { Misuse, type Option } from './command.ts';

/** What was typed behind the name of a command. */
export interface Arguments {
  readonly operands: readonly string[];
  /** Whether a flag without a value was given. */
  has(name: string): boolean;
  /** Every value of an option, in the order they were typed. */
  values(name: string): readonly string[];
  /** The value of an option that stands at most once. */
  value(name: string): string | null;
}

/** Throws Misuse for what no option knows, with the nearest one that does. */
export function parseArguments(words: readonly string[], options: readonly Option[], mostOperands: number): Arguments {
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      options.map(({ name, value }) => [name, { type: value === null ? ('boolean' as const) : ('string' as const) }]),
    ),
    // Node's own complaints are written for programmers; the walk below says the same to people.
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = optionOf(token, options);
    const before = values.get(option.name) ?? [];
    if (before.length > 0 && option.repeats !== true && option.value !== null)
      throw new Misuse(`--${option.name} stands more than once`);
    values.set(option.name, [...before, valueOf(token, option)]);
  }
  const tooMany = operands[mostOperands];
  if (tooMany !== undefined) throw new Misuse(`${JSON.stringify(tooMany)} is one word too many`);
  return {
    operands,
    has: (name) => values.has(name),
    values: (name) => values.get(name) ?? [],
    value: (name) => values.get(name)?.[0] ?? null,
  };
}

interface Token {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function optionOf({ name, rawName }: Token, options: readonly Option[]): Option {
  const option = options.find((candidate) => rawName === `--${candidate.name}`);
  if (option !== undefined) return option;
  const names = options.map((candidate) => candidate.name);
  throw new Misuse(`unknown option ${rawName}${didYouMean(name, names, (near) => `--${near}`)}`);
}

function valueOf({ value, inlineValue }: Token, option: Option): string {
  if (option.value === null) {
    if (value !== undefined) throw new Misuse(`--${option.name} takes no value`);
    return '';
  }
  // `--output --offline` forgot the value; `--output=-x` means it.
  const forgotten = value === undefined || value === '' || (inlineValue !== true && /^-./.test(value));
  if (forgotten) throw new Misuse(`--${option.name} needs a value: --${option.name} ${option.value}`);
  return value;
}

/** One of a few words, or Misuse that names them. */
export function oneOf<T extends string>(option: string, typed: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === typed);
  if (found !== undefined) return found;
  throw new Misuse(
    `--${option} cannot be ${JSON.stringify(typed)}${didYouMean(typed, allowed)} (one of: ${allowed.join(', ')})`,
  );
}
