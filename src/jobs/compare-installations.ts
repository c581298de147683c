import { installationNow } from '../github/installation.ts';
import { installationRepositories } from '../github/repositories.ts';
import type { Installation } from '../store/store.ts';
import type { JobContext } from './context.ts';
import { forgetOthers } from './forget-others.ts';
import { keepPlace } from './keep-place.ts';
import { noteInstallation } from './learn-installation.ts';
import { unavailability } from './unavailability.ts';

/** How often, in milliseconds. */
const every = 24 * 60 * 60 * 1000;

/**
 * Once a day the store is held against what GitHub shows: webhooks get lost, and those that come late or out of their order
 * tell of what is no longer so. Installations that have ended or were suspended are known as such, and repositories are where
 * GitHub has them. What is new, or was changed unheard, is audited.
 */
export async function compareInstallations(context: JobContext, signal: AbortSignal): Promise<void> {
  const { store, log, now } = context;
  if (!(await store.timetable.take('installations', every, now()))) return;
  // Word of their repositories came before word of themselves, or after that of their end
  for (const id of await store.installations.unknown()) await context.queue.installation(id);
  for (const installation of await store.installations.list()) {
    signal.throwIfAborted();
    try {
      await compare(context, installation, signal);
    } catch (error) {
      if (unavailability(error) === null) throw error;
      log.warn(
        { installation: installation.id, err: error },
        'an installation could not be compared with GitHub today',
      );
    }
  }
}

async function compare(context: JobContext, stored: Installation, signal: AbortSignal): Promise<void> {
  const { store, queue } = context;
  const shown = await installationNow(await context.appClient(), stored.id);
  if (shown === 'unreadable') return;
  if (shown === 'gone' || shown.suspended !== stored.suspended) await noteInstallation(context, stored.id, shown);
  if (shown === 'gone' || shown.suspended) return;
  if (stored.suspended) return queue.installation(stored.id);
  const listed = await installationRepositories(await context.clientFor(stored.id, null, 'background'));
  if (listed.state !== 'seen') return;
  const { repositories } = listed.value;
  let changed = 0;
  for (const repository of repositories) {
    signal.throwIfAborted();
    const isNew = await keepPlace(store, { ...repository, installationId: stored.id });
    if (!isNew || repository.archived) continue;
    await store.repositories.wantAudit(repository.id, { settings: true });
    changed += 1;
  }
  await forgetOthers(context, stored.id, listed.value);
  if (changed > 0) await queue.batch(stored.id);
}
