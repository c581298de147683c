import { describe, expect, it } from 'vitest';
import { gitHubBudgets } from '../../src/app/github-budget.ts';
import type { Pace } from '../../src/github/budget-paces.ts';
import { GitHubUnavailable, type PlannedRequest } from '../../src/github/client.ts';
import type { GitHubLimits } from '../../src/store/store.ts';
import type { Urgency } from '../../src/types/urgency.ts';
import { engines, useStore } from '../store/databases.ts';

const read: PlannedRequest = { route: 'GET /repos/{owner}/{repo}', resource: 'core', isWrite: false };
const query: PlannedRequest = { route: 'POST /graphql', resource: 'graphql', isWrite: false };
const write: PlannedRequest = { route: 'PATCH /repos/{owner}/{repo}', resource: 'core', isWrite: true };
const begin = Date.parse('2026-11-23T12:00:00Z');

function headersOf(remaining: number, resource = 'core', resetAt = begin + 1_800_000) {
  return {
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': `${remaining}`,
    'x-ratelimit-reset': `${resetAt / 1000}`,
    'x-ratelimit-resource': resource,
  };
}

/** One process on a store, with a clock that stands still until it is set. */
function process(limits: GitHubLimits, clock: { now: number }, paces: readonly Pace[] = []) {
  const warnings: string[] = [];
  const pauses: number[] = [];
  const log = { info() {}, warn: (_: unknown, message: string) => void warnings.push(message), error() {} };
  const pause = (milliseconds: number) => Promise.resolve(void pauses.push(milliseconds));
  const budgets = gitHubBudgets({ limits, log, now: () => clock.now, paces, pause });
  const of = (installation: number, urgency: Urgency = 'person') => budgets.of(installation, urgency);
  return { of, warnings, pauses };
}

/** What a request is refused with; null where it may go out. */
async function refusal(asked: Promise<() => void>): Promise<GitHubUnavailable | null> {
  try {
    (await asked)();
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(GitHubUnavailable);
    return error as GitHubUnavailable;
  }
}

function secondary(clock: { now: number }, seconds: number): GitHubUnavailable {
  return new GitHubUnavailable('secondary-limit', clock.now + seconds * 1000, 'slow down');
}

/** Whether a request is under way, once all that can happen now has happened. */
async function isThrough(asked: Promise<unknown>): Promise<boolean> {
  const waiting = new Promise<boolean>((resolve) => setImmediate(() => setImmediate(() => resolve(false))));
  return Promise.race([asked.then(() => true), waiting]);
}

