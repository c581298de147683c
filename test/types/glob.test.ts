import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandBraces, globMatcher, matchesGlob, matchesWildcard } from '../../src/types/glob.ts';

describe('matchesGlob', () => {
  test.each([
    ['packages/*', 'packages/a', true],
    ['packages/*', 'packages/a/b', false],
    ['packages/**', 'packages', true],
    ['packages/**', 'packages/a/b', true],
    ['**/a', 'a', true],
    ['**/a', 'x/y/a', true],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/c', false],
    ['*.{js,ts}', 'a.ts', true],
    ['*.{js,ts}', 'a.rs', false],
    ['pkg-?', 'pkg-a', true],
    ['pkg-?', 'pkg-', false],
    ['pkg-[a-c]', 'pkg-b', true],
    ['pkg-[a-c]', 'pkg-d', false],
    ['pkg-[!a-c]', 'pkg-d', true],
    ['packages/!(old|legacy)', 'packages/new', true],
    ['packages/!(old|legacy)', 'packages/old', false],
    ['packages/@(a|b)', 'packages/b', true],
    ['packages/@(a|b)', 'packages/c', false],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['[a', '[a', true],
  ])('%s and %s: %s', (glob, path, expected) => {
    expect(matchesGlob(path, glob)).toBe(expected);
  });

  test('hidden names are passed over where asked, unless the pattern names them', () => {
    expect(globMatcher('a/*', true)('a/.b')).toBe(false);
    expect(globMatcher('a/**', true)('a/.b/c')).toBe(false);
    expect(globMatcher('a/.*', true)('a/.b')).toBe(true);
    expect(globMatcher('a/*')('a/.b')).toBe(true);
  });

  test('a path matches itself with its special characters escaped, and a star in place of any one name', () => {
    const name = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !/[/{}()!@,|]/.test(text));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 6 }), fc.nat(5), (names, at) => {
        const escaped = names.map((text) => text.replace(/[\\*?[\]]/g, '\\$&'));
        const path = names.join('/');
        expect(matchesGlob(path, escaped.join('/'))).toBe(true);
        expect(matchesGlob(path, escaped.with(at % names.length, '*').join('/'))).toBe(true);
        expect(matchesGlob(path, '**')).toBe(true);
      }),
    );
  });

  test('no pattern throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 600 }), fc.string({ maxLength: 600 }), (glob, path) => {
        expect(typeof matchesGlob(path, glob)).toBe('boolean');
      }),
    );
  });
});

test('a wildcard crosses slashes', () => {
  expect(matchesWildcard('@a/b', '@*b')).toBe(true);
  expect(matchesWildcard('@a/b', '@*c')).toBe(false);
});

test('too many alternatives are left as they stand', () => {
  expect(expandBraces('{a,b}{c,d}').toSorted()).toEqual(['ac', 'ad', 'bc', 'bd']);
  const many = '{a,b}'.repeat(10);
  expect(expandBraces(many)).toEqual([many]);
});
