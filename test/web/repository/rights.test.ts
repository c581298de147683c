import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemory } from '../../../src/store/open-memory.ts';
import type { OpenStore } from '../../../src/store/open-store.ts';
import type { RepositoryRole } from '../../../src/web/sight.ts';
import { aControl, aFinding, aPublication, aReport } from '../../reports/report-fixture.ts';
import { anIncident } from '../incident/an-incident.ts';
import { aLedger, aRow } from '../ledger-rows.ts';
import { showPages } from '../shown-pages.ts';
import { textOf } from './repository-models.ts';

const secret = 'version 6.6.6 came from nowhere';

const now = Date.parse('2026-11-22T12:00:00Z');

const installation = {
  id: 77,
  accountId: 7,
  account: 'coin-press',
  accountType: 'Organization',
  permissions: {},
  suspended: false,
} as const;

const repository = {
  id: 10_001,
  installationId: 77,
  owner: 'coin-press',
  name: 'mint',
  visibility: 'private',
  archived: false,
} as const;

const policy = 'accept:\n  - { control: sbom, reason: "small enough", by: ada, until: 2026-12-24 }\n';

/** A release may be an incident under way: a finding, an answer and a ledger that not everybody is told. */
const report = aReport({
  publications: [aPublication({ packages: ['@coin-press/mint', '@coin-press/quiet'] })],
  controls: [aControl({ id: 'release-source', verdict: 'fail', reason: secret }), aControl()],
  findings: [
    aFinding({ control: 'release-source', message: secret, confidential: true }),
    aFinding({ control: 'publish-pins', message: 'an action is not pinned' }),
  ],
  releases: [
    aLedger({
      package: '@coin-press/mint',
      rows: [
        aRow({
          version: '6.6.6',
          signals: [{ id: 'tp-lost', severity: 'critical', says: secret, provisional: false }],
        }),
      ],
    }),
    aLedger({ package: '@coin-press/quiet' }),
    aLedger({
      package: '@coin-press/by-hand',
      signals: [{ id: 'owner-changed', severity: 'high', says: secret, provisional: false }],
    }),
  ],
});

describe('who sees what of a repository', () => {
  let opened: OpenStore;
  let incidentId: number;

  beforeAll(async () => {
    opened = await openMemory();
    const { store } = opened;
    await store.installations.put(installation);
    await store.repositories.put(repository);
    await store.reports.setOfRecord(repository.id, report.subject.commit ?? '', report, now);
    await store.packages.follow(repository.id, [{ registry: 'npm', name: '@coin-press/mint' }], now);
    const [followed] = await store.packages.ofRepository(repository.id);
    const { id: _, ...incident } = { ...anIncident, repositoryId: repository.id, packageId: followed?.id ?? 0 };
    incidentId = (await store.incidents.put(incident)).id;
    await store.policies.keepGood(`repository:${repository.id}`, policy, now);
  }, 60_000);
  afterAll(() => opened?.store.close());

  const show = async (path: string, role: RepositoryRole | null): Promise<string | null> => {
    const roles = new Map(role === null ? [] : [[repository.id, role] as const]);
    const text = await showPages({ store: opened.store, now, roles: () => Promise.resolve(roles) }).show(path);
    return text === null ? null : textOf(text);
  };
  const mint = '/r/coin-press/mint/p/npm/%40coin-press/mint';

  it('nothing is there for a stranger, be it named right or not', async () => {
    for (const path of [
      '/r/coin-press/mint',
      '/r/coin-press/nothing',
      mint,
      `/r/coin-press/mint/incidents/${incidentId}`,
    ])
      expect(await show(path, null), path).toBeNull();
  });

  it.each(['write', 'admin'] as const)('%s is told of what may be an incident under way', async (role) => {
    expect(await show('/r/coin-press/mint', role)).toContain(secret);
    expect(await show('/r/coin-press/mint', role)).toContain('told only to those who may write here');
    expect(await show(`${mint}?version=6.6.6`, role)).toContain(secret);
    expect(await show('/r/coin-press/mint/p/npm/%40coin-press/by-hand', role)).toContain(secret);
  });

  it('a reader is told the rest, as a check run tells it', async () => {
    const text = await show('/r/coin-press/mint', 'read');
    expect(text).toContain('an action is not pinned');
    expect(text).toMatch(
      /Exemption of Releases carry a software bill of materials 2026-12-24 in 32 days ada small enough/,
    );
    expect(text).not.toMatch(/6\.6\.6|incident|release-source/i);
    expect(await show(mint, 'read')).toContain('There is no release history to show here.');
    expect(await show(mint, 'read')).not.toContain('6.6.6');
    expect(await show('/r/coin-press/mint/p/npm/%40coin-press/quiet', 'read')).toContain('1.9.0');
    expect(
      await show('/r/coin-press/mint/p/npm/%40coin-press/by-hand', 'read'),
      'known from its ledger only',
    ).toBeNull();
  });

  it('only who administers the repository sees an incident, and hears that there is one', async () => {
    const path = `/r/coin-press/mint/incidents/${incidentId}`;
    expect(await show(path, 'admin')).toContain('What to do, in this order');
    expect(await show(path, 'write')).toBeNull();
    expect(await show('/r/coin-press/mint', 'admin')).toContain('A release that did not come from where it should');
    expect(await show('/r/coin-press/mint', 'write')).not.toContain('A release that did not come from where it should');
    for (const id of ['0', '999999', '1e0', '%2e%2e'])
      expect(await show(`/r/coin-press/mint/incidents/${id}`, 'admin'), id).toBeNull();
  });
});
