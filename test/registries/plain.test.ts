import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeWords, commandWord, plain, urlPath } from '../../src/registries/plain.ts';

describe('plain', () => {
  test.each([
    ['@scope/a', '@scope/a'],
    ['two  words', 'two words'],
    ['a\r\n\tb', 'a b'],
    ['a\u0000b\u001b[31mc\u007f', 'a b [31mc'],
    ['line\u2028and\u2029paragraph', 'line and paragraph'],
    ['ev\u202eil\u2066\u200b\ufeff', 'evil'],
    ['\u{e0041}\u{e0042}tags', 'tags'],
    ['half \ud800 pair', 'half \ufffd pair'],
    [' \n ', ''],
    ['a `b`', "a 'b'"],
    ['größe-日本', 'größe-日本'],
  ])('%j becomes %j', (text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  test('is cut to 200 characters and says so', () => {
    expect(plain('x'.repeat(200))).toBe('x'.repeat(200));
    expect(plain('x'.repeat(1_000_000))).toBe(`${'x'.repeat(199)}…`);
    expect(Array.from(plain('😀'.repeat(500)))).toHaveLength(200);
  });

  test('is one visible line, whatever comes in, and stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const once = plain(text);
        expect(once).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
        expect(once.isWellFormed()).toBe(true);
        expect(plain(once)).toBe(once);
      }),
    );
  });
});

describe('codeWords', () => {
  test.each([
    ['@scope/a', '`@scope/a`'],
    ['a`; rm -rf `', "`a'; rm -rf '`"],
    [' \u202e', ''],
  ])('%j becomes %j', (text, expected) => {
    expect(codeWords(text)).toBe(expected);
  });

  test('has no backtick inside, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', ' ', '\n', '\u200b') }), (text) => {
        expect(codeWords(text)).toMatch(/^(?:`[^`]+`)?$/u);
      }),
    );
  });
});

describe('commandWord', () => {
  test.each(['@scope/a', 'a', 'release.yml', 'serde_json', 'a-b.c'])('%j stays', (name) => {
    expect(commandWord(name)).toBe(name);
  });

  test.each([
    '',
    '-rf',
    '--otp=1',
    'a b',
    'a;b',
    '$(id)',
    '`id`',
    'a|b',
    'a\nb',
    '~',
    '../x',
    'a&b',
    '"',
    "'",
    'ä',
    'a*',
  ])('%j is no word', (name) => {
    expect(commandWord(name)).toBeNull();
  });
});

describe('urlPath', () => {
  test.each<[string, 1 | 2, string | null]>([
    ['a', 1, 'a'],
    ['@scope/a', 2, '@scope/a'],
    ['a?b#c', 1, 'a%3Fb%23c'],
    ['a b', 1, 'a%20b'],
    ['a%2e', 1, 'a%252e'],
    ['a\\b', 1, 'a%5Cb'],
    ['a/b', 1, null],
    ['a/b/c', 2, null],
    ['a/', 2, null],
    ['..', 1, null],
    ['.', 1, null],
    ['@scope/..', 2, null],
    ['', 1, null],
    ['\ud800', 1, null],
    ['x'.repeat(201), 1, null],
  ])('%j of at most %i parts: %j', (name, parts, path) => {
    expect(urlPath(name, parts)).toBe(path);
  });

  test('never leaves the page it is put into', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
        const path = urlPath(name);
        if (path === null) return;
        const url = new URL(`https://example.com/p/${path}/settings`);
        expect(url.origin).toBe('https://example.com');
        expect(url.pathname).toMatch(/^\/p\/[^/]+\/settings$/u);
        expect(url.search + url.hash).toBe('');
      }),
    );
  });
});
