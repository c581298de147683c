/** What an expression reads: `secrets.NPM_TOKEN`, `steps.auth.outputs.token`, `github.token`, `needs.build.outputs.x`. */
export interface Reference {
  /** The first word: secrets, steps, needs, inputs, vars, env, matrix, github, runner … lower case. */
  readonly context: string;
  /** What follows, lower-cased names kept as written: `['NPM_TOKEN']`, `['auth', 'outputs', 'token']`. `*`: not known. */
  readonly path: readonly string[];
}

export type ValuePart =
  /** Text that is known. */
  | { readonly kind: 'text'; readonly text: string }
  /** Text that is not known before the workflow runs; `references` is what flows into it (conditions do not flow). */
  | {
      readonly kind: 'hidden';
      readonly references: readonly Reference[];
      /** Every text it can take, where they are few and known. */
      readonly candidates: readonly string[] | null;
      /** As written, to show to people. */
      readonly source: string;
    };

/** What is known of a string before the workflow runs. An empty list of parts is the empty string. */
export type Value = readonly ValuePart[];

export const emptyValue: Value = [];

/** A value that is known whole. */
export function known(text: string): Value {
  return text === '' ? emptyValue : [{ kind: 'text', text }];
}

/** The whole text, or null where a part of it is hidden. */
export function textOf(value: Value): string | null {
  let text = '';
  for (const part of value) {
    if (part.kind === 'hidden') return null;
    text += part.text;
  }
  return text;
}

/** Every text the value can take, or null where that is not known. Bounded to 64. */
export function candidatesOf(value: Value): readonly string[] | null {
  let texts = [''];
  for (const part of value) {
    const endings = part.kind === 'text' ? [part.text] : part.candidates;
    if (endings === null || texts.length * endings.length > 64) return null;
    texts = texts.flatMap((text) => endings.map((ending) => text + ending));
  }
  return [...new Set(texts)];
}

/** Everything that flows into the value. */
export function referencesOf(value: Value): readonly Reference[] {
  return value.flatMap((part) => (part.kind === 'hidden' ? part.references : []));
}

/** The value as a person would write it, hidden parts as their source. */
export function showValue(value: Value): string {
  return value.map((part) => (part.kind === 'text' ? part.text : part.source)).join('');
}

/** Values one after the other, neighbouring text joined. */
export function joinValues(values: readonly Value[]): Value {
  const parts: ValuePart[] = [];
  for (const part of values.flat()) {
    const last = parts.at(-1);
    if (part.kind === 'text' && last?.kind === 'text')
      parts[parts.length - 1] = { kind: 'text', text: last.text + part.text };
    else parts.push(part);
  }
  return parts;
}
