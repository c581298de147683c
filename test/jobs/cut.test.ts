import { describe, expect, it } from 'vitest';
import { databases, look, useStore } from '../store/databases.ts';
import { quiet, recordingWorker, until } from './recording-worker.ts';

const servers = databases.filter(({ name }) => name === 'server');

describe.skipIf(servers.length === 0).each(servers)('a database that is cut off, $name', ({ open }) => {
  const store = useStore(open);

  it('is found again: what is in hand ends, what waits is done, and word of new work comes through', async () => {
    const gate = Promise.withResolvers<void>();
    const done: number[] = [];
    const { queue, close, outcomes } = await recordingWorker(store(), {
      async repository(id) {
        await gate.promise;
        done.push(id);
      },
    });
    await queue.repositories([1, 2, 3, 4, 5]);
    await until(async () => (await queue.depth()).repository.active > 0);
    await cut();
    gate.resolve();
    await until(() => quiet(queue).then(yes, no));
    // At least once: a job whose end the database did not hear of any more is taken up again
    expect(new Set(done)).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(new Set(outcomes)).toEqual(new Set(['repository done']));
    expect((await queue.depth()).repository).toEqual({ waiting: 0, active: 0 });

    await cut();
    await until(() => queue.repository(6).then(yes, no));
    await until(() => done.includes(6));
    await until(() => quiet(queue).then(yes, no));
    await close();
  });

  /** As the server does when it is restarted: all connections to the database but the one that does this. */
  async function cut(): Promise<void> {
    const ended = await look(
      store(),
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    expect(ended.length).toBeGreaterThan(1);
  }
});

const yes = () => true;
const no = () => false;
