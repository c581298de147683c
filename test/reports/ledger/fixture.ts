import type { Join, Ledger, LedgerRow, Signal } from '../../../src/types/ledger.ts';
import { type JoinState, joinNames } from '../../../src/types/ledger-words.ts';

function aJoin(state: JoinState = 'proved'): Join {
  return { state, value: null, says: `it is ${state}` };
}

/** All joins of one state, but for those that are named. */
export function joins(state: JoinState, own: Partial<Record<keyof LedgerRow['joins'], JoinState>> = {}) {
  return Object.fromEntries(joinNames.map((name) => [name, aJoin(own[name] ?? state)])) as LedgerRow['joins'];
}

export function aRow(own: Partial<LedgerRow> = {}): LedgerRow {
  return {
    version: '1.4.2',
    line: '1',
    publishedAt: '2026-11-19T08:00:00.000Z',
    rank: 'trusted-publishing',
    by: 'trusted publishing on GitHub',
    workflow: '.github/workflows/release.yml',
    withdrawn: null,
    joins: joins('proved'),
    signals: [],
    quiet: [],
    ...own,
  };
}

export function aSignal(own: Partial<Signal> = {}): Signal {
  return {
    id: 'tp-lost',
    severity: 'critical',
    says: 'published by the account `mallory`',
    provisional: false,
    ...own,
  };
}

export function aLedger(own: Partial<Ledger> = {}): Ledger {
  return {
    registry: 'npm',
    package: 'coins',
    page: 'https://www.npmjs.com/package/coins',
    link: 'proved',
    habit: ['Tags every release as `v1.2.3`.'],
    rows: [aRow()],
    omitted: 0,
    signals: [],
    asked: '2026-11-22T12:00:00.000Z',
    notes: [],
    ...own,
  };
}
