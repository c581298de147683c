import type { OpenStore } from '../../src/store/index.ts';
import { addresses } from '../../src/web/page.ts';
import { fillStore } from './filled-store.ts';

/** Fills an empty store, and names the paths of all pages that are to be seen then; each with a name for files. */
export async function filledPages(
  opened: Pick<OpenStore, 'store' | 'db'>,
  repositories: number,
): Promise<ReadonlyMap<string, string>> {
  const filled = await fillStore(opened, { repositories });
  const account = addresses.organisation(filled.installation.account);
  const paths = new Map([
    ['home', addresses.home],
    ['organisation', account],
    ['health', addresses.health],
    ['organisation-narrowed', `${account}?q=mint&how=token&severity=high&quiet=1&sort=name`],
  ]);
  for (const { owner, name } of filled.repositories.slice(0, 8))
    paths.set(`repository-${name}`, addresses.repository(owner, name));
  const [first] = filled.repositories;
  if (first !== undefined && filled.incident !== null) {
    const { owner, name, id } = first;
    for (const { registry, name: packageName } of await opened.store.packages.ofRepository(id))
      paths.set(
        `package-${packageName.replaceAll(/\W+/g, '-')}`,
        addresses.package(owner, name, registry, packageName),
      );
    paths.set('incident', addresses.incident(owner, name, filled.incident.id));
  }
  return paths;
}
