import { afterEach, describe, expect, it, vi } from 'vitest';
import { budgetsInMemory, openHttp, requestCounts, services } from '../../src/http/index.ts';
import { answer, hurried, keeperInMemory, question, useLoopback } from './loopback.ts';

const serve = useLoopback();
const noon = Date.UTC(2026, 5, 1, 12);
const minute = 60 * 1000;

describe('a service that wants to be left alone', () => {
  it.each([
    ['seconds', 429, '120', noon + 2 * minute],
    ['a date', 503, new Date(noon + 5 * minute).toUTCString(), noon + 5 * minute],
    ['for longer than an hour', 429, '999999', noon + 60 * minute],
    ['since the past', 429, new Date(noon - minute).toUTCString(), noon + 1000],
    ['in words', 429, 'later, please', noon + minute],
    ['in no words', 429, null, noon + minute],
  ])('is: %s', async (_, status, retryAfter, until) => {
    const { url, requests } = await serve((__, response) =>
      answer(response, status, retryAfter === null ? {} : { 'retry-after': retryAfter }),
    );
    let now = noon;
    const http = hurried(url, { now: () => now });
    const refusal = {
      state: 'unavailable',
      reason: `pypi wants no more requests until ${new Date(until).toISOString()}.`,
      until,
    };
    expect(await http.ask(question('/a'))).toMatchObject(refusal);
    now = until - 1;
    expect(await http.ask(question('/b'))).toMatchObject(refusal);
    expect(requests).toHaveLength(1);
    now = until;
    await http.ask(question('/b'));
    expect(requests).toHaveLength(2);
  });

  it('sends home who waits in line, and keeps what it has given', async () => {
    const { url, requests } = await serve((_, response) => answer(response, 429, { 'retry-after': '60' }));
    const keeper = keeperInMemory();
    const http = openHttp({
      keeper,
      contact: 'x',
      version: '1',
      bases: { 'crates.io': { main: url } },
      now: () => noon,
    });
    const asked = Array.from({ length: 200 }, (_, index) =>
      http.ask({ service: 'crates.io', base: 'main', path: `/${index}` }),
    );
    // at one request a second this would take longer than the test may
    for (const reply of await Promise.all(asked)) expect(reply).toMatchObject({ until: noon + minute });
    expect(requests).toHaveLength(1);
    expect(keeper.answers.size).toBe(0);
  });

  it('does not keep others from being asked', async () => {
    const { url } = await serve((request, response) =>
      request.url === '/go' ? answer(response, 200, {}, 'x') : answer(response, 429, {}),
    );
    const http = hurried(url, { bases: { pypi: { main: url }, go: { main: url } } });
    await http.ask(question('/a'));
    expect(await http.ask({ service: 'go', base: 'main', path: '/go' })).toMatchObject({ text: 'x' });
  });
});

describe('what may pass by itself', () => {
  it.each([502, 503, 504])('is tried again twice: %i', async (status) => {
    let left = 2;
    const { url, requests } = await serve((_, response) => {
      left -= 1;
      answer(response, left >= 0 ? status : 200, {}, 'x');
    });
    expect(await hurried(url).ask(question('/a'))).toMatchObject({ status: 200, text: 'x' });
    left = 100;
    expect(await hurried(url).ask(question('/a'))).toMatchObject({ state: 'answered', status });
    expect(requests).toHaveLength(6);
  });

  it.each([500, 403, 404, 418])('is not %i', async (status) => {
    const { url, requests } = await serve((_, response) => answer(response, status, {}, 'why'));
    expect(await hurried(url).ask(question('/a'))).toMatchObject({ state: 'answered', status, text: 'why' });
    expect(requests).toHaveLength(1);
  });

  it('is a connection that is not there', async () => {
    const { counter, read } = requestCounts();
    const reply = await hurried('http://127.0.0.1:1', { counter }).ask(question('/a'));
    expect(reply).toMatchObject({ state: 'unavailable', until: null });
    expect(reply.state === 'unavailable' && reply.reason).toMatch(/^pypi could not be reached(?: \([A-Z]+\))?\.$/);
    expect(read()).toEqual([{ service: 'pypi', outcome: 'unavailable', requests: 3, bytes: 0 }]);
  });
});

