import type { Store } from '../store/store.ts';
import type { Readiness } from '../web/pages.ts';
import { inTime } from './in-time.ts';

/** Whether this process can take webhooks: it is not about to end, and its database answers. */
export async function readiness(store: Pick<Store, 'ping'>, isStopping: boolean): Promise<Readiness> {
  if (isStopping) return { ready: false, reason: 'this process is stopping' };
  try {
    await inTime(store.ping(), longestSilence, 'no answer in time');
    return { ready: true };
  } catch {
    return { ready: false, reason: 'the database does not answer' };
  }
}

/** In milliseconds. */
const longestSilence = 2000;
