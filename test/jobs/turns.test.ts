import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openQueue, type PgBossQueue } from '../../src/jobs/pg-boss-queue.ts';
import { engines, look, useStore } from '../store/databases.ts';
import { silent } from './recording-worker.ts';

/** Repositories 1000 to 1299 belong to installation 1, 2000 … to 2, 3000 … to 3. */
describe.each(engines)('the order of jobs, $name', ({ open }) => {
  const store = useStore(open);
  let queue: PgBossQueue;
  beforeEach(async () => {
    queue = await openQueue({ database: store().queueDatabase, log: silent });
    for (const installationId of [1, 2, 3])
      for (const each of [0, 1, 2, 3])
        await store().store.repositories.put({
          id: installationId * 1000 + each,
          installationId,
          owner: `owner-${installationId}`,
          name: `name-${each}`,
          visibility: 'private',
          archived: false,
        });
    await change(`insert into repositories (id, installation_id, owner, name, visibility, archived, placed_at)
      select 1004 + each, 1, 'owner-1', 'name-' || 4 + each, 'private', false, 0 from generate_series(0, 295) each
      on conflict do nothing`);
  });
  afterEach(async () => {
    await change('delete from pgboss.job');
    await queue.close();
  });

  const backlog = Array.from({ length: 300 }, (_, each) => 1000 + each);
  const background = { urgency: 'background' } as const;

  it('one with 300 repositories delays the first job of another by one', async () => {
    await queue.repositories(backlog, background);
    await queue.repositories([2000, 2001], background);
    await queue.repository(3000, background);
    expect(await started(8)).toEqual([1000, 2000, 3000, 1001, 2001, 1002, 1003, 1004]);
  });

  it('whoever comes later takes part from then on, without making up for what it had not wanted', async () => {
    await queue.repositories(backlog, background);
    expect(await started(5)).toEqual([1000, 1001, 1002, 1003, 1004]);
    await queue.repositories([2000, 2001, 2002], background);
    expect(await started(6)).toEqual([1005, 2000, 1006, 2001, 1007, 2002]);
  });

  it('single wishes take turns as many at once do', async () => {
    for (const id of [1000, 1001, 1002, 2000, 3000, 2001]) await queue.repository(id);
    expect(await started(6)).toEqual([1000, 2000, 3000, 1001, 2001, 1002]);
  });

  it('people come before all that nobody waits for, whose turn it may be', async () => {
    await queue.repositories(backlog, background);
    await queue.repository(3000, background);
    await queue.repository(2000);
    expect(await started(3)).toEqual([2000, 1000, 3000]);
  });

  it('a job that waits for nobody is raised when a person wants it, and is still one', async () => {
    await queue.repositories(backlog, background);
    await queue.repository(1200);
    await queue.repository(1100, background);
    expect((await queue.depth()).repository.waiting).toBe(300);
    expect(await started(2)).toEqual([1200, 1000]);
  });

  it('a job of a person is not lowered by a wish that nobody waits for', async () => {
    await queue.repository(2000);
    await queue.repository(1000);
    await queue.repository(1000, background);
    await queue.repository(3000, background);
    expect(await started(3)).toEqual([2000, 1000, 3000]);
  });

  it('a wish of a person starts now what was put off for nobody, and leaves put off what was for people', async () => {
    const until = Date.now() + 60_000;
    const job = { kind: 'repository', owner: null, until } as const;
    await queue.putOff({ ...job, data: { subject: '1000', tries: 2 }, urgency: 'background' });
    await queue.putOff({ ...job, data: { subject: '2000' }, urgency: 'person' });
    expect(await started(1)).toEqual([]);
    await queue.repositories([1000, 2000]);
    expect(await started(2)).toEqual([1000]);
    expect(await look(store(), `select data ->> 'tries' as tries from pgboss.job where state = 'active'`)).toEqual([
      { tries: '2' },
    ]);
  });

  it('what is put off for nobody leaves alone the job that a person has wanted meanwhile', async () => {
    await queue.repository(1000, background);
    expect(await started(1)).toEqual([1000]);
    await queue.repository(1000);
    const until = Date.now() + 60_000;
    await queue.putOff({ kind: 'repository', data: { subject: '1000' }, owner: null, urgency: 'background', until });
    await change(`delete from pgboss.job where state = 'active'`);
    expect(await started(1)).toEqual([1000]);
  });

  it('those that come back after they were put off take turns again', async () => {
    const until = Date.now() + 60_000;
    for (const id of backlog.slice(0, 30))
      await queue.putOff({
        kind: 'repository',
        data: { subject: String(id) },
        owner: null,
        urgency: 'background',
        until,
      });
    await queue.repositories(backlog.slice(100, 140), background);
    await change(`delete from pgboss.job where singleton_key between '1100' and '1129'`);
    await queue.repositories([2000, 2001, 2002], background);
    await change('update pgboss.job set start_after = now()');
    await queue.keepStep();
    const order = await started(6);
    expect(order.filter((id) => id >= 2000)).toEqual([2000, 2001, 2002]);
  });

  it('deliveries and looks take turns as well', async () => {
    await queue.deliveries(
      ['a', 'b', 'c', 'd', 'e'],
      new Map([
        ['a', 1],
        ['b', 1],
        ['c', 1],
        ['d', 2],
      ]),
    );
    await queue.delivery('f', 2);
    expect(await started(6, 'delivery')).toEqual(['a', 'd', 'e', 'b', 'f', 'c']);
    for (const id of [1000, 1001, 1002, 2000]) await queue.look(id);
    expect(await started(4, 'look')).toEqual(['1000', '2000', '1001', '1002']);
  });

  it('a delivery that is queued twice is one job', async () => {
    await queue.deliveries(['a', 'a', 'b']);
    await queue.deliveries(['b', 'c']);
    expect((await queue.depth()).delivery.waiting).toBe(3);
  });

  it('names the installations whose batch waits or runs', async () => {
    await queue.batch(1);
    await queue.batch(2);
    await queue.boss.fetch('batch');
    expect(await queue.batching()).toEqual(new Set([1, 2]));
  });

  /** The subjects of the next jobs, in the order in which they are taken. */
  async function started(count: number): Promise<number[]>;
  async function started(count: number, kind: string): Promise<string[]>;
  async function started(count: number, kind = 'repository'): Promise<(number | string)[]> {
    const subjects: string[] = [];
    for (let each = 0; each < count; each += 1)
      for (const { data } of await queue.boss.fetch<{ subject: string }>(kind)) subjects.push(data.subject);
    return kind === 'repository' ? subjects.map(Number) : subjects;
  }

  async function change(statement: string): Promise<void> {
    await queue.boss.getDb().executeSql(statement);
  }
});
