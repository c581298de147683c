import type { UserAccess, UserInstallation } from '../../github/user-access.ts';
import type { Installation, Store } from '../../store/store.ts';
import type { SeenInstallation, Sight, Visitor } from '../sight.ts';

/** What the sight of a person is made from. */
export type SightStore = {
  readonly installations: Pick<Store['installations'], 'get'>;
  readonly repositories: Pick<Store['repositories'], 'get' | 'idsOf'>;
};

/**
 * A person's sight. Everything is looked up in what GitHub lists for this person, and what is found there in the store:
 * what is not listed is never looked for, so that nothing, the time that it takes included, shows whether it exists.
 */
export function sightOf(visitor: Visitor, access: UserAccess, store: SightStore): Sight {
  async function listed(account: string): Promise<Installation | null> {
    const wanted = account.toLowerCase();
    const found = (await access.installations()).find((each) => each.account.toLowerCase() === wanted);
    return found === undefined ? null : store.installations.get(found.id);
  }

  function seen(installation: Installation): SeenInstallation {
    return {
      installation,
      async repositories() {
        const [own, stored] = await Promise.all([
          access.repositories(installation.id),
          store.repositories.idsOf(installation.id),
        ]);
        const known = new Set(stored);
        return new Map(own.flatMap(({ id, role }) => (known.has(id) ? [[id, role] as const] : [])));
      },
    };
  }

  return {
    visitor,

    async installations() {
      const all = await access.installations();
      const stored = await Promise.all(all.map(({ id }: UserInstallation) => store.installations.get(id)));
      return stored
        .filter((installation) => installation !== null)
        .toSorted((one, other) => (one.account.toLowerCase() < other.account.toLowerCase() ? -1 : 1))
        .map(seen);
    },

    async installation(account) {
      const found = await listed(account);
      return found === null ? null : seen(found);
    },

    async repository(owner, name) {
      const installation = await listed(owner);
      if (installation === null) return null;
      const wanted = `${owner}/${name}`.toLowerCase();
      const own = await access.repositories(installation.id);
      const found = own.find((each) => `${each.owner}/${each.name}`.toLowerCase() === wanted);
      const repository = found === undefined ? null : await store.repositories.get(found.id);
      if (found === undefined || repository === null || repository.installationId !== installation.id) return null;
      return { installation, repository, role: found.role };
    },
  };
}
