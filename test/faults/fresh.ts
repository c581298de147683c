import { startApp } from '../../src/app/app.ts';
import { createLog } from '../../src/app/log.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { SandboxDelivery } from '../../src/sandbox/state.ts';
import type { Place } from './places.ts';
import type { Post } from './post.ts';
import { appSettings } from './replicas.ts';
import { atRest } from './rest.ts';
import { lookedAfter, type View, viewOf } from './view.ts';

/** What an app with an empty store knows and says when it looks at GitHub as it is now. */
export async function freshView(sandbox: Sandbox, post: Post, place: Place, now: () => number): Promise<View> {
  const lastWords = pullEvents(sandbox);
  // GitHub has nothing else to tell it: what was lost before is no part of how things are now
  sandbox.state.deliveries.splice(0, Number.POSITIVE_INFINITY, ...lastWords);
  const opened = await place.open();
  post.hold();
  const { app: known, installations, accounts } = sandbox.state;
  const startedAt = new Date();
  const app = await startApp({
    ...appSettings,
    ...opened,
    credentials: { appId: known.id, privateKey: known.privateKey, webhookSecret: known.webhookSecret },
    baseUrl: sandbox.url,
    server: sandbox.url,
    host: '127.0.0.1',
    port: 0,
    now,
    log: createLog({ level: 'silent' }),
  });
  try {
    post.deliverTo(() => [app.url]);
    await atRest({ app, sandbox, post, startedAt });
    for (const { id, account, permissions, suspendedAt } of installations.values()) {
      if (suspendedAt !== null) continue;
      const accountId = accounts.get(account.toLowerCase())?.id ?? 0;
      const accountType = accounts.get(account.toLowerCase())?.type ?? 'Organization';
      await app.store.installations.put({ id, accountId, account, accountType, permissions, suspended: false });
      await app.queue.installation(id);
    }
    await atRest({ app, sandbox, post, startedAt });
    // What GitHub last told of each pull request is told once more
    for (const { guid } of lastWords) await sandbox.redeliver(guid);
    await atRest({ app, sandbox, post, startedAt });
    return await viewOf(app, sandbox);
  } finally {
    await app.stop(500);
    await opened.store.close();
  }
}

/** The last delivery that gave the head of each open pull request. */
function pullEvents(sandbox: Sandbox): readonly SandboxDelivery[] {
  return lookedAfter(sandbox).flatMap(({ id, pulls }) =>
    [...pulls.values()]
      .filter(({ state }) => state === 'open')
      .flatMap(({ number, headSha }) => {
        const told = sandbox.state.deliveries.findLast(
          ({ event, repository, payload }) =>
            event === 'pull_request' && repository === id && tells(payload, number, headSha),
        );
        return told === undefined ? [] : { ...told, statusCode: 202 };
      }),
  );
}

function tells(payload: string, number: number, headSha: string): boolean {
  const read = JSON.parse(payload) as {
    readonly number: number;
    readonly pull_request: { readonly head: { sha: string } };
  };
  return read.number === number && read.pull_request.head.sha === headSha;
}
