import fc from 'fast-check';
import { expect, it } from 'vitest';
import { destination } from '../../../src/web/sign-in/destination.ts';

it.each([
  ['/', '/'],
  ['/o/coin-press?q=mint&sort=name', '/o/coin-press?q=mint&sort=name'],
  ['/r/a/b/p/npm/%40scope/name', '/r/a/b/p/npm/%40scope/name'],
  ['/a/../b', '/b'],
])('%s is a path of our own: %s', (asked, expected) => {
  expect(destination(asked)).toBe(expected);
});

it.each([
  null,
  '',
  'https://evil.test/',
  'javascript:alert(1)',
  '//evil.test',
  '///evil.test',
  '/\\evil.test',
  '\\\\evil.test',
  '/\t/evil.test',
  '/\n/evil.test',
  ' //evil.test',
  '/.//evil.test',
  '/a/..//evil.test',
  '/%2e//evil.test',
  '/ö',
  '/sign-in?to=/',
  '/sign-out',
  `/${'a'.repeat(1501)}`,
])('%j is none', (asked) => {
  expect(destination(asked)).toBe('/');
});

it('never leads to another origin, whatever is asked for', () => {
  const hostile = fc.array(
    fc.constantFrom('/', '\\', '.', '%2e', '%2f', '\t', '\n', '@', ':', '?', '#', 'evil.test', 'http:'),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        hostile.map((parts) => `/${parts.join('')}`),
        fc.string(),
      ),
      (asked) => {
        expect(new URL(destination(asked), 'https://own.test').origin).toBe('https://own.test');
      },
    ),
    { seed: 7, numRuns: 500 },
  );
});
