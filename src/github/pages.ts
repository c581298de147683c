import type { GitHubAnswer, GitHubClient } from './client.ts';

/** All items of a list, as far as its pages were read; or the answer that was no 200. */
export type Pages<T> =
  | { readonly items: readonly T[]; readonly complete: boolean }
  | { readonly failed: GitHubAnswer }
  | { readonly failed: null };

/** @param pick the items in the data of one page; null where it is not what was expected, which gives `failed: null` */
export async function readPages<T>(
  client: GitHubClient,
  route: string,
  parameters: Readonly<Record<string, unknown>>,
  options: { readonly most: number; readonly pick: (data: unknown) => readonly T[] | null },
): Promise<Pages<T>> {
  const items: T[] = [];
  for (let page = 1; page <= options.most; page += 1) {
    const answer = await client.request(route, { ...parameters, per_page: 100, ...(page === 1 ? {} : { page }) });
    if (answer.status !== 200) return { failed: answer };
    const picked = options.pick(answer.data);
    if (picked === null) return { failed: null };
    items.push(...picked);
    if (!hasNext(answer, items.length, picked.length)) return { items, complete: true };
  }
  return { items, complete: false };
}

function hasNext({ headers, data }: GitHubAnswer, read: number, onPage: number): boolean {
  if (headers['link'] !== undefined) return headers['link'].includes('rel="next"');
  const total = typeof data === 'object' && data !== null && 'total_count' in data ? data.total_count : 0;
  return onPage > 0 && typeof total === 'number' && total > read;
}
