import type { Join, Ledger, LedgerRow } from '../../src/types/ledger.ts';

/** A release that is as it should be. */
export function aRow(own: Partial<LedgerRow> = {}): LedgerRow {
  return {
    version: '1.9.0',
    line: '1',
    publishedAt: '2026-05-30T12:00:00.000Z',
    rank: 'trusted-publishing',
    by: 'trusted publishing on GitHub',
    workflow: '.github/workflows/release.yml',
    withdrawn: null,
    joins: {
      tag: aJoin({ value: 'v1.9.0' }),
      release: aJoin({ state: 'missing', says: 'GitHub has no release of this tag' }),
      commit: aJoin({ value: 'c0'.repeat(20) }),
      run: aJoin({ value: '4711' }),
      attestation: aJoin({ value: null }),
      digest: aJoin({ value: 'sha512:abcdef' }),
    },
    signals: [],
    quiet: [],
    ...own,
  };
}

export function aJoin(own: Partial<Join> = {}): Join {
  return { state: 'proved', value: null, says: 'the attestation names it', ...own };
}

export function aLedger(own: Partial<Ledger> = {}): Ledger {
  return {
    registry: 'npm',
    package: '@acme/core',
    page: 'https://registry.example/@acme/core',
    link: 'proved',
    habit: ['Tags every release as `v1.2.3`'],
    rows: [aRow()],
    omitted: 0,
    signals: [],
    asked: '2026-11-22T11:00:00.000Z',
    notes: [],
    ...own,
  };
}
