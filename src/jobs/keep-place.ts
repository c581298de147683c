import type { RepositoryPlace, Store } from '../store/store.ts';

/**
 * Keeps where a repository is and who may see it. Written only where something has changed: events are many.
 *
 * @returns whether anything has
 */
export async function keepPlace({ repositories }: Pick<Store, 'repositories'>, now: RepositoryPlace): Promise<boolean> {
  const known = await repositories.get(now.id);
  if (known !== null && isSamePlace(known, now)) return false;
  await repositories.put(now);
  return true;
}

export function isSamePlace(known: RepositoryPlace, now: RepositoryPlace): boolean {
  return (Object.keys(now) as (keyof RepositoryPlace)[]).every((field) => known[field] === now[field]);
}
