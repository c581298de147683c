/** Arguments of a command, sorted out. A hidden word counts as a positional, for it can be anything. */
export interface Arguments {
  /** Values of each option by its name with dashes, in order; `true` for an option without one. */
  readonly options: ReadonlyMap<string, readonly (string | null | true)[]>;
  /** Words that are neither options nor their values, up to `--`. */
  readonly positionals: readonly (string | null)[];
  /** What follows the positional at which reading stopped, as written. */
  readonly rest: readonly (string | null)[];
  /** What follows `--`; null without one. */
  readonly afterDashes: readonly (string | null)[] | null;
}

export interface ArgumentRules {
  /** Options of several letters behind one dash, not to be taken for a letter with its value: `-ws`. */
  readonly flags?: readonly string[];
  /** Options that take the next word, or what follows `=`, as their value. */
  readonly values: readonly string[];
  /** After so many positionals everything is `rest`, as for tools that hand it on; never by default. */
  readonly stopAfter?: number;
}

/** Sorts out the arguments of a command by its rules. */
export function readArguments(words: readonly (string | null)[], rules: ArgumentRules): Arguments {
  const options = new Map<string, (string | null | true)[]>();
  const positionals: (string | null)[] = [];
  const add = (name: string, value: string | null | true) => options.set(name, [...(options.get(name) ?? []), value]);
  let at = 0;
  while (at < words.length && positionals.length < (rules.stopAfter ?? Infinity)) {
    const word = words[at++] ?? null;
    if (word === '--') return { options, positionals, rest: [], afterDashes: words.slice(at) };
    if (word === null || !word.startsWith('-') || word === '-') positionals.push(word);
    else if (rules.values.includes(word)) add(word, words[at++] ?? null);
    else addOption(word, rules, add);
  }
  const rest = words.slice(at);
  return { options, positionals, rest, afterDashes: null };
}

/** The last value of an option in any of its spellings: undefined where it is not given, null where it is hidden. */
export function optionValue(given: Arguments, ...names: readonly string[]): string | null | undefined {
  const value = names.flatMap((name) => given.options.get(name) ?? []).at(-1);
  return value === true ? undefined : value;
}

/** Whether an option is given in any of its spellings. */
export function hasOption(given: Arguments, ...names: readonly string[]): boolean {
  return names.some((name) => given.options.has(name));
}

/** Every value of an option in any of its spellings, hidden ones null. */
export function optionValues(given: Arguments, ...names: readonly string[]): readonly (string | null)[] {
  return names.flatMap((name) => given.options.get(name) ?? []).filter((value) => value !== true);
}

function addOption(word: string, rules: ArgumentRules, add: (name: string, value: string | true) => void): void {
  const equals = word.indexOf('=');
  if (equals !== -1) return add(word.slice(0, equals), word.slice(equals + 1));
  const short = word.slice(0, 2);
  const attached =
    !word.startsWith('--') && word.length > 2 && rules.values.includes(short) && !rules.flags?.includes(word);
  return attached ? add(short, word.slice(2)) : add(word, true);
}
