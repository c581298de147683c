import { describe, expect, it } from 'vitest';
import { databases, look, useStore } from './databases.ts';

const hour = 3_600_000;

describe.each(databases)('what is known of GitHub’s limits, $name', ({ open }) => {
  const opened = useStore(open);
  const said = { allowed: 5000, remaining: 40, resetAt: 900, notedAt: 100_000 };
  const bucket = { count: 1, between: 60_000, burst: 3, patience: 0 };

  it('the newest word counts, and the longest refusal', async () => {
    const { limits } = opened().store;
    expect(await limits.of(1)).toEqual(new Map());
    await limits.note(1, 'core', said);
    await limits.note(1, 'core', { ...said, remaining: 99, notedAt: 99_999 });
    expect((await limits.of(1)).get('core')).toEqual({ ...said, blockedUntil: 0, blockedBy: null });
    await limits.block(1, 'core', 500, 'secondary-limit');
    await limits.block(1, 'core', 400, 'primary-limit');
    await limits.note(1, 'core', { ...said, remaining: 39, notedAt: 100_001 });
    await limits.block(1, 'graphql', 700, 'primary-limit');
    await limits.block(2, 'core', 800, 'primary-limit');
    expect(Object.fromEntries(await limits.of(1))).toMatchObject({
      core: { remaining: 39, blockedUntil: 500, blockedBy: 'secondary-limit' },
      graphql: { allowed: 0, blockedUntil: 700, blockedBy: 'primary-limit' },
    });
  });

  it('a word from a time to come does not count for ever', async () => {
    const { limits } = opened().store;
    await limits.note(3, 'core', { ...said, notedAt: 900 * hour });
    await limits.block(3, 'core', 900 * hour, 'primary-limit');
    await limits.note(3, 'core', said);
    await limits.block(3, 'core', hour, 'secondary-limit');
    expect((await limits.of(3)).get('core')).toEqual({ ...said, blockedUntil: hour, blockedBy: 'secondary-limit' });
  });

  it('a bucket gives its turns at once, to however many ask, and then only those who wait', async () => {
    const { limits } = opened().store;
    const waits = await Promise.all(Array.from({ length: 6 }, () => limits.turn(4, 'writes', bucket)));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
    for (const wait of waits.filter((each) => each > 0)) expect(wait).toBeGreaterThan(30_000);
    const patient = { ...bucket, patience: 120_000 };
    const first = await limits.turn(4, 'writes', patient);
    expect(first).toBeGreaterThan(30_000);
    expect(first).toBeLessThanOrEqual(60_000);
    const second = await limits.turn(4, 'writes', patient);
    expect(second - first).toBeGreaterThan(30_000);
    expect(await limits.turn(4, 'writes', patient)).toBeGreaterThan(120_000);
    expect(await limits.turn(4, 'content', bucket)).toBe(0);
    expect(await limits.turn(5, 'writes', bucket)).toBe(0);
  });

  it('a smaller bucket of the same pace leaves turns to the larger', async () => {
    const { limits } = opened().store;
    const small = { ...bucket, burst: 1 };
    expect(await limits.turn(6, 'writes', small)).toBe(0);
    expect(await limits.turn(6, 'writes', small)).toBeGreaterThan(30_000);
    expect(await limits.turn(6, 'writes', { ...bucket, count: 2 })).toBe(0);
    expect(await limits.turn(6, 'writes', bucket)).toBeGreaterThan(30_000);
  });

  it('a bucket whose clock was set back is a full one', async () => {
    const { limits } = opened().store;
    await limits.turn(7, 'writes', bucket);
    await look(
      opened(),
      `update github_limits set next_write_at = next_write_at + ${3 * hour} where installation_id = 7`,
    );
    const waits = [];
    for (let turn = 0; turn < 4; turn += 1) waits.push(await limits.turn(7, 'writes', bucket));
    expect(waits).toEqual([0, 0, 0, expect.any(Number)]);
    expect(waits[3]).toBeGreaterThan(30_000);
  });

  it('the least that is left is shown, and how many are refused', async () => {
    const { limits } = opened().store;
    const now = 50_000 * hour;
    const open = { allowed: 1000, resetAt: now + hour, notedAt: now };
    await limits.note(11, 'core', { ...open, remaining: 250 });
    await limits.note(12, 'core', { ...open, remaining: 900 });
    await limits.note(13, 'core', { ...open, remaining: 1, resetAt: now - 1 });
    await limits.block(12, 'all', now + 1000, 'secondary-limit');
    await limits.block(13, 'all', now - 1000, 'secondary-limit');
    const shown = await limits.overview(now);
    expect(shown.get('core')).toEqual({ leastLeft: 0.25, blocked: 0 });
    expect(shown.get('all')).toEqual({ leastLeft: 1, blocked: 1 });
    expect([...shown.keys()].filter((resource) => resource.startsWith('pace'))).toEqual([]);
  });
});
