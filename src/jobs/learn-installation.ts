import { type InstallationFacts, installationNow } from '../github/installation.ts';
import type { Installation } from '../store/store.ts';
import type { JobContext } from './context.ts';
import { unavailability } from './unavailability.ts';

/**
 * Asks GitHub what has become of an installation, and notes it: word of it can get lost, and may come after the word of its
 * end. Nothing is done any more for one that GitHub does not know, and after a day of that everything of it is forgotten:
 * what is deleted for a wrong answer cannot be had again.
 *
 * @returns null where GitHub does not know it, or does not tell
 * @throws GitHubUnavailable
 */
export async function learnInstallation(context: JobContext, installationId: number): Promise<Installation | null> {
  const shown = await installationNow(await context.appClient(), installationId);
  if (shown === 'unreadable') return null;
  return noteInstallation(context, installationId, shown);
}

/** Notes what GitHub has shown of an installation. */
export async function noteInstallation(
  { store: { installations }, queue, log, now }: JobContext,
  id: number,
  shown: InstallationFacts | 'gone',
): Promise<Installation | null> {
  const since = (await installations.missing()).get(id);
  if (shown !== 'gone') {
    await installations.put(shown);
    if (since !== undefined && !shown.suspended) await queue.installation(id);
    return shown;
  }
  if ((await installations.get(id)) === null || (since !== undefined && Math.abs(now() - since) >= believedAfter)) {
    await installations.remove(id);
  } else if (since === undefined) {
    await installations.setMissing(id, now());
    log.warn(
      { installation: id },
      'GitHub does not know an installation any more: it is forgotten if that is so for a day',
    );
  }
  return null;
}

/** In milliseconds; less than a day, since that is how often GitHub may be asked. */
const believedAfter = 23 * 60 * 60 * 1000;

/** Asks once an hour for those that are missing. */
export async function askForMissing(context: JobContext, signal: AbortSignal): Promise<void> {
  const { store, log, now } = context;
  const missing = await store.installations.missing();
  if (missing.size === 0 || !(await store.timetable.take('missing-installations', everyHour, now()))) return;
  for (const id of missing.keys()) {
    signal.throwIfAborted();
    try {
      await learnInstallation(context, id);
    } catch (error) {
      if (unavailability(error) === null) throw error;
      log.warn({ installation: id, err: error }, 'GitHub could not be asked for an installation that is missing');
    }
  }
}

const everyHour = 60 * 60 * 1000;
