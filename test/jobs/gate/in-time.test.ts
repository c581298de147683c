import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { GitHubUnavailable } from '../../../src/github/client.ts';
import { untilLate } from '../../../src/jobs/gate/in-time.ts';
import type { Observation } from '../../../src/types/observation.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const seen: Observation<number> = { state: 'seen', value: 1, source: 'there' };

it('gives what is there in time, and the rest as not readable', async () => {
  const inTime = untilLate(20_000);
  const never = inTime.read('a page', new Promise<Observation<number>>(() => undefined));
  expect(await inTime.read('a page', Promise.resolve(seen))).toEqual(seen);
  await vi.advanceTimersByTimeAsync(15_000);
  const begunLater = inTime.read('another', new Promise<Observation<number>>(() => undefined));
  await vi.advanceTimersByTimeAsync(5_000);
  expect([await never, await begunLater]).toEqual(
    ['a page', 'another'].map((source) => ({
      state: 'unreadable',
      reason: 'it took longer than 20 seconds',
      source,
    })),
  );
  inTime.stop();
  expect(vi.getTimerCount()).toBe(0);
});

it('hides a fact that GitHub cannot tell now, and no mistake of ours', async () => {
  const inTime = untilLate(1000);
  const outage = Promise.reject(new GitHubUnavailable('outage', 5, 'GET /x: GitHub answers 502'));
  expect(await inTime.read('a page', outage)).toEqual({
    state: 'unreadable',
    reason: 'GET /x: GitHub answers 502',
    source: 'a page',
  });
  await expect(inTime.read('a page', Promise.reject(new TypeError('ours')))).rejects.toThrow('ours');
  inTime.stop();
});
