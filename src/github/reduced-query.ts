import { Kind, parse, print, visit } from 'graphql';
import type { GraphqlError } from './client.ts';

/** Why a field was left out: GitHub refuses it, the server does not know it, or the answer was too much. */
export type WhyDropped = 'withheld' | 'not-offered' | 'too-much';

/**
 * Fields that a query is to be asked again without, since it gave nothing at all with them: fields that the server does
 * not know, as an older Enterprise Server does not know all of them; or fields that are refused and, being required,
 * took the whole answer with them. Empty where the errors are of no such kind.
 */
export function fieldsToDrop(errors: readonly GraphqlError[]): ReadonlyMap<string, WhyDropped> {
  const drops = new Map<string, WhyDropped>();
  for (const { type, path } of errors) {
    const steps = path.filter((step) => typeof step === 'string');
    const isUnknown = unknownCodes.has(type ?? '');
    const name = isUnknown ? steps.at(-1) : steps.find((step) => !needed.has(step));
    if (name !== undefined && !needed.has(name)) drops.set(name, isUnknown ? 'not-offered' : 'withheld');
  }
  return drops;
}

/** Codes that GitHub's parser gives; the path of each ends at the field. */
const unknownCodes: ReadonlySet<string> = new Set(['undefinedField', 'argumentNotAccepted']);

/** Fields without which there is nothing to observe. */
const needed: ReadonlySet<string> = new Set([
  'repository',
  'databaseId',
  'name',
  'owner',
  'login',
  'visibility',
  'isArchived',
  'isFork',
  'hasIssuesEnabled',
  'defaultBranchRef',
  'target',
  'tree',
  'oid',
]);

/** The query without fields of these names, or these aliases, wherever they stand. */
export function withoutFields(query: string, names: ReadonlyMap<string, unknown>): string {
  const reduced = visit(parse(query), {
    Field: {
      enter: ({ alias, name }) => (names.has((alias ?? name).value) || names.has(name.value) ? null : undefined),
      leave: ({ selectionSet }) => (selectionSet?.selections.length === 0 ? null : undefined),
    },
    // What holds nothing any more cannot stand.
    InlineFragment: { leave: ({ selectionSet }) => (selectionSet.selections.length === 0 ? null : undefined) },
  });
  const used = new Set<string>();
  visit(reduced, { FragmentSpread: (spread) => void used.add(spread.name.value) });
  const definitions = reduced.definitions.filter(
    (each) => each.kind !== Kind.FRAGMENT_DEFINITION || used.has(each.name.value),
  );
  return print({ ...reduced, definitions });
}
