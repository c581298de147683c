import { z } from 'zod';
import type { Observation } from '../../types/observation.ts';
import type { GitHubRelease } from '../settings.ts';
import { askRepository, notRead, notUnderstood, type Place, repositoryPage } from './place.ts';

/**
 * The newest published releases.
 *
 * @param count how many there are, where GraphQL tells; with 0 nothing more is asked
 */
export async function releases(place: Place, count: number | null): Promise<Observation<readonly GitHubRelease[]>> {
  const source = repositoryPage(place, 'releases');
  if (count === 0) return { state: 'seen', value: [], source };
  const answer = await askRepository(place, '/releases', { per_page: most });
  // Without releases the answer is 200 and an empty list, so a 404 tells nothing.
  if (answer.status !== 200) return notRead(answer, 'releases', source);
  const read = readReleases(answer.data);
  if (read === null) return notUnderstood(source);
  const value = read.toSorted((a, b) => (a.publishedAt < b.publishedAt ? 1 : a.publishedAt > b.publishedAt ? -1 : 0));
  return { state: 'seen', value, source };
}

/** The published ones of GitHub's list, in its order; null where it is no such list. */
export function readReleases(data: unknown): readonly GitHubRelease[] | null {
  const parsed = listed.safeParse(data);
  return parsed.success ? parsed.data.flatMap(releaseOf) : null;
}

const most = 30;

const login = z.object({ login: z.string() }).nullish();

const listed = z.array(
  z.object({
    tag_name: z.string(),
    name: z.string().nullish(),
    draft: z.boolean().nullish(),
    prerelease: z.boolean().nullish(),
    immutable: z.boolean().nullish(),
    published_at: z.string().nullish(),
    author: login,
    assets: z
      .array(z.object({ name: z.string(), size: z.number(), digest: z.string().nullish(), uploader: login }))
      .nullish(),
  }),
);

function releaseOf(release: z.infer<typeof listed>[number]): readonly GitHubRelease[] {
  const { published_at: publishedAt } = release;
  if (release.draft === true || publishedAt === null || publishedAt === undefined) return [];
  return [
    {
      tag: release.tag_name,
      name: release.name ?? null,
      publishedAt,
      prerelease: release.prerelease === true,
      immutable: release.immutable ?? null,
      author: release.author?.login ?? null,
      assets: (release.assets ?? []).map(({ name, size, digest, uploader }) => ({
        name,
        size,
        digest: digest ?? null,
        uploader: uploader?.login ?? null,
      })),
    },
  ];
}
