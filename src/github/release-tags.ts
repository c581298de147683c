import { z } from 'zod';
import type { Observation } from '../types/observation.ts';
import { notRead, notUnderstood, type Place, repositoryPage } from './evidence/place.ts';
import { readReleases } from './evidence/releases.ts';
import { readPages } from './pages.ts';
import { permissionFor } from './permissions.ts';
import { tagsQuery } from './queries-releases.ts';
import { type GitHubReleaseFact, mostTags, type ReleaseFacts, type TagFact } from './release-facts.ts';

const mostPages = mostTags / 100;

/**
 * All tags, newest first. GraphQL tells in one request a hundred what takes REST a request a tag: where an annotated tag
 * leads, and when it was made.
 *
 * @throws GitHubUnavailable
 */
export async function readTags(place: Place): Promise<ReleaseFacts['tags']> {
  const source = repositoryPage(place, 'tags');
  const tags: TagFact[] = [];
  for (let page = 0, after: string | null = null; page < mostPages; page += 1) {
    const variables = { owner: place.owner, name: place.name, after };
    const answer = await place.client.graphql<unknown>(tagsQuery, variables);
    const { data } = answered.safeParse(answer.data);
    const refs = data?.repository?.refs;
    if (refs === undefined || refs === null)
      return answer.errors.length > 0
        ? { state: 'unreadable', reason: notShown, permission: permissionFor('tags'), source }
        : notUnderstood(source);
    tags.push(...refs.nodes.flatMap((node) => (node === null ? [] : tagOf(node))));
    if (!refs.pageInfo.hasNextPage) return { state: 'seen', value: { tags, complete: true }, source };
    after = refs.pageInfo.endCursor ?? null;
  }
  return { state: 'seen', value: { tags, complete: false }, source };
}

const notShown = 'GitHub does not show it to this installation';

/**
 * All published releases, newest first. REST, since GraphQL tells neither digests of assets nor immutability nor the name
 * of a bot, and a page that has not changed is free.
 *
 * @throws GitHubUnavailable
 */
export async function readReleaseFacts(place: Place): Promise<ReleaseFacts['releases']> {
  const source = repositoryPage(place, 'releases');
  const { client, owner, name } = place;
  const read = await readPages<GitHubReleaseFact>(
    client,
    'GET /repos/{owner}/{repo}/releases',
    { owner, repo: name },
    {
      most: mostPages,
      pick: (data) =>
        readReleases(data)?.map(({ tag, publishedAt, author, prerelease, immutable, assets }) => ({
          tag,
          publishedAt,
          author,
          prerelease,
          immutable,
          assets: assets.map(({ name: asset, digest }) => ({ name: asset, digest })),
        })) ?? null,
    },
  );
  if ('failed' in read) return read.failed === null ? notUnderstood(source) : notRead(read.failed, 'releases', source);
  const releases = read.items.toSorted((a, b) => Date.parse(b.publishedAt) - Date.parse(a.publishedAt));
  return { state: 'seen', value: { releases, complete: read.complete }, source };
}

/** Tags by the commit they lead to; of several the first listed. Nothing where they could not be read. */
export function tagsByCommit(tags: Observation<{ readonly tags: readonly TagFact[] }>): ReadonlyMap<string, string> {
  if (tags.state !== 'seen') return new Map();
  return new Map(tags.value.tags.toReversed().map(({ commit, name }) => [commit, name]));
}

const object = { __typename: z.string(), oid: z.string(), committedDate: z.string().nullish() };
const tagged = z.object({ ...object, target: z.object(object).nullish() });

const node = z.object({
  name: z.string(),
  target: z
    .object({ ...object, tagger: z.object({ date: z.string().nullish() }).nullish(), target: tagged.nullish() })
    .nullable(),
});

const answered = z.object({
  repository: z
    .object({
      refs: z
        .object({
          nodes: z.array(node.nullable()),
          pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
        })
        .nullable(),
    })
    .nullable(),
});

/** A tag of something else than a commit releases nothing, and is left out. */
function tagOf({ name, target }: z.infer<typeof node>): readonly TagFact[] {
  const commit = [target, target?.target, target?.target?.target].find((each) => each?.__typename === 'Commit');
  if (commit === undefined || commit === null) return [];
  const madeAt = utc(target?.tagger?.date);
  return [{ name, commit: commit.oid, at: madeAt ?? utc(commit.committedDate), madeAt }];
}

/** Taggers' times carry their time zone. */
function utc(time: string | null | undefined): string | null {
  const parsed = time === null || time === undefined ? Number.NaN : Date.parse(time);
  return Number.isNaN(parsed) ? null : new Date(parsed).toISOString().replace('.000Z', 'Z');
}
