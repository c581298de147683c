import { describe, expect, test } from 'vitest';
import { breakOf } from '../../../src/ledger/guards/break.ts';
import { past, theRow } from '../signals/project.ts';

/** `T` had it, `-` had not, `?` cannot be judged; a release every nine days, and the one in question nine days later. */
function kindOf(history: string): string {
  const rows = past(history.length);
  const had = (row: (typeof rows)[number]) => {
    const letter = history[rows.indexOf(row)];
    return letter === '?' ? null : letter === 'T';
  };
  return breakOf(rows, theRow(history.length).at, had).kind;
}

describe('what a release breaks with', () => {
  test.each([
    ['', 'never'],
    ['---', 'never'],
    ['TTT', 'steady'],
    ['TT', 'steady'],
    ['T', 'recent'],
    ['?T', 'recent'],
    ['---T', 'recent'],
    ['---TT', 'recent'],
    ['---TTT', 'steady'],
    ['T-T', 'mixed'],
    ['TT-T', 'mixed'],
    ['TTTT-T', 'steady'],
    ['TTT-T-T', 'mixed'],
    ['TTTTTTTTTTT-TTTTTTTTTT', 'steady'],
    ['TTTT--', 'given-up'],
    ['T?T', 'steady'],
    ['TTT?', 'steady'],
    ['---T-T', 'mixed'],
    ['TTTTTTT-TTTTTT-TTTTTTT', 'steady'],
    ['TTTTT-TTTT-T', 'mixed'],
  ])('after %j it is %s', (history, kind) => {
    expect(kindOf(history)).toBe(kind);
  });

  test.each([
    ['the same day', 0, 0, 'steady'],
    ['two days before', 2, 0, 'steady'],
    ['more than two days before', 2.01, 0, 'given-up'],
    ['at a time that nobody told', null, 0, 'given-up'],
    ['two days before a release without a time', 2, null, 'given-up'],
  ] as const)('a lapse %s is one event with the release in question, or the habit had ended', (_, days, now, kind) => {
    const lapse = theRow(3, { at: days === null ? null : -days * 86_400_000 });
    expect(breakOf([...past(3), lapse], now, (row) => row !== lapse).kind).toBe(kind);
  });
});
