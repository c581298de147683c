import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines, hunksOf } from '../../../src/sandbox/pages/line-diff.ts';

const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 });

describe('diffLines', () => {
  it('leads from the old lines to the new ones, with the right numbers', () => {
    fc.assert(
      fc.property(text, text, (old, now) => {
        const lines = diffLines(old, now);
        const olds = lines.flatMap((line) => ('old' in line ? [line] : []));
        const nows = lines.flatMap((line) => ('now' in line ? [line] : []));
        expect(olds.map((line) => line.text)).toEqual(old);
        expect(nows.map((line) => line.text)).toEqual(now);
        expect(olds.map((line) => line.old)).toEqual(old.map((_, index) => index + 1));
        expect(nows.map((line) => line.now)).toEqual(now.map((_, index) => index + 1));
      }),
    );
  });

  it('keeps as much as can be kept', () => {
    const kinds = diffLines(['a', 'b', 'c', 'd', 'e'], ['a', 'c', 'x', 'd', 'e', 'f']).map(({ kind }) => kind);
    expect(kinds).toEqual(['same', 'gone', 'same', 'come', 'same', 'same', 'come']);
  });

  it('exchanges what is too large to be compared', () => {
    const many = (prefix: string) => Array.from({ length: 2500 }, (_, index) => `${prefix}${index}`);
    const lines = diffLines(['same', ...many('a')], ['same', ...many('b')]);
    expect(lines.filter(({ kind }) => kind === 'same')).toHaveLength(1);
    expect(lines).toHaveLength(5001);
  });
});

describe('hunksOf', () => {
  const numbers = (length: number) => Array.from({ length }, (_, index) => String(index + 1));

  it('shows three equal lines around a change, and joins what lies close', () => {
    const old = numbers(40);
    const now = old.with(9, 'x').with(13, 'y').with(34, 'z');
    const hunks = hunksOf(diffLines(old, now));
    expect(hunks.map((hunk) => [hunk[0]?.text, hunk.at(-1)?.text])).toEqual([
      ['7', '17'],
      ['32', '38'],
    ]);
  });

  it('shows a line that something is said of, although it has not changed', () => {
    const same = diffLines(numbers(20), numbers(20));
    expect(hunksOf(same)).toEqual([]);
    expect(hunksOf(same, new Set([10]))[0]?.map((line) => line.text)).toEqual(numbers(13).slice(6));
  });
});
