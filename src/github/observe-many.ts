import { type GitHubClient, GitHubUnavailable, type GraphqlAnswer, type GraphqlError } from './client.ts';
import type { ObservedPlace } from './observe.ts';
import { dailyLooksQuery, firstLooksQuery, mostRulesets } from './queries-many.ts';
import { fieldsToDrop, type WhyDropped, withoutFields } from './reduced-query.ts';
import { type SnapshotParts, snapshotParts } from './snapshot-parts.ts';

/**
 * `first`: with the contents of the files that most repositories publish from. `daily`: without, for repositories whose
 * files are known.
 */
export type LookKind = 'first' | 'daily';

/** Looks at many repositories at once, and remembers how many an answer takes and which fields GitHub does not give. */
export interface LooksTogether {
  /**
   * In the order of the places; null for one that has to be asked about by itself: it is gone, refused, or more is to be
   * told of it than a query for many asks for.
   *
   * @throws GitHubUnavailable where GitHub does not answer for a single one either
   */
  look(kind: LookKind, places: readonly ObservedPlace[]): Promise<readonly (SnapshotParts | null)[]>;
}

export function looksTogether(client: GitHubClient): LooksTogether {
  const sizes: Record<LookKind, number> = { ...mostTogether };
  const dropped = new Map<string, WhyDropped>();

  async function look(kind: LookKind, places: readonly ObservedPlace[]): Promise<readonly (SnapshotParts | null)[]> {
    const found: (SnapshotParts | null)[] = [];
    while (found.length < places.length) {
      const some = places.slice(found.length, found.length + sizes[kind]);
      const parts = await ask(kind, some);
      if (parts !== 'too-much') found.push(...parts);
      else sizes[kind] = Math.ceil(some.length / 2);
    }
    return found;
  }

  /** `too-much`: the answer may come for fewer. */
  async function ask(kind: LookKind, places: readonly ObservedPlace[]): Promise<Looked> {
    for (let again = 0; ; again += 1) {
      const answer = await sent(client, withoutFields(queries[kind](places.length), dropped), places);
      if (answer === null) return 'too-much';
      const { data, errors } = answer;
      if (places.some((_, index) => isThere(data?.[`r${index}`]))) return partsOf(places, answer, dropped);
      const drops = [...fieldsToDrop(errors.map(inRepository))].filter(([name]) => !dropped.has(name));
      if (drops.length === 0 || again === mostAgain)
        return places.length > 1 && data === null ? 'too-much' : places.map(() => null);
      for (const [name, why] of drops) dropped.set(name, why);
    }
  }

  return { look };
}

/** GitHub gives a query ten seconds: contents take most of them. */
const mostTogether: Readonly<Record<LookKind, number>> = { first: 20, daily: 60 };
const mostAgain = 3;

const queries: Readonly<Record<LookKind, (count: number) => string>> = {
  first: firstLooksQuery,
  daily: dailyLooksQuery,
};

type Looked = readonly (SnapshotParts | null)[] | 'too-much';
type Data = Readonly<Record<string, unknown>>;

/** Null where GitHub gave no answer to a query for several: it breaks off what takes too long as it does in an outage. */
async function sent(
  client: GitHubClient,
  query: string,
  places: readonly ObservedPlace[],
): Promise<GraphqlAnswer<Data> | null> {
  const variables = places.flatMap(({ owner, name }, index) => [
    [`o${index}`, owner],
    [`n${index}`, name],
  ]);
  try {
    return await client.graphql<Data>(query, Object.fromEntries(variables));
  } catch (error) {
    const isTooMuch = error instanceof GitHubUnavailable && (error.kind === 'outage' || error.kind === 'timeout');
    if (isTooMuch && places.length > 1) return null;
    throw error;
  }
}

function partsOf(
  places: readonly ObservedPlace[],
  { data, errors }: GraphqlAnswer<Data>,
  dropped: ReadonlyMap<string, WhyDropped>,
): readonly (SnapshotParts | null)[] {
  return places.map((_, index) => {
    const own = errors.filter(({ path }) => path[0] === `r${index}`).map(inRepository);
    const parts = snapshotParts(data?.[`r${index}`], own, dropped);
    return parts === null || isCut(parts) ? null : parts;
  });
}

/** As an error of the query for one repository would be placed. */
function inRepository(error: GraphqlError): GraphqlError {
  const path = error.path.map((step) => (typeof step === 'string' && /^r\d+$/.test(step) ? 'repository' : step));
  return { ...error, path };
}

function isThere(repository: unknown): boolean {
  return typeof repository === 'object' && repository !== null;
}

/** Its own query lists more rulesets. */
function isCut({ rulesets }: SnapshotParts): boolean {
  const value = rulesets.state === 'value' ? rulesets.value : null;
  if (typeof value !== 'object' || value === null || !('nodes' in value)) return false;
  return Array.isArray(value.nodes) && value.nodes.length >= mostRulesets;
}
