import { describe, expect, it } from 'vitest';
import type { AskedDeployment } from '../../src/store/store.ts';
import { databases, useStore } from './databases.ts';

const asked: AskedDeployment = {
  repositoryId: 7,
  runId: 2 ** 40,
  environment: 'npm\u0000',
  deploymentId: 5,
  commit: 'a',
  ref: 'v1.0.0',
  now: 100,
};

describe.each(databases)('deployments that ask at the gate, $name', ({ open }) => {
  const opened = useStore(open);
  const gate = () => opened().store.gate;

  it('are open until they are settled, and asked for once', async () => {
    await gate().want(asked);
    await gate().want({ ...asked, now: 200 });
    const [first, ...others] = await gate().open(7);
    expect(others).toEqual([]);
    const { now, ...rest } = asked;
    expect(first).toMatchObject({
      ...rest,
      askedAt: now,
      decision: null,
      reasons: [],
      reportedAt: null,
      outcome: null,
    });
    const id = first?.id ?? 0;
    const reasons = [{ check: 'source', outcome: 'refuses', says: '\u0000' }] as const;
    await gate().reported(id, 140);
    await gate().decided(id, { decision: 'rejected', reasons, now: 150 });
    expect(await gate().open(7)).toMatchObject([{ decision: 'rejected', reasons, decidedAt: 150, reportedAt: 140 }]);
    expect([await gate().left(100), await gate().left(101)]).toEqual([[], [7]]);

    await gate().settled(id, 'told');
    await gate().want(asked);
    expect([await gate().open(7), await gate().left(1000)]).toEqual([[], []]);
    expect(await gate().ofRepository(7)).toMatchObject([{ id, outcome: 'told' }]);
    expect(await gate().reopen(7)).toBe(0);
    await gate().settled(id, 'failed');
    expect([await gate().reopen(7), (await gate().open(7)).length]).toEqual([1, 1]);
    await gate().settled(id, 'told');
  });

  it('ask again by the same run where GitHub names no deployment', async () => {
    const without = { ...asked, repositoryId: 8, deploymentId: null };
    await gate().want(without);
    const [first] = await gate().open(8);
    await gate().decided(first?.id ?? 0, { decision: 'rejected', reasons: [], now: 1 });
    await gate().settled(first?.id ?? 0, 'told');
    await gate().want({ ...without, now: 300 });
    expect(await gate().open(8)).toMatchObject([{ id: first?.id, deploymentId: null, askedAt: 300, decision: null }]);
  });

  it('are deleted with their repository, and after 400 days', async () => {
    const { store } = opened();
    const place = { installationId: 1, owner: 'acme', name: 'tin', visibility: 'public', archived: false } as const;
    await store.installations.put({
      id: 1,
      accountId: 2,
      account: 'acme',
      accountType: 'User',
      permissions: {},
      suspended: false,
    });
    for (const id of [20, 21]) {
      await store.repositories.put({ ...place, id, name: `tin-${id}` });
      await store.gate.want({ ...asked, repositoryId: id });
    }
    await store.repositories.remove(20);
    const day = 86_400_000;
    await store.prune(400 * day);
    expect([await store.gate.ofRepository(20), (await store.gate.ofRepository(21)).length]).toEqual([[], 1]);
    await store.prune(401 * day);
    expect(await store.gate.ofRepository(21)).toEqual([]);
  });
});
