import type { GitHubClient, GraphqlAnswer, GraphqlError } from './client.ts';
import { administration } from './evidence/administration.ts';
import { environments } from './evidence/environments.ts';
import type { Place } from './evidence/place.ts';
import { releases } from './evidence/releases.ts';
import { privateReporting } from './evidence/reporting.ts';
import { rulesets } from './evidence/rulesets.ts';
import { organisationSecrets, repositorySecrets } from './evidence/secrets.ts';
import { securityPolicy } from './evidence/security-policy.ts';
import { tags } from './evidence/tags.ts';
import { twoFactor } from './evidence/two-factor.ts';
import { snapshotQuery } from './queries.ts';
import { fieldsToDrop, type WhyDropped, withoutFields } from './reduced-query.ts';
import { settingsNotAsked } from './settings.ts';
import type { RepositorySnapshot } from './snapshot.ts';
import { type SnapshotParts, snapshotParts } from './snapshot-parts.ts';
import { manifestsAtRoot } from './snapshot-selection.ts';
import { outage } from './unavailable.ts';

export type Observed =
  | {
      readonly state: 'seen';
      /** Of an empty repository `facts.head` is null. */
      readonly snapshot: RepositorySnapshot;
      /** Contents of files that came with it, by the ids of their git objects. */
      readonly blobs: ReadonlyMap<string, string>;
    }
  /** It is not there for this installation: deleted, taken away, blocked by GitHub, or the installation is suspended. */
  | { readonly state: 'gone'; readonly because: 'not-found' | 'blocked'; readonly reason: string };

export interface ObservedPlace {
  readonly owner: string;
  readonly name: string;
}

/**
 * One look at a repository: what one GraphQL query tells. Its settings are not asked for yet, since only those of a
 * repository that publishes are ever judged; `withSettings` completes them.
 *
 * @throws GitHubUnavailable, and nothing else, where GitHub cannot answer now
 */
export async function lookAtRepository(
  client: GitHubClient,
  { owner, name }: ObservedPlace,
  now: number,
): Promise<Observed> {
  const answer = await queried(client, { owner, name }, now);
  return 'state' in answer ? answer : { state: 'seen', snapshot: snapshotOf(answer, now), blobs: answer.blobs };
}

/** A snapshot as far as one query tells. */
export function snapshotOf(parts: SnapshotParts, now: number): RepositorySnapshot {
  const { facts, blobs: _, issueBots, ...told } = parts;
  const settings = { ...settingsNotAsked, defaultBranch: facts.defaultBranch };
  return { facts, settings, observedAt: now, told, ...(issueBots === null ? {} : { issueBots }) };
}

/**
 * The snapshot with all that GitHub tells of the repository's settings: from the query, and by REST what that cannot tell
 * and what exists. What a missing permission hides is `unreadable` by itself and leaves the rest as it is.
 *
 * @param server where people open pages: `https://github.com`, or the server's own
 * @throws GitHubUnavailable, and nothing else, where GitHub cannot answer now
 */
export async function withSettings(
  client: GitHubClient,
  { told, ...snapshot }: RepositorySnapshot,
  server: string,
): Promise<RepositorySnapshot> {
  if (told === undefined) return snapshot;
  const { facts } = snapshot;
  const answer = { ...told, facts };
  // GraphQL follows renames: REST is asked by today's name.
  const place: Place = { client, owner: facts.owner, name: facts.name, server };
  const [environmentsSeen, ofRepository, ofOrganisation, reporting, administered, second, released, tagged] =
    await Promise.all([
      environments(place, told.counts.environments),
      repositorySecrets(place),
      organisationSecrets(place),
      privateReporting(place, facts),
      administration(place, answer),
      twoFactor(place, answer),
      releases(place, told.counts.releases),
      tags(place, told.tags),
    ]);
  const settings = {
    environments: environmentsSeen,
    repositorySecrets: ofRepository,
    organisationSecrets: ofOrganisation,
    rulesets: rulesets(place, told.rulesets),
    privateVulnerabilityReporting: reporting,
    ...(told.securityPolicy === undefined ? {} : { securityPolicy: securityPolicy(place, told.securityPolicy) }),
    ...administered,
    twoFactor: second,
    releases: released,
    tags: tagged,
    defaultBranch: facts.defaultBranch,
  };
  return { ...snapshot, settings };
}

type Gone = Extract<Observed, { state: 'gone' }>;

interface Data {
  readonly repository?: unknown;
}

async function queried(
  client: GitHubClient,
  variables: { readonly owner: string; readonly name: string },
  now: number,
): Promise<SnapshotParts | Gone> {
  const dropped = new Map<string, WhyDropped>();
  let answer = await client.graphql<Data>(snapshotQuery, variables);
  for (let again = 0; again < mostAgain && isNothing(answer) && goneBy(answer) === null; again += 1) {
    // Where GitHub names no field the answer was too much for it, and the files can come one by one.
    const named = fieldsToDrop(answer.errors);
    const drops = [...(named.size > 0 ? named : contents)].filter(([name]) => !dropped.has(name));
    if (drops.length === 0) break;
    for (const [name, why] of drops) dropped.set(name, why);
    answer = await client.graphql<Data>(withoutFields(snapshotQuery, dropped), variables);
  }
  const gone = goneBy(answer);
  if (gone !== null) return gone;
  const parts = snapshotParts(answer.data?.repository, answer.errors, dropped);
  if (parts !== null) return parts;
  const said = answer.errors[0]?.message ?? "GitHub's answer was not understood";
  throw outage(`the query for ${variables.owner}/${variables.name}`, said, now);
}

const mostAgain = 3;

const contents: ReadonlyMap<string, WhyDropped> = new Map(
  ['workflows', 'github', ...Object.keys(manifestsAtRoot)].map((field) => [field, 'too-much']),
);

function isNothing({ data }: GraphqlAnswer<Data>): boolean {
  return typeof data?.repository !== 'object' || data.repository === null;
}

function goneBy(answer: GraphqlAnswer<Data>): Gone | null {
  if (!isNothing(answer)) return null;
  const { data, errors } = answer;
  const error = errors.find((each) => becauseOf(each) !== null);
  const because = error === undefined ? null : becauseOf(error);
  if (error !== undefined && because !== null) return { state: 'gone', because, reason: error.message };
  // GitHub says nothing at all of what it does not show.
  return data?.repository === null && errors.length === 0
    ? { state: 'gone', because: 'not-found', reason: 'GitHub does not know it' }
    : null;
}

/** 451 is GitHub's status for what the law took down. */
const reasonsByType: ReadonlyMap<string, Gone['because']> = new Map([
  ['NOT_FOUND', 'not-found'],
  ['HTTP_404', 'not-found'],
  ['FORBIDDEN', 'blocked'],
  ['HTTP_403', 'blocked'],
  ['HTTP_451', 'blocked'],
]);

function becauseOf({ type, message, path }: GraphqlError): Gone['because'] | null {
  if (path.length > 1) return null;
  return /access blocked/i.test(message) ? 'blocked' : (reasonsByType.get(type ?? '') ?? null);
}
