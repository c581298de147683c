import { fixPull } from '../payloads.ts';
import { type Listener, listen } from './listener.ts';
import { place, wantAudit } from './place.ts';

/** What happens to the pull requests that people have asked for. */
export const fixListeners: readonly Listener[] = [
  listen('pull_request', ['closed', 'reopened', 'synchronize'], fixPull, async (context, payload) => {
    const { repository, pull_request: pull } = payload;
    const fix = await context.store.fixes.byPull(repository.id, pull.number);
    if (fix === null) return;
    // Our own doing is known already
    const isKnown =
      pull.state === 'open' ? fix.state === 'open' && fix.heads.includes(pull.head.sha) : fix.state !== 'open';
    if (isKnown) return;
    await context.store.fixes.touch(repository.id, fix.fingerprint);
    if (await place(context, payload)) await wantAudit(context, repository.id, 'files-changed');
  }),
];
