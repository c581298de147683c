import { expect, test } from 'vitest';
import { movedInserts } from '../../src/fixes/moved-inserts.ts';

const linesOf = (before: string, after: string, line: number) =>
  movedInserts([{ kind: 'insert', path: 'a.yml', line, text: 'x' }], before, after)?.map((edit) => edit.line) ?? null;

test.each([
  ['what stands above stays', 'a\nb\nc\n', 'a\nb\nd\n', 2, [2]],
  ['lines taken above move it up', 'a\nb\nc\n', 'a\nc\n', 3, [2]],
  ['lines added above move it down', 'a\nb\nc\n', 'a\nb\nb2\nc\n', 3, [4]],
  ['the line before may go', 'a\nb\nc\n', 'a\nc\n', 2, [2]],
  ['the end of the file', 'a\nb\n', 'a\nb\nc\n', 3, [4]],
])('%s', (_what, before, after, line, expected) => {
  expect(linesOf(before, after, line)).toEqual(expected);
});

test('between two lines that both have changed there is no place', () => {
  expect(linesOf('a\nb\nc\nd\n', 'a\nX\nY\nd\n', 3)).toBeNull();
});
