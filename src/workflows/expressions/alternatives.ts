import { candidatesOf, type Reference, referencesOf, textOf, type Value, type ValuePart } from '../../types/values.ts';
import { type Data, isTruthy, textOfData } from './data.ts';

/** One thing that an expression may turn out to be. */
export type Alternative =
  /** `filtered`: came from `.*`, so that what follows applies to each item. */
  | { readonly kind: 'data'; readonly data: Data; readonly filtered: boolean }
  /** A string that is hidden at least in part. */
  | { readonly kind: 'text'; readonly value: Value }
  /** A place in a context of which nothing is known. */
  | { readonly kind: 'place'; readonly reference: Reference }
  /** Hidden, computed from these. */
  | { readonly kind: 'opaque'; readonly references: readonly Reference[] };

/** Everything that an expression may turn out to be; never empty. */
export type Alternatives = readonly Alternative[];

export type Truth = 'true' | 'false' | 'unknown';

/** More alternatives than this are not told apart. */
export const alternativesLimit = 64;

/** Characters that the alternatives of one function call may hold together. */
export const textLimit = 32_768;

export function data(value: Data): Alternative {
  return { kind: 'data', data: value, filtered: false };
}

export const eitherBoolean: Alternatives = [data(true), data(false)];

export function opaque(...sources: readonly Alternatives[]): Alternatives {
  return [{ kind: 'opaque', references: referencesAmong(sources.flat()) }];
}

export function alternativeOf(value: Value): Alternative {
  const text = textOf(value);
  return text === null ? { kind: 'text', value } : data(text);
}

/** Each once; beyond the limit one that keeps only the references. */
export function bounded(alternatives: Alternatives): Alternatives {
  // most expressions can be one thing only, and telling things apart is what costs
  if (alternatives.length < 2) return alternatives;
  const distinct = new Map(alternatives.map((alternative) => [identityOf(alternative), alternative]));
  return distinct.size > alternativesLimit ? opaque(alternatives) : [...distinct.values()];
}

/** Strings with few known candidates as those candidates. */
export function expanded(alternatives: Alternatives): Alternatives {
  const all = alternatives.flatMap((alternative): Alternatives => {
    const candidates = alternative.kind === 'text' ? candidatesOf(alternative.value) : null;
    return candidates === null || candidates.length === 0 ? [alternative] : candidates.map(data);
  });
  return bounded(all);
}

export function truthAmong(alternatives: Alternatives): Truth {
  const truths = new Set(expanded(alternatives).map(truthOfAlternative));
  const [truth] = truths;
  return truths.size === 1 && truth !== undefined ? truth : 'unknown';
}

export function truthOfAlternative(alternative: Alternative): Truth {
  if (alternative.kind === 'data') return isTruthy(alternative.data) ? 'true' : 'false';
  const partKnown = alternative.kind === 'text' && alternative.value.some((part) => part.kind === 'text');
  return partKnown ? 'true' : 'unknown';
}

/** What a hidden alternative is when it is falsy. */
export function falsyForms(alternative: Alternative): Alternatives {
  const isText =
    alternative.kind === 'text' || (alternative.kind === 'place' && textContexts.has(alternative.reference.context));
  return isText ? [data('')] : [data(''), data(false), data(0)];
}

/** Contexts whose values are strings; inputs, matrix and events hold other kinds as well. */
const textContexts: ReadonlySet<string> = new Set(['env', 'needs', 'runner', 'secrets', 'steps', 'vars']);

/** What flows into the alternatives, each once. */
export function referencesAmong(alternatives: Alternatives): readonly Reference[] {
  const all = alternatives.flatMap((alternative): readonly Reference[] => {
    if (alternative.kind === 'place') return [alternative.reference];
    if (alternative.kind === 'opaque') return alternative.references;
    return alternative.kind === 'text' ? referencesOf(alternative.value) : [];
  });
  return [...new Map(all.map((reference) => [keyOf(reference), reference])).values()];
}

/** Everything it can be, where all of it is known. */
export function candidatesAmong(alternatives: Alternatives): readonly Data[] | null {
  const all: Data[] = [];
  for (const alternative of expanded(alternatives)) {
    if (alternative.kind !== 'data') return null;
    all.push(alternative.data);
  }
  return all;
}

/** The alternatives as a string; `source` stands for it where it is hidden. */
export function valueAmong(alternatives: Alternatives, source: string): Value {
  const [first] = alternatives;
  if (alternatives.length === 1 && first?.kind === 'text') return first.value;
  const candidates = candidatesAmong(alternatives)?.map(textOfData) ?? null;
  const distinct = candidates && [...new Set(candidates)];
  const [only] = distinct ?? [];
  if (distinct?.length === 1 && only !== undefined) return only === '' ? [] : [{ kind: 'text', text: only }];
  const part: ValuePart = {
    kind: 'hidden',
    references: referencesAmong(alternatives),
    candidates: distinct,
    source,
  };
  return [part];
}

function identityOf(alternative: Alternative): unknown {
  switch (alternative.kind) {
    case 'data': {
      const { data: value, filtered } = alternative;
      // Lists and objects are told apart by what they are, other data by kind and text.
      if (typeof value === 'object' && value !== null) return filtered ? alternative : value;
      return `data ${typeof value} ${String(value)}`;
    }
    case 'place':
      return `place ${keyOf(alternative.reference)}`;
    default:
      return alternative;
  }
}

function keyOf({ context, path }: Reference): string {
  return JSON.stringify([context, ...path]);
}
