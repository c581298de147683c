import type { Value } from '../../types/values.ts';
import type { Data } from './data.ts';

/**
 * What is known of the contexts. An expression is read from its context inward: for `matrix.settings.ref` it asks for
 * `matrix` with `[]`, then `['settings']`, then `['settings', 'ref']`, and takes the first that is bound. What is bound
 * nowhere is hidden. `context` arrives in lower case, names of the path as written; both compare without case.
 */
export interface Scope {
  lookup(context: string, path: readonly string[]): Binding | undefined;
}

export type Binding =
  /** Known whole. */
  | { readonly kind: 'data'; readonly data: Data }
  /** A string, known in part or by what flows into it. */
  | { readonly kind: 'value'; readonly value: Value };

export const nothingKnown: Scope = { lookup: () => undefined };

export interface ContextBindings {
  /** By name; a dot leads deeper (`event.inputs.tag` of `github`). */
  readonly properties: ReadonlyMap<string, Binding>;
  /** Nothing else is in the context: other names are null, as in a matrix combination. */
  readonly complete: boolean;
}

/** A scope of contexts by name (`inputs`, `matrix`, `env` …). */
export function scopeOf(contexts: Readonly<Record<string, ContextBindings>>): Scope {
  const byContext = new Map(
    Object.entries(contexts).map(([name, { properties, complete }]) => [
      name.toLowerCase(),
      { properties: lowerCased(properties), whole: complete ? wholeOf(properties) : undefined, complete },
    ]),
  );
  return {
    lookup(context, path) {
      const bindings = byContext.get(context.toLowerCase());
      if (bindings === undefined) return undefined;
      if (path.length === 0) return bindings.whole;
      const found = bindings.properties.get(path.join('.').toLowerCase());
      return found ?? (bindings.complete && path.length === 1 ? { kind: 'data', data: null } : undefined);
    },
  };
}

function lowerCased(properties: ReadonlyMap<string, Binding>): ReadonlyMap<string, Binding> {
  return new Map([...properties].map(([name, binding]) => [name.toLowerCase(), binding]));
}

/** The context as one object, where all of it is known. */
function wholeOf(properties: ReadonlyMap<string, Binding>): Binding | undefined {
  const entries: [string, Data][] = [];
  for (const [name, binding] of properties) {
    if (binding.kind === 'value' || name.includes('.')) return undefined;
    entries.push([name, binding.data]);
  }
  return { kind: 'data', data: Object.fromEntries(entries) };
}
