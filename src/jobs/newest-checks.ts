import { readPullEnds } from '../github/pull-ends.ts';
import type { Check } from '../store/store.ts';
import type { RepositoryWork } from './repository-work.ts';

/**
 * Of the commits of each pull request that wait, the one that is its head. Word of commits may come out of its order, so
 * where several wait, GitHub is asked; where it does not tell, or tells of a further one, the last that came is taken.
 *
 * @throws GitHubUnavailable
 */
export async function newestChecks(
  work: RepositoryWork,
  wanted: readonly Check[],
): Promise<ReadonlyMap<number, Check>> {
  const newest = new Map<number, Check>();
  for (const [number, checks] of Map.groupBy(wanted, ({ pullNumber }) => pullNumber)) {
    const last = checks.at(-1);
    if (number === null || last === undefined) continue;
    const head = checks.length > 1 ? (await readPullEnds(work.client, work.place, number))?.headSha : last.headSha;
    newest.set(number, checks.find(({ headSha }) => headSha === head) ?? last);
  }
  return newest;
}
