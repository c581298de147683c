import { type Ground, groundOf } from '../../src/exercises/index.ts';
import type { LedgerRow } from '../../src/types/ledger.ts';
import type { Report } from '../../src/types/report.ts';
import { aControl, aFinding, aPublication, aReport, hostile, hostileReport } from '../reports/report-fixture.ts';

function aRow(version: string, trusted: boolean): LedgerRow {
  const join = (state: 'proved' | 'missing', value: string | null) => ({ state, value, says: '' });
  return {
    version,
    line: '1',
    publishedAt: '2026-10-01T09:00:00Z',
    rank: trusted ? 'trusted-publishing' : 'none',
    by: trusted ? 'trusted publishing on GitHub' : '`ada`',
    workflow: null,
    withdrawn: null,
    joins: {
      tag: join('proved', `v${version}`),
      release: join('proved', `v${version}`),
      commit: join('proved', 'a'.repeat(40)),
      run: join('proved', '1'),
      attestation: trusted ? join('proved', 'x') : join('missing', null),
      digest: trusted ? join('proved', 'y') : join('missing', null),
    },
    signals: [],
    quiet: [],
  };
}

function ledgersOf(name: string, trusted: boolean): Report['releases'] {
  return [
    {
      registry: 'npm',
      package: name,
      page: `https://www.npmjs.com/package/${name}`,
      link: 'proved',
      habit: [],
      rows: ['1.2.7', '1.2.6', '1.2.5', '1.2.4', '1.2.3'].map((version) => aRow(version, trusted)),
      omitted: 0,
      signals: [],
      asked: '2026-11-01T00:00:00Z',
      notes: [],
    },
  ];
}

const failing = ['trusted-publishing', 'publish-pins', 'publish-environment', 'publish-install', 'owners'];

/** A token in a job without an environment, an action by tag, one owner. */
export const weakReport: Report = aReport({
  publications: [
    aPublication({
      auth: 'token',
      provenance: false,
      environment: null,
      credentials: [{ kind: 'long-lived', source: 'secrets.NPM_TOKEN', arrives: 'environment variable' }],
    }),
  ],
  controls: failing.map((id) => aControl({ id, verdict: 'fail' })),
  findings: failing.map((control) =>
    aFinding({
      control,
      registry: control === 'publish-pins' ? null : 'npm',
      message:
        control === 'publish-pins' ? '`someone/build` is used by tag (`v1`)' : `\`@acme/core\`: ${control} is open`,
      fingerprint: control,
    }),
  ),
  releases: ledgersOf('@acme/core', false),
});

/** Trusted publishing behind a protected environment, all pinned, tokens refused, nothing open. */
export const strongReport: Report = aReport({
  subject: { repository: 'acme/strong', ref: 'refs/heads/main', commit: null },
  publications: [aPublication({ packages: ['@acme/strong'] })],
  controls: [
    'tokens-refused',
    'publish-environment',
    'publish-pins',
    'publish-install',
    'workflow-guard',
    'owners',
  ].map((id) => aControl({ id, verdict: 'pass' })),
  releases: ledgersOf('@acme/strong', true),
});

const byHand: Report = aReport({
  publications: [aPublication({ workflow: null, job: null, line: null, auth: 'unknown', environment: null })],
});

/** Organisations of every kind that a story has to be true for. */
export const grounds: Readonly<Record<string, Ground>> = {
  weak: groundOf('acme', [weakReport]),
  'well defended': groundOf('acme', [strongReport]),
  mixed: groundOf('acme', [strongReport, weakReport]),
  'by hand': groundOf('acme', [byHand]),
  empty: groundOf('acme', []),
  hostile: groundOf(hostile, [hostileReport]),
};
