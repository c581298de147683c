import { type BlobReading, blobReading } from './blob-reading.ts';
import type { BlobCache, GitHubClient } from './client.ts';
import { blobsQuery } from './queries.ts';

export interface WantedBlob {
  readonly sha: string;
  /** In bytes, as the tree tells. */
  readonly size: number;
}

export type BlobText = { readonly text: string } | { readonly unreadable: string };

interface Place {
  readonly owner: string;
  readonly name: string;
}

/**
 * Contents of blobs: from the cache, and from GitHub in batches what it does not hold. Every wanted blob is answered.
 *
 * @throws GitHubUnavailable
 */
export async function blobTexts(
  client: GitHubClient,
  cache: BlobCache,
  place: Place,
  wanted: readonly WantedBlob[],
): Promise<ReadonlyMap<string, BlobText>> {
  const sizes = new Map(wanted.map(({ sha, size }) => [sha, size]));
  const texts = new Map<string, BlobText>();
  if (sizes.size === 0) return texts;
  for (const [sha, text] of await cache.get([...sizes.keys()])) texts.set(sha, { text });
  const missing = [...sizes].filter(([sha]) => !texts.has(sha)).map(([sha, size]) => ({ sha, size }));
  for (const group of groupsOf(batchesOf(missing), together)) {
    const readings = (await Promise.all(group.map((batch) => ask(client, place, batch)))).flat();
    await cache.put(new Map(readings.flatMap((reading) => ('text' in reading ? [[reading.sha, reading.text]] : []))));
    for (const reading of readings) texts.set(reading.sha, reading);
  }
  return texts;
}

/** Requests that are under way at once. */
const together = 4;

const mostObjects = 100;
const mostBytes = 1024 * 1024;

function batchesOf(wanted: readonly WantedBlob[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let bytes = 0;
  for (const { sha, size } of wanted) {
    const last = batches.at(-1);
    if (last !== undefined && last.length < mostObjects && bytes + size <= mostBytes) {
      last.push(sha);
      bytes += size;
    } else {
      batches.push([sha]);
      bytes = size;
    }
  }
  return batches;
}

function groupsOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return items.flatMap((_, index) => (index % size === 0 ? [items.slice(index, index + size)] : []));
}

interface Data {
  readonly repository?: Readonly<Record<string, unknown>> | null;
}

/** One request; what is too much for GitHub at once is asked for by halves. */
async function ask(client: GitHubClient, place: Place, shas: readonly string[]): Promise<readonly BlobReading[]> {
  const variables = Object.fromEntries(shas.map((sha, index) => [`o${index}`, sha]));
  const { data, errors } = await client.graphql<Data>(blobsQuery(shas.length), { ...place, ...variables });
  const found = data?.repository;
  if (typeof found === 'object' && found !== null) {
    return shas.map((sha, index) => {
      const reading = blobReading(found[`b${index}`]);
      return reading?.sha === sha ? reading : { sha, unreadable: 'GitHub does not give its contents' };
    });
  }
  const [error] = errors;
  const isRefused = error?.type?.startsWith('HTTP_') === true || error?.type === 'NOT_FOUND';
  if (shas.length === 1 || isRefused)
    return shas.map((sha) => ({
      sha,
      unreadable: `GitHub does not give its contents: ${error?.message ?? 'no answer'}`,
    }));
  const middle = Math.ceil(shas.length / 2);
  return [...(await ask(client, place, shas.slice(0, middle))), ...(await ask(client, place, shas.slice(middle)))];
}
