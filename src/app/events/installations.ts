import { keepPlace } from '../../jobs/keep-place.ts';
import type { Installation } from '../../store/store.ts';
import { installation, installationGone, installationRepositories, renamedAccount } from '../payloads.ts';
import { type EventContext, type Listener, listen } from './listener.ts';
import { wantAudit } from './place.ts';

/** Who has installed us, and on which repositories. */
export const installationListeners: readonly Listener[] = [
  listen(
    'installation',
    ['created', 'unsuspend', 'new_permissions_accepted'],
    installation,
    async (context, payload) => {
      const { store, queue } = context;
      const { id, account, permissions } = payload.installation;
      const now: Installation = {
        id,
        accountId: account.id,
        account: account.login,
        accountType: account.type,
        permissions,
        suspended: false,
      };
      // The store forgets what was refused for want of a permission when permissions change
      await store.installations.put(now);
      for (const listed of payload.repositories ?? []) await keepPlace(store, await listedPlace(context, id, listed));
      await queue.installation(id);
    },
  ),

  listen('installation', ['suspend'], installationGone, async ({ store }, payload) => {
    await store.installations.setSuspended(payload.installation.id, true);
  }),

  listen('installation', ['deleted'], installationGone, async ({ store }, payload) => {
    await store.installations.remove(payload.installation.id);
  }),

  listen('installation_repositories', ['added', 'removed'], installationRepositories, async (context, payload) => {
    const { store, queue } = context;
    const { id } = payload.installation;
    const known = await store.installations.get(id);
    if (known === null) await queue.installation(id);
    for (const listed of payload.repositories_added) {
      const place = await listedPlace(context, id, listed);
      await keepPlace(store, place);
      if (known?.suspended !== true && !place.archived) await wantAudit(context, place.id, 'settings-changed');
    }
    // Word of many at once is a decision about the whole account, and asking for each would take long
    const isAsked = payload.repositories_removed.length <= mostAsked;
    for (const removed of payload.repositories_removed) {
      // After a transfer, word of the new installation may have come first
      const stored = await store.repositories.get(removed.id);
      if (stored?.installationId !== id) continue;
      // It may have been given back before this came
      if (isAsked && (await context.reaches(id, stored))) continue;
      await store.repositories.remove(removed.id);
    }
  }),

  listen('installation_target', ['renamed'], renamedAccount, renamed),
  listen('organization', ['renamed'], renamedAccount, renamed),
];

/** Of how many repositories that are said to be taken away GitHub is asked whether they still are. */
const mostAsked = 20;

/** The names of all its repositories have changed with it. */
async function renamed(
  { store, queue }: EventContext,
  payload: {
    readonly installation: { readonly id: number };
    readonly organization?: { readonly login: string } | undefined;
    readonly account?: { readonly login: string } | undefined;
  },
): Promise<void> {
  const stored = await store.installations.get(payload.installation.id);
  const account = payload.organization?.login ?? payload.account?.login;
  if (stored !== null && account !== undefined) await store.installations.put({ ...stored, account });
  await queue.installation(payload.installation.id);
}

interface Listed {
  readonly id: number;
  readonly name: string;
  readonly full_name: string;
  readonly private: boolean;
}

/** GitHub does not say here whether it is archived, nor whether a private one is internal. */
async function listedPlace({ store }: EventContext, installationId: number, listed: Listed) {
  const stored = await store.repositories.get(listed.id);
  const hidden = stored?.visibility === 'internal' ? 'internal' : 'private';
  return {
    id: listed.id,
    installationId,
    owner: listed.full_name.split('/')[0] ?? '',
    name: listed.name,
    visibility: listed.private ? hidden : 'public',
    archived: stored?.archived ?? false,
  } as const;
}
