import { mostNames } from '../../audit/published-names.ts';
import { registryOf } from '../../registries/index.ts';
import type { PackageName } from '../../store/store.ts';
import type { Report } from '../../types/report.ts';
import type { JobContext } from '../context.ts';
import { rulesNow } from './rules.ts';
import { nextLook } from './schedule.ts';

/** Follows the packages that the default branch publishes, by its report; new ones are looked at at once. */
export async function followPackages(
  { registries, store, queue, now }: JobContext,
  repositoryId: number,
  report: Report,
): Promise<void> {
  if (registries === null) return;
  const added = await store.packages.follow(repositoryId, namesIn(report), now());
  if (added > 0) await queue.look(repositoryId);
}

/** Whether a package that is followed has never been looked at; the look is asked for again, in case its job got lost. */
export async function awaitsFirstLook(
  { registries, store, queue }: JobContext,
  repositoryId: number,
): Promise<boolean> {
  if (registries === null) return false;
  const isNew = (await store.packages.ofRepository(repositoryId)).some(({ lookedAt }) => lookedAt === null);
  if (isNew) await queue.look(repositoryId);
  return isNew;
}

/** Something has happened in a repository that often comes before a release: its packages are looked at often for a while. */
export async function hurryPackages(context: JobContext, repositoryId: number): Promise<void> {
  const { registries, store, now } = context;
  if (registries === null) return;
  const at = now();
  await store.packages.hurry(repositoryId, at + registries.schedule.hurry.lasts);
  const rules = await rulesNow(context, registries);
  for (const each of await store.packages.ofRepository(repositoryId)) {
    // A registry that does not answer is not asked more often because of it
    if (each.failures === 0) await store.packages.lookAt([each.id], nextLook(each, rules, at));
  }
}

/** Those that workflows publish first, then those that manifests describe. */
function namesIn({ publications, packages }: Report): readonly PackageName[] {
  const published = publications.flatMap((publication) =>
    publication.packages.map((name) => ({ registry: publication.registry, name })),
  );
  const described = packages.map(({ registry, name }) => ({ registry, name }));
  const names = new Map([...published, ...described].map((each) => [`${each.registry} ${each.name}`, each]));
  return [...names.values()].filter(({ registry }) => registryOf(registry).client !== undefined).slice(0, mostNames);
}
