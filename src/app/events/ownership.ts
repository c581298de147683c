import { z } from 'zod';
import type { EventContext } from './listener.ts';

const ofARepository = z.object({
  action: z.string().optional().catch(undefined),
  installation: z.object({ id: z.int().positive() }),
  repository: z.object({ id: z.int().positive(), owner: z.object({ id: z.int().positive() }) }),
});

/**
 * Whether the repository of an event belongs to the account of its installation, as far as both are known. An app sees an
 * account's repositories by the installation on that account only: what says otherwise was sent before a transfer, or
 * comes from somebody who has the webhook secret, and must not join the data of one account to the token of another. What
 * belongs to whom is then asked of GitHub.
 */
export async function isOfItsInstallation({ store, queue, log }: EventContext, payload: unknown): Promise<boolean> {
  const read = ofARepository.safeParse(payload);
  // Word of a transfer names the new owner, and goes to the old installation too
  if (!read.success || read.data.action === 'transferred') return true;
  const { installation, repository } = read.data;
  const known = await store.installations.get(installation.id);
  if (known === null || known.accountId === repository.owner.id) return true;
  log.warn(
    { installation: installation.id, repository: repository.id },
    "an event is ignored: its repository is not of its installation's account",
  );
  await queue.installation(installation.id);
  return false;
}
