import { expect, it } from 'vitest';
import { fillPostures } from '../../src/jobs/fill-postures.ts';
import { aFinding, aReport } from '../reports/report-fixture.ts';
import { openTestStore, useStore } from '../store/databases.ts';

const opened = useStore(openTestStore);

it('what an older version audited is shown as of its report, once, and what is being audited is not', async () => {
  const { store } = opened();
  const at = Date.parse('2026-03-01T12:00:00Z');
  for (const id of [1, 2, 3]) {
    const place = { owner: 'acme', name: `n${id}`, visibility: 'public', archived: false } as const;
    await store.repositories.put({ id, installationId: 7, ...place });
  }
  await store.reports.setOfRecord(1, 'a', aReport({ findings: [aFinding()] }), at);
  await store.reports.setOfRecord(2, 'a', aReport(), at);
  await store.repositories.wantAudit(2, { settings: false });
  expect(await store.postures.missing(10)).toEqual([{ repositoryId: 1, auditedAt: at }]);
  await fillPostures({ store });
  const filled = await store.postures.get(1);
  expect(filled).toMatchObject({
    auditedAt: at,
    badge: false,
    packages: [{ registry: 'npm', name: '@acme/core', how: 'trusted' }],
    open: [{ control: 'trusted-publishing', findings: 1 }],
  });
  expect([await store.postures.get(2), await store.postures.get(3)]).toEqual([null, null]);
  expect(await store.postures.missing(10)).toEqual([]);
});
