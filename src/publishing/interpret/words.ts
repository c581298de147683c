import {
  emptyValue,
  joinValues,
  known,
  type Reference,
  referencesOf,
  showValue,
  textOf,
  type Value,
} from '../../types/values.ts';
import type { Word } from '../../workflows/shell/model.ts';

/** The variables a script sees, and how expressions in it are read. */
export interface Shell {
  readonly variables: Map<string, Value>;
  /** PowerShell and cmd look variables up without case. */
  readonly caseless: boolean;
  expression(source: string): Value;
  /** Marks what the step itself computes, so that its origin can be asked for a mint or a vault. */
  readonly computed: Reference;
}

/** What is known of a word when the script runs. */
export function valueOfWord(word: Word, shell: Shell): Value {
  return joinValues(
    word.map((part): Value => {
      switch (part.kind) {
        case 'text':
          return known(part.text);
        case 'expression':
          return shell.expression(part.expression);
        case 'variable': {
          if (part.name === '@' || part.name === '*')
            return joinValues(
              argumentsAmong(shell.variables).flatMap((value, index) => (index === 0 ? [value] : [known(' '), value])),
            );
          const value = variable(part.name, shell);
          if (value === undefined) return part.fallback ? orFallback(part, shell) : unset(part.name, part.source);
          return textOf(value) === '' && part.fallback ? valueOfWord(part.fallback, shell) : value;
        }
        case 'substitution':
          return hidden([shell.computed, ...mentioned(part.source, shell)], part.source);
        case 'computed':
          return hidden(
            [shell.computed, ...part.names.flatMap((name) => referencesOf(variable(name, shell) ?? emptyValue))],
            part.source,
          );
      }
    }),
  );
}

/**
 * The words of a command as values. `$@` is as many words as there are arguments. A word that is one variable whose text is known is split at blanks, as an unquoted
 * variable is; whether it was quoted is not asked, since a quoted list of flags would not work in the first place.
 */
export function valuesOfWords(words: readonly Word[], shell: Shell): Value[] {
  return words.flatMap((word) => {
    const [only] = word;
    if (word.length === 1 && only?.kind === 'variable' && (only.name === '@' || only.name === '*'))
      return argumentsAmong(shell.variables);
    const value = valueOfWord(word, shell);
    if (word.length !== 1 || (only?.kind !== 'variable' && only?.kind !== 'expression')) return [value];
    const text = textOf(value);
    if (text === null || !/\s/.test(text)) return text === '' ? [] : [value];
    return text.trim().split(/\s+/).map(known);
  });
}

/** Sets a variable; beyond a number that no job comes near, only those that are there already. */
export function setVariable(variables: Map<string, Value>, name: string, value: Value): void {
  if (variables.size < mostVariables || variables.has(name)) variables.set(name, value);
}

const mostVariables = 500;

/** Puts the arguments `$1`, `$2` … in place of those before, which are given back. */
export function setArguments(variables: Map<string, Value>, values: readonly Value[]): readonly Value[] {
  const before = argumentsAmong(variables);
  for (let number = values.length + 1; number <= before.length; number += 1) variables.delete(String(number));
  for (const [index, value] of values.entries()) variables.set(String(index + 1), value);
  return before;
}

/** `shift`: the first of the arguments are gone. */
export function shiftArguments(variables: Map<string, Value>, count: number): void {
  setArguments(variables, argumentsAmong(variables).slice(count));
}

function argumentsAmong(variables: ReadonlyMap<string, Value>): Value[] {
  const values: Value[] = [];
  for (;;) {
    const value = variables.get(String(values.length + 1));
    if (value === undefined) return values;
    values.push(value);
  }
}

function variable(name: string, shell: Shell): Value | undefined {
  if (!shell.caseless) return shell.variables.get(name);
  for (const [key, value] of shell.variables) if (key.toLowerCase() === name.toLowerCase()) return value;
  return undefined;
}

/**
 * A variable after it is set. An option or a yes that only a branch sets may be missing as well; of a name or an address
 * every branch sets one, or what follows could not work.
 */
export function assigned(before: Value | undefined, value: Value, conditional: boolean): Value {
  const other = before ?? (/^(-.*|true|false|yes|no|[01])$/is.test(textOf(value) ?? '') ? emptyValue : undefined);
  return conditional && other !== undefined ? either(other, value) : value;
}

/** One value where it is not known which of two it is. */
function either(a: Value, b: Value): Value {
  const texts = [a, b].map(textOf);
  const candidates = texts.includes(null) ? null : [...new Set(texts as string[])];
  if (candidates?.length === 1) return a;
  return [{ kind: 'hidden', references: [...referencesOf(a), ...referencesOf(b)], candidates, source: showValue(b) }];
}

function orFallback(
  part: { readonly name: string; readonly fallback: Word | null; readonly source: string },
  shell: Shell,
): Value {
  const fallback = part.fallback ? valueOfWord(part.fallback, shell) : emptyValue;
  return hidden([...referencesOf(fallback), { context: 'env', path: [part.name] }], part.source);
}

/** A variable nobody set here: the runner's, or one that an action of the job exports. */
function unset(name: string, source: string): Value {
  return hidden([{ context: 'env', path: [name] }], source);
}

function hidden(references: readonly Reference[], source: string): Value {
  return [{ kind: 'hidden', references, candidates: null, source }];
}

/** What flows into a substitution: the variables and expressions its source names. */
function mentioned(source: string, shell: Shell): readonly Reference[] {
  const bounded = source.slice(0, 4096);
  const names = [...bounded.matchAll(/\$\{?(?:env:)?([A-Za-z_][A-Za-z0-9_]*)/g)].map((match) => match[1] ?? '');
  const expressions = [...bounded.matchAll(/\$\{\{([^}]{1,500})\}\}/g)].map((match) => match[1] ?? '');
  return [
    ...names.flatMap((name) => referencesOf(variable(name, shell) ?? emptyValue)),
    ...expressions.flatMap((expression) => referencesOf(shell.expression(expression))),
  ];
}
