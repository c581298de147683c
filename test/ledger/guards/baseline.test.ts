import { describe, expect, test } from 'vitest';
import { baselineOf, isMaintained, isOfOlderLine, trustBaselineOf } from '../../../src/ledger/guards/baseline.ts';
import { aHistory } from '../builders.ts';
import { channel, sixthAfter, stable, theRow } from '../signals/project.ts';

/** `2 rc` is a channel, anything else a stable line. */
const lineOf = (name: string) => (name.includes(' ') ? channel(name) : stable(name));

/** A release of the line `now` after releases of the lines `before`, oldest first. */
function after(before: readonly string[], now: string, newest: string | null = null) {
  return sixthAfter(
    before.map((name, number) => theRow(number, { line: lineOf(name) })),
    { line: lineOf(now) },
    { about: { history: aHistory([], { newest }) } },
  );
}

/** Positions among those before, of the ones that it is compared with. */
const positions = (context: ReturnType<typeof after>, judge = baselineOf) =>
  judge(context).map((row) => context.earlier.indexOf(row));

describe('a release is compared with', () => {
  test.each([
    ['its own line, where that is long enough', ['1', '2', '2', '2'], '2', [1, 2, 3]],
    ['a young line and the one before it', ['1', '1', '2', '2'], '2', [0, 1, 2, 3]],
    ['the newest stable line, as the first of its own', ['1', '2', '2', '3 rc'], '3', [1, 2]],
    ['its own line alone, where a newer one has begun', ['1', '2', '2', '2'], '1', [0]],
    ['no prerelease, as a stable one', ['1 rc', '1 rc', '1 rc'], '1', []],
    ['its own channel', ['1 rc', '1', '2 rc', '2 next'], '2 rc', [2]],
    ['the same channel of other versions, as the first of its own', ['1 rc', '1', '1 next', '2 rc'], '3 rc', [0, 3]],
    ['nothing, as the first of a channel', ['1', '1 rc', '1'], '2 next', []],
    ['nothing, as the first of all', [], '1', []],
  ])('%s', (_, before, now, expected) => {
    expect(positions(after(before, now))).toEqual(expected);
  });

  test('the newest stable line, as a prerelease of a channel without a past that is installed by default', () => {
    const before = ['1', '2', '2', '1 beta'];
    expect(positions(after(before, '3 next', '1.5.0'), trustBaselineOf)).toEqual([1, 2]);
    expect(positions(after(before, '3 next', '1.4.0'), trustBaselineOf)).toEqual([]);
    expect(positions(after(before, '3 beta', '1.5.0'), trustBaselineOf)).toEqual([3]);
    expect(positions(after(['1 beta'], '3', '1.5.0'), trustBaselineOf)).toEqual([]);
  });
});

describe('a line', () => {
  test.each([
    [['1', '2'], '1', true],
    [['1', '2', '1'], '1', true],
    [['1', '2'], '2', false],
    [['1', '1'], '1', false],
    [['1', '2 rc'], '1', false],
    [['2'], '1', false],
    [['1 rc', '2'], '1 rc', false],
  ])('after %j, %s is maintained: %s', (before, now, expected) => {
    expect(isMaintained(after(before, now))).toBe(expected);
  });

  test.each([
    [['2'], '1', true],
    [['1', '2'], '2', false],
    [['1'], '2', false],
    [['0.30'], '0.9', true],
    [['0.9'], '0.30', false],
    [['1'], '0.30', true],
    [['0.30'], '1', false],
    [['10'], '9', true],
    [['3 rc'], '2', false],
    [[], '1', false],
  ])('after %j, %s is below the newest: %s', (before, now, expected) => {
    expect(isOfOlderLine(after(before, now))).toBe(expected);
  });
});
