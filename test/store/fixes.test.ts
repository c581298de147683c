import { describe, expect, it } from 'vitest';
import type { WantedFix } from '../../src/store/stored-fixes.ts';
import { databases, useStore } from './databases.ts';

describe.each(databases)('fixes, $name', ({ open }) => {
  const opened = useStore(open);
  const wish = (repositoryId: number, own: Partial<WantedFix> = {}): WantedFix => ({
    repositoryId,
    fingerprint: 'f',
    control: 'publish-pins',
    title: 'Pin it\0',
    branch: 'mintmark/fix-publish-pins-f',
    by: 'ada',
    now: 1,
    ...own,
  });

  it('are wanted once while they are under way, and again after that', async () => {
    const { fixes } = opened().store;
    await fixes.want(wish(1));
    await fixes.want(wish(1, { by: 'eve', now: 2 }));
    const [fix] = await fixes.list(1);
    expect(fix).toMatchObject({
      by: 'ada',
      wantedAt: 1,
      state: 'wanted',
      title: 'Pin it\ufffd',
      wish: 1,
      isStale: true,
    });
    if (fix === undefined) throw new Error('it was just wanted');
    const done = { state: 'closed', pullNumber: 3, heads: ['a', 'b'], byHand: true, reason: 'r\0' } as const;
    await fixes.put({ ...fix, ...done });
    expect(await fixes.byPull(1, 3)).toMatchObject({ ...done, reason: 'r\ufffd', isStale: false });
    await fixes.want(wish(1, { by: 'eve', now: 2 }));
    expect(await fixes.list(1)).toMatchObject([{ by: 'eve', state: 'wanted', pullNumber: 3, reason: null, wish: 2 }]);
  });

  it('keep a wish and news that came in while they were worked on', async () => {
    const { fixes } = opened().store;
    await fixes.want(wish(2));
    const [begun] = await fixes.list(2);
    if (begun === undefined) throw new Error('it was just wanted');
    await fixes.put({ ...begun, state: 'refused', reason: 'no' });
    await fixes.want(wish(2));
    await fixes.put({ ...begun, state: 'refused', reason: 'no' });
    expect(await fixes.list(2)).toMatchObject([{ state: 'wanted', isStale: true }]);
    await fixes.touch(2, 'f');
    const [touched] = await fixes.list(2);
    if (touched === undefined) throw new Error('it was just touched');
    await fixes.put({ ...touched, state: 'open', pullNumber: 1 });
    expect(await fixes.list(2)).toMatchObject([{ state: 'open', isStale: false }]);
    await fixes.remove(2, 'f');
    expect(await fixes.list(2)).toEqual([]);
  });

  it('are offered by what they were worked out from', async () => {
    const { fixOffers } = opened().store;
    const offer = {
      fingerprint: 'f',
      control: 'c',
      safety: 'safe',
      title: 't',
      first: [],
      also: [],
      diff: '\0',
    } as const;
    await fixOffers.put(1, 'inputs', [offer], 1);
    expect(await fixOffers.get(1, 'inputs')).toEqual([offer]);
    expect(await fixOffers.get(1, 'others')).toBeNull();
    expect(await fixOffers.get(1)).toEqual([offer]);
    expect(await fixOffers.get(2)).toBeNull();
  });

  it('know the commits of actions for as long as they are believed, each installation its own', async () => {
    const { actionCommits } = opened().store;
    await actionCommits.put(1, 'a/b@v1', { commit: 'c', version: 'v1.0.0' }, 100);
    await actionCommits.put(1, 'a/c@v1', null, 100);
    const found = await actionCommits.get(1, ['a/b@v1', 'a/c@v1', 'a/d@v1'], 100);
    expect([...found]).toEqual(
      expect.arrayContaining([
        ['a/b@v1', { commit: 'c', version: 'v1.0.0' }],
        ['a/c@v1', null],
      ]),
    );
    expect(found.size).toBe(2);
    expect((await actionCommits.get(1, ['a/b@v1'], 101)).size).toBe(0);
    expect((await actionCommits.get(2, ['a/b@v1'], 0)).size).toBe(0);
  });
});
