import { expect, it } from 'vitest';
import type { JobContext } from '../../src/jobs/context.ts';
import type { Queue } from '../../src/jobs/queue.ts';
import { sweep } from '../../src/jobs/sweep.ts';
import { defaultSchedule } from '../../src/jobs/watch/schedule.ts';
import { backupLines } from '../../src/store/backup.ts';
import { linesOf } from '../../src/store/backup-file.ts';
import type { RepositoryPlace } from '../../src/store/index.ts';
import { restoreLines } from '../../src/store/restore.ts';
import { keptLog } from '../app/silent-log.ts';
import { openTestStore, useStore } from './databases.ts';

const source = useStore(openTestStore);
const target = useStore(openTestStore);

/** Jobs are not in a backup, only what they are about. */
it('work that waited when a store was copied is found again in the copy', async () => {
  const { store } = source();
  await store.deliveries.receive({ id: 'waiting', name: 'push', payload: '{}', receivedAt: 1 });
  const account = { account: 'octo', accountId: 90, accountType: 'User' } as const;
  await store.installations.put({ id: 9, ...account, permissions: {}, suspended: false });
  for (const id of [1, 2, 3, 4]) await store.repositories.put({ ...place, id, name: `n${id}` });
  const check = { repositoryId: 1, headSha: 'a', purpose: 'default-branch', base: null, pullNumber: null } as const;
  await store.checks.want({ ...check, again: false, now: 1 });
  await store.repositories.wantAudit(2, { settings: false });
  await store.packages.follow(3, [{ registry: 'npm', name: 'coins' }], 1);
  await store.parked.put({ kind: 'look', subject: '4', installationId: 9, reason: 'r', tries: 6, parkedAt: 1 });

  await restoreLines(target().db, linesOf(backupLines(source().db, { version: '1', now: 1 })));
  const asked: (readonly unknown[])[] = [];
  await sweep({
    store: target().store,
    queue: recording(asked),
    registries: { schedule: defaultSchedule },
    log: keptLog().log,
    now: () => 100_000,
  } as unknown as JobContext);
  const found = asked.map(([kind, subject]) => `${String(kind)} ${String(subject)}`);
  expect(found).toEqual(
    expect.arrayContaining(['deliveries waiting', 'repositories 1', 'repositories 2', 'look 3', 'feed npm']),
  );
  expect(await target().store.parked.list()).toMatchObject([{ kind: 'look', subject: '4' }]);
});

/** A queue that remembers what it was asked for. */
function recording(asked: (readonly unknown[])[]): Queue {
  const methods = new Proxy<Record<string, unknown>>(
    {},
    {
      get: (_, name) => (subject: unknown) => {
        asked.push([name, subject]);
        return Promise.resolve(name === 'batching' ? new Set() : undefined);
      },
    },
  );
  return methods as unknown as Queue;
}

const place: Omit<RepositoryPlace, 'id' | 'name'> = {
  installationId: 9,
  owner: 'octo',
  visibility: 'public',
  archived: false,
};
