import { describe, expect, it } from 'vitest';
import { GitHubUnavailable } from '../../src/github/client.ts';
import { type DeliverOptions, deliver } from '../../src/jobs/deliver.ts';
import { memoryDeliveries } from '../app/memory-store.ts';
import { silent } from './recording-worker.ts';

const delivery = { id: 'one', name: 'push', payload: '{"ref":"refs/heads/main"}', receivedAt: 1 };

describe('a stored delivery', () => {
  it('is handed on as it came, and completed', async () => {
    const { run, deliveries, received } = await stored();
    await run();
    expect(received).toEqual([{ id: 'one', name: 'push', payload: { ref: 'refs/heads/main' } }]);
    expect(await deliveries.receive(delivery)).toBe('completed');
  });

  it('is handed on once, however often the job runs', async () => {
    const { run, received } = await stored();
    await run();
    await run();
    expect(received).toHaveLength(1);
  });

  it('stays open where a listener fails, and says why', async () => {
    const { run, deliveries } = await stored(() => {
      throw new AggregateError([new TypeError('a mistake of ours')]);
    });
    await expect(run()).rejects.toThrow(new TypeError('a mistake of ours'));
    expect(await deliveries.open('one')).not.toBeNull();
  });

  it('is put off as long as any listener asks for', async () => {
    const [soon, late] = [1000, 2000].map((until) => new GitHubUnavailable('outage', until, `until ${until}`));
    const { run } = await stored(() => {
      throw new AggregateError([
        new TypeError('a mistake of ours'),
        soon,
        Object.assign(new Error('in it'), { cause: late }),
      ]);
    });
    await expect(run()).rejects.toBe(late);
  });

  it.each(['[]', 'null', '7'])('is given up where its payload is %s', async (payload) => {
    const { run, deliveries, received } = await stored(undefined, payload);
    await run();
    expect(received).toEqual([]);
    expect(await deliveries.open('one')).toBeNull();
    expect(await deliveries.completed(['one'])).toEqual(new Set());
  });
});

async function stored(onReceive: () => void = () => undefined, payload: string = delivery.payload) {
  const deliveries = memoryDeliveries();
  await deliveries.receive({ ...delivery, payload });
  const received: unknown[] = [];
  const receive: DeliverOptions['receive'] = async (event) => {
    onReceive();
    received.push(event);
  };
  const run = () => deliver({ store: { deliveries }, receive, log: silent, now: () => 5 }, 'one');
  return { run, deliveries, received };
}
