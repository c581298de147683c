import { expect, it } from 'vitest';
import { atLeast, isCommit } from '../../src/publishing/versions.ts';

it.each<[string, string, boolean | null]>([
  ['v1.11.0', '1.11.0', true],
  ['v1.12.4', '1.11.0', true],
  ['v1.8.14', '1.11.0', false],
  ['1.10', '1.11.0', false],
  ['1.11', '1.11.5', true],
  ['v2', '1.11.0', true],
  ['v1', '1.11.0', true],
  ['release/v1', '1.11.0', true],
  ['v0', '1.0', false],
  ['tag=v1.10.3', '1.11.0', false],
  ['some/action@v1.2.3', '1.3.0', false],
  ['main', '1.0.0', null],
  ['', '1.0.0', null],
])('%j is at least %s: %s', (ref, version, expected) => {
  expect(atLeast(ref, version)).toBe(expected);
});

it('knows a full commit', () => {
  expect(isCommit('0123456789abcdefABCDEF0123456789abcdef01')).toBe(true);
  expect(isCommit('0'.repeat(64))).toBe(true);
  expect(isCommit('0'.repeat(39))).toBe(false);
  expect(isCommit(`v${'0'.repeat(39)}`)).toBe(false);
});
