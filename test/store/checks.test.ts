import { describe, expect, it } from 'vitest';
import type { Check, WantedCheck } from '../../src/store/index.ts';
import { databases, useStore } from './databases.ts';

const wanted: WantedCheck = {
  repositoryId: 1,
  headSha: 'a'.repeat(40),
  purpose: 'pull-request',
  base: { ref: 'main', sha: 'b'.repeat(40) },
  pullNumber: 7,
  again: false,
  now: 1000,
};
const result = { conclusion: 'success', output: 'first', now: 2000 };

describe.each(databases)('checks, $name', ({ open }) => {
  const opened = useStore(open);
  const checks = () => opened().store.checks;
  let commits = 0;

  /** A check of a commit of its own, as it is now. */
  async function want(change: Partial<WantedCheck> = {}): Promise<Check> {
    const check = { ...wanted, headSha: `${(commits += 1)}`.padStart(40, '0'), ...change };
    await checks().want(check);
    return now(check.headSha);
  }

  async function now(headSha: string): Promise<Check> {
    const check = await checks().find(1, headSha);
    if (check === null) throw new Error('there is no such check');
    return check;
  }

  it('are wanted, started and completed', async () => {
    const check = await want();
    const { now: _, ...asked } = wanted;
    expect(check).toEqual({
      ...asked,
      id: check.id,
      headSha: check.headSha,
      wish: 1,
      state: 'wanted',
      checkRunId: null,
      conclusion: null,
      output: null,
      wantedAt: 1000,
    });
    await checks().starting(check.id);
    expect(await now(check.headSha)).toEqual({ ...check, state: 'starting' });
    await checks().started(check.id, 9_007_199_254_740_991);
    expect(await now(check.headSha)).toEqual({ ...check, state: 'running', checkRunId: 9_007_199_254_740_991 });
    expect(await checks().byCheckRun(1, 9_007_199_254_740_991)).toEqual(await now(check.headSha));
    expect(await checks().byCheckRun(2, 9_007_199_254_740_991)).toBeNull();
    await checks().completed(check.id, 1, result);
    expect(await now(check.headSha)).toMatchObject({ state: 'completed', conclusion: 'success', output: 'first' });
    expect(await checks().unfinished(1)).not.toContainEqual(expect.objectContaining({ id: check.id }));
  });

  it('have no base for the default branch', async () => {
    const check = await want({ purpose: 'default-branch', base: null, pullNumber: null });
    expect(check).toMatchObject({ purpose: 'default-branch', base: null, pullNumber: null });
  });

  it.each(['wanted', 'completed', 'running'] as const)(
    'keep a check run into which nothing could be written, for who asks again: %s',
    async (when) => {
      const { id, headSha, wish } = await want();
      await checks().started(id, 12);
      if (when !== 'completed') await checks().want({ ...wanted, headSha });
      if (when === 'running') await checks().want({ ...wanted, headSha, again: true });
      await checks().completed(id, wish, { ...result, output: '' });
      if (when !== 'running') await checks().want({ ...wanted, headSha, again: true });
      expect(await now(headSha)).toMatchObject({ state: 'wanted', again: true, checkRunId: 12, output: '' });
    },
  );

  it('that are completed are wanted again, with what was written and its check run', async () => {
    const check = await completed({});
    await checks().want({ ...wanted, headSha: check.headSha, now: 3000 });
    expect(await now(check.headSha)).toEqual({ ...check, state: 'wanted', wish: 2, wantedAt: 3000 });
  });

  it('that are completed get a new check run where a person asks', async () => {
    const check = await completed({});
    await checks().want({ ...wanted, headSha: check.headSha, again: true, now: 3000 });
    const again = await now(check.headSha);
    expect(again).toMatchObject({ state: 'wanted', again: true, checkRunId: null, conclusion: null, output: null });
    await checks().want({ ...wanted, headSha: check.headSha, now: 4000 });
    expect(await now(check.headSha)).toMatchObject({ again: true, wish: 3, wantedAt: 3000 });
    await checks().completed(check.id, 3, result);
    expect(await now(check.headSha)).toMatchObject({ again: false, state: 'completed' });
  });

  it.each(['starting', 'running'] as const)('that are wanted while %s go another round', async (state) => {
    const check = await want();
    await checks().starting(check.id);
    if (state === 'running') await checks().started(check.id, 5);
    await checks().want({ ...wanted, headSha: check.headSha, pullNumber: 8, now: 1500 });
    expect(await now(check.headSha)).toMatchObject({ state, wish: 2, pullNumber: 8, wantedAt: 1000 });
    await checks().started(check.id, 5);
    await checks().completed(check.id, 1, result);
    expect(await now(check.headSha)).toMatchObject({ state: 'wanted', checkRunId: 5, output: 'first' });
    await checks().completed(check.id, 2, { ...result, output: 'second' });
    expect(await now(check.headSha)).toMatchObject({ state: 'completed', checkRunId: 5, output: 'second' });
  });

  it('keep their check run until the round is over when a person asks for another meanwhile', async () => {
    const check = await running(6);
    await checks().want({ ...wanted, headSha: check.headSha, again: true });
    expect(await now(check.headSha)).toMatchObject({ state: 'running', checkRunId: 6, again: true });
    await checks().completed(check.id, 1, result);
    expect(await now(check.headSha)).toMatchObject({
      state: 'wanted',
      again: true,
      wish: 2,
      checkRunId: null,
      conclusion: null,
      output: null,
    });
  });

  it('keep the new check run where only an event came while it was made', async () => {
    const check = await want({ again: true });
    await checks().started(check.id, 11);
    await checks().want({ ...wanted, headSha: check.headSha });
    await checks().completed(check.id, 1, result);
    expect(await now(check.headSha)).toMatchObject({ state: 'wanted', again: false, checkRunId: 11, output: 'first' });
  });

  it('stay completed whatever an older round says afterwards', async () => {
    const check = await running(12);
    await checks().want({ ...wanted, headSha: check.headSha });
    await checks().completed(check.id, 2, { ...result, output: 'newer' });
    const after = await now(check.headSha);
    await checks().completed(check.id, 1, { ...result, output: 'older' });
    await checks().started(check.id, 13);
    await checks().starting(check.id);
    expect(await now(check.headSha)).toEqual(after);
  });

  it('lose no wish of many that come at once', async () => {
    const headSha = 'c'.repeat(40);
    await Promise.all(Array.from({ length: 20 }, () => checks().want({ ...wanted, headSha })));
    expect(await now(headSha)).toMatchObject({ wish: 20, state: 'wanted' });
  });

  it('that are left are found by repository, oldest first, but not where nothing can be written', async () => {
    const places = { owner: 'o', name: 'n', visibility: 'public' } as const;
    const account = { accountId: 1, account: 'o', accountType: 'User', permissions: {} } as const;
    await opened().store.installations.put({ ...account, id: 60, suspended: true });
    await opened().store.repositories.put({ ...places, id: 51, installationId: 50, archived: true });
    await opened().store.repositories.put({ ...places, id: 52, installationId: 60, archived: false });
    for (const [repositoryId, at] of [
      [42, 30],
      [41, 20],
      [42, 10],
      [51, 5],
      [52, 5],
      [43, 99],
    ] as const)
      await checks().want({ ...wanted, repositoryId, headSha: `${repositoryId}-${at}`, now: at });
    expect(await checks().left(99)).toEqual([42, 41]);
    expect((await checks().unfinished(42)).map(({ wantedAt }) => wantedAt)).toEqual([10, 30]);
  });

  async function running(checkRunId: number): Promise<Check> {
    const check = await want();
    await checks().starting(check.id);
    await checks().started(check.id, checkRunId);
    return check;
  }

  async function completed(change: Partial<WantedCheck>): Promise<Check> {
    const check = await want(change);
    await checks().started(check.id, 10);
    await checks().completed(check.id, check.wish, result);
    return now(check.headSha);
  }
});
