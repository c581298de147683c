import type { StoredIncident } from '../../../src/store/store.ts';

/** An incident that stands, told in a draft advisory. */
export const anIncident: StoredIncident = {
  id: 7,
  repositoryId: 3,
  packageId: 9,
  version: '6.6.6',
  state: 'told',
  place: { kind: 'advisory', repository: 'acme/widgets', id: 'GHSA-aaaa-bbbb-cccc' },
  pack: {
    version: 1,
    repository: 'acme/widgets',
    registry: 'npm',
    package: '@acme/core',
    release: '6.6.6',
    publishedAt: '2026-11-22T10:00:00.000Z',
    noticedAt: '2026-11-22T11:00:00.000Z',
    severity: 'critical',
    signals: [{ id: 'tp-lost', severity: 'critical', says: 'published by the account `mallory`' }],
    known: ['It was published at noon (npm)'],
    notKnown: ['Who published it. Ask everybody who may.'],
    response: [
      {
        kind: 'preserve',
        says: 'Keep the archive.',
        commands: ["npm pack '@acme/core@6.6.6'", 'sha256sum *.tgz'],
        links: [],
      },
      { kind: 'report', says: 'Report it.', commands: [], links: ['https://registry.example/report'] },
    ],
    evidence: [
      {
        what: 'the record of the release',
        source: 'https://registry.example/x',
        sha256: 'f00d',
        text: '{\n  "a": 1\n}',
      },
    ],
  },
  noticedAt: Date.parse('2026-11-22T11:00:00Z'),
  retraction: null,
  written: 'digest',
};
