import type { Store } from '../store/store.ts';
import type { Readiness } from '../web/pages.ts';

/** Whether this process can take webhooks: it is not about to end, and its database answers. */
export async function readiness(store: Pick<Store, 'ping'>, isStopping: boolean): Promise<Readiness> {
  if (isStopping) return { ready: false, reason: 'this process is stopping' };
  const silence = Promise.withResolvers<never>();
  const timer = setTimeout(() => silence.reject(new Error('no answer in time')), longestSilence);
  try {
    await Promise.race([store.ping(), silence.promise]);
    return { ready: true };
  } catch {
    return { ready: false, reason: 'the database does not answer' };
  } finally {
    clearTimeout(timer);
  }
}

/** In milliseconds. */
const longestSilence = 2000;
