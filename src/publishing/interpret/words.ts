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
 * The words of a command as values. A word that is one variable whose text is known is split at blanks, as an unquoted
 * variable is; whether it was quoted is not asked, since a quoted list of flags would not work in the first place.
 */
export function valuesOfWords(words: readonly Word[], shell: Shell): Value[] {
  return words.flatMap((word) => {
    const value = valueOfWord(word, shell);
    const [only] = word;
    if (word.length !== 1 || (only?.kind !== 'variable' && only?.kind !== 'expression')) return [value];
    const text = textOf(value);
    if (text === null || !/\s/.test(text)) return text === '' ? [] : [value];
    return text.trim().split(/\s+/).map(known);
  });
}

export function variable(name: string, shell: Shell): Value | undefined {
  if (!shell.caseless) return shell.variables.get(name);
  for (const [key, value] of shell.variables) if (key.toLowerCase() === name.toLowerCase()) return value;
  return undefined;
}

/** One value where it is not known which of two it is. */
export function either(a: Value, b: Value): Value {
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
