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
  ])('after %j it is %s', (history, kind) => {
    expect(kindOf(history)).toBe(kind);
  });
});