describe.each(engines)('two processes on one store, $name', ({ open }) => {
  const opened = useStore(open);
  const two = (clock: { now: number }, paces: readonly Pace[] = []) => {
    const { limits } = opened().store;
    return [process(limits, clock, paces), process(limits, clock, paces)] as const;
  };

  it('a refusal that one meets holds for the other, for REST and GraphQL, and for this installation only', async () => {
    const clock = { now: begin };
    const [one, other] = two(clock);
    expect(await refusal(other.of(1).ask(read))).toBeNull();
    await one.of(1).refused(read, secondary(clock, 60));
    clock.now += 1500;
    expect(await refusal(one.of(1).ask(query))).toMatchObject({ kind: 'secondary-limit', until: begin + 60_000 });
    expect(await refusal(other.of(1).ask(read))).toMatchObject({ kind: 'secondary-limit', until: begin + 60_000 });
    expect(await refusal(other.of(1).ask(query))).toMatchObject({ kind: 'secondary-limit' });
    expect(await refusal(other.of(2).ask(read))).toBeNull();
    clock.now = begin + 60_000;
    expect(await refusal(other.of(1).ask(read))).toBeNull();
  });

  it('a used up hour of REST is none of GraphQL', async () => {
    const clock = { now: begin };
    const [one, other] = two(clock);
    await one.of(3).refused(read, new GitHubUnavailable('primary-limit', begin + 900_000, 'used up'));
    expect(await refusal(other.of(3).ask(read))).toMatchObject({ kind: 'primary-limit', until: begin + 900_000 });
    expect(await refusal(other.of(3).ask(query))).toBeNull();
  });

  it('what is left is for people who wait, also where another process has been told', async () => {
    const clock = { now: begin };
    const [one, other] = two(clock);
    await one.of(4).answered(read, headersOf(499));
    expect(await refusal(other.of(4, 'background').ask(read))).toMatchObject({
      kind: 'primary-limit',
      until: begin + 1_800_000,
    });
    expect(await refusal(other.of(4, 'background').ask(query))).toBeNull();
    expect(await refusal(other.of(4).ask(read))).toBeNull();
    await one.of(4).answered(read, headersOf(10));
    clock.now += 1500;
    expect(await refusal(other.of(4).ask(read))).toMatchObject({ kind: 'primary-limit' });
    clock.now = begin + 1_800_000;
    expect(await refusal(other.of(4, 'background').ask(read))).toBeNull();
  });

  it('what counts against another limit says nothing of this one', async () => {
    const clock = { now: begin };
    const [one] = two(clock);
    await one.of(5).answered(read, headersOf(0, 'search'));
    expect(await refusal(one.of(5).ask(read))).toBeNull();
  });

  it('the turns to write are shared, and people find some whatever goes on behind them', async () => {
    const clock = { now: begin };
    const slow: Pace = {
      name: 'writes',
      turns: ({ isWrite }) => (isWrite ? 1 : 0),
      between: 10_000,
      burst: { person: 4, background: 2 },
      lot: 1,
    };
    const [one, other] = two(clock, [slow]);
    const behind = [];
    for (const { of } of [one, other, one, other]) behind.push(await refusal(of(6, 'background').ask(write)));
    expect(behind.map((each) => each?.kind ?? null)).toEqual([null, null, 'secondary-limit', 'secondary-limit']);
    expect([...one.pauses, ...other.pauses]).toEqual([]);
    expect(await refusal(one.of(6).ask(write))).toBeNull();
    expect(await refusal(other.of(6).ask(write))).toBeNull();
    expect(other.pauses).toEqual([]);
    // The next turn is near enough to wait for it
    expect(await refusal(one.of(6).ask(write))).toBeNull();
    expect(one.pauses).toEqual([expect.any(Number)]);
    expect(one.pauses[0]).toBeLessThanOrEqual(10_000);
    expect(await refusal(one.of(6).ask(read))).toBeNull();
  });

  it('those who find no turn come back one after the other', async () => {
    const clock = { now: begin };
    const rare: Pace = {
      name: 'content',
      turns: () => 1,
      between: 60_000,
      burst: { person: 1, background: 1 },
      lot: 1,
    };
    const [one] = two(clock, [rare]);
    expect(await refusal(one.of(7).ask(write))).toBeNull();
    const times: number[] = [];
    for (let job = 0; job < 3; job += 1) times.push((await refusal(one.of(7, 'background').ask(write)))?.until ?? 0);
    expect(times[0]).toBeGreaterThan(begin + 30_000);
    expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 60_000, 120_000]);
  });

  it('turns are fetched by the lot', async () => {
    const clock = { now: begin };
    const { limits } = opened().store;
    let fetched = 0;
    const counting: GitHubLimits = {
      ...limits,
      turn: (...asked) => {
        fetched += 1;
        return limits.turn(...asked);
      },
    };
    const points: Pace = {
      name: 'rest',
      turns: ({ isWrite }) => (isWrite ? 5 : 1),
      between: 1,
      burst: { person: 100, background: 50 },
      lot: 20,
    };
    const { of } = process(counting, clock, [points]);
    const first = Array.from({ length: 15 }, () => refusal(of(8).ask(read)));
    expect(await Promise.all([...first, refusal(of(8).ask(write))])).toEqual(Array.from({ length: 16 }, () => null));
    expect(fetched).toBe(1);
    expect(await refusal(of(8).ask(read))).toBeNull();
    expect(fetched).toBe(2);
  });
});