describe('the distance in time', () => {
  afterEach(() => void vi.useRealTimers());

  it('is the one of the service: crates.io is asked once a second, one by one, and its index as it comes', async () => {
    vi.useFakeTimers({ now: noon });
    const starts: Record<string, number[]> = {};
    let atOnce = 0;
    let most = 0;
    const http = openHttp({
      keeper: null,
      contact: 'x',
      version: '1',
      async fetch(input) {
        const { hostname } = new URL(new Request(input).url);
        if (hostname === 'crates.io') most = Math.max(most, ++atOnce);
        starts[hostname] = [...(starts[hostname] ?? []), Date.now() - noon];
        await new Promise((resolve) => setTimeout(resolve, 300));
        if (hostname === 'crates.io') atOnce -= 1;
        return new Response('x');
      },
    });
    const bases = ['main', 'main', 'main', 'main', 'index', 'index', 'index'];
    const asked = bases.map((base, index) => http.ask({ service: 'crates.io', base, path: `/${index}` }));
    await vi.runAllTimersAsync();
    await Promise.all(asked);
    const gaps = (times: readonly number[] = []) => times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(gaps(starts['crates.io'])).toHaveLength(3);
    for (const gap of gaps(starts['crates.io'])) expect(gap).toBeGreaterThanOrEqual(1000);
    expect(most).toBe(1);
    expect(starts['index.crates.io']?.at(-1)).toBeLessThan(1000);
  });

  it('has a table that keeps what the registries ask for', () => {
    const rates = Object.entries(services).map(([id, { pace }]) => [id, { ...pace }] as const);
    const of = Object.fromEntries(rates);
    expect(of['crates.io']).toEqual({ atOnce: 1, between: 1000 });
    expect(of['hex']?.between).toBeGreaterThanOrEqual(600);
    expect(of['rubygems']?.between).toBeGreaterThanOrEqual(100);
    expect((of['packagist']?.atOnce ?? 99) * Object.keys(services.packagist?.bases ?? {}).length).toBeLessThanOrEqual(
      10,
    );
  });
});

describe("a day's budget", () => {
  it('stops what runs away until the next day', async () => {
    const { url, requests } = await serve((_, response) => answer(response, 200, {}, 'x'));
    const most = services.pypi?.mostInADay ?? 0;
    const pace = { atOnce: 4, between: 100 };
    const budgets = budgetsInMemory();
    const today = Date.UTC(2026, 5, 1);
    for (let spent = 1; spent < most; spent += 1) await budgets.spend('pypi', today, pace);
    let now = noon;
    const http = hurried(url, { budgets, now: () => now });
    expect(await http.ask(question('/a'))).toMatchObject({ state: 'answered' });
    expect(await http.ask(question('/a'))).toMatchObject({
      reason: `pypi is asked at most ${most} times a day, and today's are spent.`,
      until: Date.UTC(2026, 5, 2),
    });
    now = Date.UTC(2026, 5, 2);
    expect(await http.ask(question('/a'))).toMatchObject({ state: 'answered' });
    expect(requests).toHaveLength(2);
  });

  it('that is spent is told at once to who waits in line', async () => {
    const budgets = { spend: async () => 1_000_000 };
    const http = openHttp({ keeper: null, contact: 'x', version: '1', budgets, now: () => noon });
    const asked = Array.from({ length: 200 }, (_, index) =>
      http.ask({ service: 'crates.io', base: 'main', path: `/${index}` }),
    );
    // at one a second this would take longer than the test may
    for (const reply of await Promise.all(asked)) expect(reply).toMatchObject({ until: Date.UTC(2026, 5, 2) });
  });

  it('that cannot be counted stops nothing', async () => {
    const { url } = await serve((_, response) => answer(response, 200, {}, 'x'));
    const budgets = { spend: () => Promise.reject(new Error('no disk')) };
    expect(await hurried(url, { budgets }).ask(question('/a'))).toMatchObject({ state: 'answered' });
  });
});

describe('work that is stopped', () => {
  it('leaves nothing under way and nothing in line', async () => {
    const stop = new AbortController();
    const { url, requests } = await serve(() => stop.abort());
    const http = openHttp({
      keeper: null,
      contact: 'x',
      version: '1',
      bases: { 'crates.io': { main: url } },
      signal: stop.signal,
    });
    const ask = (path: string) => http.ask({ service: 'crates.io', base: 'main', path });
    const replies = await Promise.all([ask('/a'), ask('/b'), ask('/c')]);
    expect(replies.map((reply) => reply.state === 'unavailable' && reply.reason)).toEqual([
      'crates.io was not waited for: the work was stopped.',
      'crates.io was not asked: the work was stopped.',
      'crates.io was not asked: the work was stopped.',
    ]);
    expect(await ask('/d')).toMatchObject({ reason: 'crates.io was not asked: the work was stopped.' });
    expect(requests).toHaveLength(1);
  });
});

it('counts by service and outcome', async () => {
  const { url } = await serve((request, response) => {
    if (request.url === '/b') answer(response, 302, { location: '/a' });
    else if (request.headers['if-none-match'] === '"1"') answer(response, 304, {});
    else answer(response, 200, { etag: '"1"' }, 'four');
  });
  const { counter, read } = requestCounts();
  const http = hurried(url, { counter, keeper: keeperInMemory() });
  for (const path of ['/a', '/a', '/b']) await http.ask(question(path));
  await http.ask(question('/a', { freshSeconds: 60 }));
  expect(read()).toEqual([
    { service: 'pypi', outcome: 'answered', requests: 3, bytes: 8 },
    { service: 'pypi', outcome: 'unchanged', requests: 1, bytes: 0 },
  ]);
});
