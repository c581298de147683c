import { expect, it } from 'vitest';
import { orderedLedger } from '../../../src/reports/ledger/ordered.ts';
import { type Ledger, ledgerSchema } from '../../../src/types/ledger.ts';
import { aLedger, aRow, aSignal } from './fixture.ts';

const ledger = aLedger({
  rows: [aRow({ signals: [aSignal()], quiet: ['its tag came later'] })],
  signals: [aSignal({ id: 'burst' })],
  notes: ['GitHub was not asked'],
});

it('keeps all of a ledger, in the order of the schema', () => {
  expect(JSON.stringify(orderedLedger(ledger))).toBe(JSON.stringify(ledgerSchema.parse(ledger)));
});

it('is the same whatever order the keys were made in, and whatever else was told', () => {
  const odd = { strange: 1, ...(reversed(ledger) as Ledger) };
  expect(JSON.stringify(orderedLedger(odd))).toBe(JSON.stringify(orderedLedger(ledger)));
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, own]) => [key, reversed(own)]),
  );
}