describe('one process', () => {
  const nothing: GitHubLimits = {
    of: () => Promise.resolve(new Map()),
    note: () => Promise.resolve(),
    block: () => Promise.resolve(),
    turn: () => Promise.resolve(0),
    overview: () => Promise.resolve(new Map()),
  };

  it('sends one request when a refusal ends, and the others when that one is answered', async () => {
    const clock = { now: begin };
    const budget = process(nothing, clock).of(1);
    await budget.refused(read, secondary(clock, 60));
    clock.now += 60_000;
    const [first, second, third] = [budget.ask(read), budget.ask(query), budget.ask(read)];
    expect(await Promise.all([first, second, third].map(isThrough))).toEqual([true, false, false]);
    await budget.answered(read, headersOf(4000));
    (await first)();
    expect(await Promise.all([second, third].map(isThrough))).toEqual([true, true]);
  });

  it('sends no other where that one is refused, and waits for longer each time', async () => {
    const clock = { now: begin };
    const budget = process(nothing, clock).of(1);
    await budget.refused(read, secondary(clock, 60));
    // One that was sent before
    await budget.refused(query, secondary(clock, 60));
    clock.now += 60_000;
    const [first, second] = [budget.ask(read), refusal(budget.ask(read))];
    const over = await first;
    await budget.refused(read, secondary(clock, 60));
    over();
    expect(await second).toMatchObject({ kind: 'secondary-limit', until: clock.now + 120_000 });
    clock.now += 120_000;
    (await budget.ask(read))();
    await budget.answered(read, headersOf(4000));
    await budget.refused(read, secondary(clock, 60));
    expect(await refusal(budget.ask(read))).toMatchObject({ until: clock.now + 60_000 });
  });

  it('tries again with another where that one gets no answer', async () => {
    const clock = { now: begin };
    const budget = process(nothing, clock).of(1);
    await budget.refused(read, secondary(clock, 60));
    clock.now += 60_000;
    const over = await budget.ask(read);
    const second = budget.ask(read);
    await budget.refused(read, new GitHubUnavailable('outage', clock.now + 30_000, '502'));
    over();
    expect(await isThrough(second)).toBe(true);
  });

  it('has 50 requests under way at most, and people go first', async () => {
    const clock = { now: begin };
    const { of } = process(nothing, clock);
    const sent = await Promise.all(Array.from({ length: 50 }, () => of(1).ask(read)));
    const behind = of(1, 'background').ask(read);
    const person = of(1).ask(read);
    expect(await Promise.all([behind, person].map(isThrough))).toEqual([false, false]);
    expect(await isThrough(of(2).ask(read))).toBe(true);
    sent[0]?.();
    sent[0]?.();
    expect(await Promise.all([behind, person].map(isThrough))).toEqual([false, true]);
    for (const over of sent.slice(1)) over();
    expect(await isThrough(behind)).toBe(true);
  });

  it('writes into the store once a second or every 25 answers, and each answer when little is left', async () => {
    const clock = { now: begin };
    const noted: number[] = [];
    const budget = process(
      { ...nothing, note: (_, __, { remaining }) => Promise.resolve(void noted.push(remaining)) },
      clock,
    ).of(1);
    for (let remaining = 4000; remaining > 3960; remaining -= 1) await budget.answered(read, headersOf(remaining));
    expect(noted).toEqual([4000, 3975]);
    clock.now += 1000;
    await budget.answered(read, headersOf(3960));
    await budget.answered(read, headersOf(101));
    await budget.answered(read, headersOf(100));
    await budget.answered(read, headersOf(99));
    expect(noted).toEqual([4000, 3975, 3960, 100, 99]);
  });

  it('asks the store every second and a half at most', async () => {
    const clock = { now: begin };
    let asked = 0;
    const counting = { ...nothing, of: () => nothing.of((asked += 1)) };
    const budget = process(counting, clock).of(1);
    for (const time of [0, 1, 1499, 1500, 2999, 1400]) {
      clock.now = begin + time;
      await Promise.all([refusal(budget.ask(read)), refusal(budget.ask(query))]);
    }
    // The last time is that of a clock that was set back
    expect(asked).toBe(3);
  });

  it('goes by what it knows where the database is away, and says so once', async () => {
    const clock = { now: begin };
    const away = () => Promise.reject(new Error('connection refused'));
    const gone: GitHubLimits = { of: away, note: away, block: away, turn: away, overview: away };
    const { of, warnings } = process(gone, clock, [
      { name: 'writes', turns: () => 1, between: 1000, burst: { person: 1, background: 1 }, lot: 1 },
    ]);
    for (let request = 0; request < 3; request += 1) {
      expect(await refusal(of(1).ask(write))).toBeNull();
      await of(1).answered(write, headersOf(4000));
      clock.now += 6000;
    }
    await of(1).refused(write, secondary(clock, 60));
    expect(await refusal(of(1).ask(read))).toMatchObject({ kind: 'secondary-limit' });
    expect(warnings).toEqual(["GitHub's limits are not shared: the database does not answer. Requests go on"]);
  });

  it('is not held back for long by a clock that was set', async () => {
    const clock = { now: begin + 86_400_000 };
    const budget = process(nothing, clock).of(1);
    await budget.answered(read, headersOf(0, 'core', begin + 86_400_000 + 1_800_000));
    await budget.refused(read, secondary(clock, 60));
    clock.now = begin;
    const sent = [budget.ask(read), budget.ask(read)];
    expect(await isThrough(sent[0] ?? Promise.reject())).toBe(true);
    await budget.answered(read, headersOf(4000));
    (await sent[0])?.();
    expect(await isThrough(sent[1] ?? Promise.reject())).toBe(true);
  });
});
