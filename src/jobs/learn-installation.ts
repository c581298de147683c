import { installationNow } from '../github/installation.ts';
import type { Installation } from '../store/store.ts';
import type { JobContext } from './context.ts';

/**
 * Asks GitHub what has become of an installation, and notes it: word of it can get lost, and may come after the word of its
 * end. Of one that has ended, everything is forgotten.
 *
 * @returns null where it has ended, or GitHub does not tell
 * @throws GitHubUnavailable
 */
export async function learnInstallation(context: JobContext, installationId: number): Promise<Installation | null> {
  const { installations } = context.store;
  const shown = await installationNow(await context.appClient(), installationId);
  if (shown === 'gone') await installations.remove(installationId);
  if (typeof shown === 'string') return null;
  await installations.put(shown);
  return shown;
}
