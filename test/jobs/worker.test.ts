import { afterEach, describe, expect, it } from 'vitest';
import { GitHubUnavailable } from '../../src/github/client.ts';
import { openQueue } from '../../src/jobs/pg-boss-queue.ts';
import type { JobHandlers } from '../../src/jobs/worker.ts';
import { engines, look, useStore } from '../store/databases.ts';
import { quiet, type RecordingWorker, recordingWorker, silent, until } from './recording-worker.ts';

describe.each(engines)('the worker, $name', ({ open }) => {
  const store = useStore(open);
  const running: RecordingWorker[] = [];
  const start = async (handlers: Partial<JobHandlers>, options: { readonly concurrency?: number } = {}) => {
    const started = await recordingWorker(store(), handlers, options);
    running.push(started);
    return started;
  };
  afterEach(async () => {
    for (const each of running.splice(0)) await each.close();
  });

  it('does what is queued, however much comes at once', async () => {
    const seen: string[] = [];
    const { queue } = await start({ delivery: async (id) => void seen.push(id) });
    await queue.delivery('first');
    await until(() => seen.length === 1);
    const many = Array.from({ length: 60 }, (_, index) => `delivery-${index}`);
    await Promise.all(many.map((id) => queue.delivery(id)));
    await quiet(queue);
    expect(seen.toSorted()).toEqual(['first', ...many].toSorted());
  });

  it('makes one job of many wishes, and another of those that come while it runs', async () => {
    const gate = Promise.withResolvers<void>();
    const runs: number[] = [];
    let active = 0;
    let together = 0;
    const { queue } = await start({
      async repository(id) {
        runs.push(id);
        active += 1;
        together = Math.max(together, active);
        await gate.promise;
        active -= 1;
      },
    });
    await queue.repository(7);
    await until(() => runs.length === 1);
    for (let wish = 0; wish < 20; wish += 1) await queue.repository(7);
    expect((await queue.depth()).repository).toEqual({ waiting: 1, active: 1 });
    gate.resolve();
    await quiet(queue);
    expect([runs, together]).toEqual([[7, 7], 1]);
  });

  it('works on other repositories meanwhile, in several processes, and never on one twice at once', async () => {
    const active = new Set<number>();
    const done: number[] = [];
    let most = 0;
    const together = Promise.withResolvers<void>();
    const handlers: Partial<JobHandlers> = {
      async repository(id) {
        if (active.has(id)) throw new Error(`${id} twice at once`);
        active.add(id);
        most = Math.max(most, active.size);
        if (active.size > 1) together.resolve();
        await together.promise;
        active.delete(id);
        done.push(id);
      },
    };
    const [one, two] = [await start(handlers), await start(handlers)];
    for (let wish = 0; wish < 40; wish += 1) await (wish % 2 === 0 ? one : two).queue.repository(wish % 5);
    await quiet(one.queue);
    expect(new Set(done)).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(most).toBeGreaterThan(1);
    expect([...one.outcomes, ...two.outcomes].filter((outcome) => outcome !== 'repository done')).toEqual([]);
  });

  it('keeps a place free for people while it works on what nobody waits for, and says which of the two it is', async () => {
    const gate = Promise.withResolvers<void>();
    const begun: string[] = [];
    const { queue } = await start({
      async repository(id, _, urgency) {
        begun.push(`${urgency} ${id}`);
        await gate.promise;
      },
    });
    await queue.repositories([1, 2, 3], { urgency: 'background' });
    await until(() => begun.length === 1);
    await queue.repository(4);
    await until(() => begun.length === 2);
    expect(begun).toEqual(['background 1', 'person 4']);
    expect((await queue.depth()).repository).toEqual({ waiting: 2, active: 2 });
    gate.resolve();
    await quiet(queue);
    expect(begun.slice(2)).toEqual(['background 2', 'background 3']);
  });

  it('works on everything where it has one place only', async () => {
    const begun: number[] = [];
    const { queue } = await start({ repository: async (id) => void begun.push(id) }, { concurrency: 1 });
    await queue.repositories([1, 2], { urgency: 'background' });
    await quiet(queue);
    expect(begun).toEqual([1, 2]);
  });

  it('puts off what GitHub cannot answer now, without using up a try', async () => {
    const runs: number[] = [];
    let resets = 0;
    const { queue, outcomes, givenUp } = await start({
      async repository() {
        runs.push(Date.now());
        // Long enough for what follows to happen before it, on a busy machine too
        if (runs.length === 8) resets = Date.now() + 3000;
        if (runs.length <= 8) throw new GitHubUnavailable('primary-limit', runs.length < 8 ? 0 : resets, 'none left');
      },
    });
    await queue.repository(7);
    await until(() => outcomes.length === 8);
    await until(async () => (await queue.depth()).repository.active === 0);
    await queue.repository(7);
    expect((await queue.depth()).repository, 'a wish does not start it earlier').toEqual({ waiting: 1, active: 0 });
    await quiet(queue);
    expect(runs.at(-1)).toBeGreaterThanOrEqual(resets);
    expect(outcomes).toEqual([...Array.from({ length: 8 }, () => 'repository put-off'), 'repository done']);
    expect(givenUp).toEqual([]);
  });

  it('puts off with it what was wished for meanwhile', async () => {
    const gate = Promise.withResolvers<void>();
    const resets = Date.now() + 500;
    const runs: number[] = [];
    const { queue } = await start({
      async repository() {
        runs.push(Date.now());
        await gate.promise;
        if (runs.length === 1)
          throw new AggregateError([new GitHubUnavailable('secondary-limit', resets, 'slow down')]);
      },
    });
    await queue.repository(7);
    await until(() => runs.length === 1);
    await queue.repository(7);
    gate.resolve();
    await quiet(queue);
    expect(runs).toHaveLength(2);
    expect(runs[1]).toBeGreaterThanOrEqual(resets);
  });

  it('tries again five times what fails, then gives it up', async () => {
    let runs = 0;
    const { queue, outcomes, givenUp } = await start({
      async repository() {
        runs += 1;
        throw Object.assign(new TypeError('a mistake of ours'), { request: { headers: { authorization: 'token x' } } });
      },
    });
    await queue.repository(7);
    await quiet(queue);
    expect(runs).toBe(6);
    expect(givenUp).toEqual(['repository 7: a mistake of ours']);
    expect(outcomes.at(-1)).toBe('repository given-up');
    const stored = JSON.stringify(await look(store(), 'select output from pgboss.job'));
    expect(stored).not.toMatch(/a mistake of ours|authorization/);
  });

  it('hands back what does not end in time, to another process, after its signal was aborted', async () => {
    const aborted: unknown[] = [];
    const first = await start({
      repository: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted.push(signal.reason);
            reject(new Error('interrupted'));
          });
        }),
    });
    await first.queue.repository(7);
    await until(async () => (await first.queue.depth()).repository.active === 1);
    const done: number[] = [];
    const second = await start({ repository: async (id) => void done.push(id) });
    await first.worker.stop(50);
    await until(() => done.length === 1);
    expect(aborted).toHaveLength(1);
    expect([first.outcomes, second.outcomes]).toEqual([['repository handed-back'], ['repository done']]);
  });

  it('hands back even what does not listen to its signal', async () => {
    const first = await start({ delivery: () => new Promise(() => undefined) });
    await first.queue.delivery('stuck');
    await until(async () => (await first.queue.depth()).delivery.active === 1);
    await first.worker.stop(0);
    const done: string[] = [];
    await start({ delivery: async (id) => void done.push(id) });
    await until(() => done.length === 1);
    expect(done).toEqual(['stuck']);
  });

  it('lets what is in hand end, and takes nothing more, when it is stopped', async () => {
    const gate = Promise.withResolvers<void>();
    const done: number[] = [];
    const { queue, worker } = await start(
      {
        async repository(id) {
          await gate.promise;
          done.push(id);
        },
      },
      { concurrency: 1 },
    );
    await queue.repository(1);
    await until(async () => (await queue.depth()).repository.active === 1);
    await queue.repository(2);
    const stopped = worker.stop(5000);
    expect(worker.running()).toBe(false);
    gate.resolve();
    await stopped;
    expect(done).toEqual([1]);
    expect((await queue.depth()).repository).toEqual({ waiting: 1, active: 0 });
    const left = await start({ repository: async (id) => void done.push(id) });
    await quiet(left.queue);
    expect(done).toEqual([1, 2]);
  });

  it('searches for work that was left when it starts, and once a minute however many ask', async () => {
    let sweeps = 0;
    const { queue } = await start({ sweep: async () => void (sweeps += 1) });
    await quiet(queue);
    expect(sweeps).toBe(1);
    for (let replica = 0; replica < 5; replica += 1) {
      await queue.sweep('this-minute');
      await quiet(queue);
    }
    expect(sweeps).toBeLessThanOrEqual(3);
  });

  it('leaves a job that waits for its time until then', async () => {
    const runs: number[] = [];
    const { queue } = await start({ repository: async () => void runs.push(Date.now()) });
    const notBefore = Date.now() + 60_000;
    await queue.repository(9, { notBefore });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([runs, (await queue.depth()).repository.waiting]).toEqual([[], 1]);
    await queue.boss.deleteAllJobs('repository');
  });

  it('gives up a job whose processes have all died', async () => {
    const { queue } = await start({});
    await queue.close();
    const idle = await openQueue({ database: store().queueDatabase, log: silent, retrySeconds: 0 });
    await idle.installation(3);
    for (let death = 0; death < 7; death += 1) {
      const [job] = await idle.boss.fetch('installation');
      expect(job, `death ${death}`).toBeDefined();
      await idle.boss.fail('installation', job?.id ?? '', {});
    }
    await idle.close();
    let runs = 0;
    const { queue: after, givenUp } = await start({ installation: async () => void (runs += 1) });
    await quiet(after);
    expect(runs).toBe(0);
    expect(givenUp).toEqual(['installation 3: every process that began it has ended']);
  });
});
