import { describe, expect, it } from 'vitest';
import { folderMatcher, withItself } from '../../../src/registries/manifests/globs.ts';

function matches(patterns: readonly string[], directory: string, base = ''): boolean {
  return folderMatcher(patterns, base)(directory);
}

describe('folderMatcher', () => {
  it.each([
    [['packages/*'], 'packages/a', true],
    [['packages/*'], 'packages/a/b', false],
    [['packages/*/'], 'packages/a', true],
    [['./packages/*'], 'packages/a', true],
    [['packages/**'], 'packages/a/b', true],
    [['packages/a'], 'packages/a', true],
    [['packages/a/'], 'packages/a', true],
    [['packages/{a,b}'], 'packages/b', true],
    [['packages/{a,b}'], 'packages/c', false],
    [['packages/!(c)'], 'packages/b', true],
    [['packages/!(c)'], 'packages/c', false],
    [['packages/[ab]'], 'packages/a', true],
    [['**'], 'any/where', true],
    [['packages/*', '!packages/b'], 'packages/b', false],
    [['packages/*', '!packages/b'], 'packages/a', true],
    [['packages/**', '!**/test/**'], 'packages/a/test/x', false],
    [['!packages/a'], 'packages/b', false],
    [['.'], '', true],
    [['packages/*'], '', false],
    [['packages/*'], 'packages', false],
    [['packages/*'], 'packages/.hidden', false],
  ])('%j and %s: %s', (patterns, directory, expected) => {
    expect(matches(patterns, directory)).toBe(expected);
  });

  it('sees patterns from their own folder, whatever it is called', () => {
    expect(matches(['*'], 'js [new]/a', 'js [new]')).toBe(true);
    expect(matches(['*'], 'other/a', 'js')).toBe(false);
    expect(matches(['../shared/a'], 'shared/a', 'js')).toBe(true);
    expect(matches(['../../outside'], 'outside', 'js')).toBe(false);
    expect(matches(['/etc'], 'etc')).toBe(false);
  });

  it('can take its own folder along', () => {
    const claims = withItself(folderMatcher(['a'], 'js'), 'js');
    expect([claims('js'), claims('js/a'), claims('js/b'), claims('')]).toEqual([true, true, false, false]);
  });

  it('is not slowed down by patterns made for that', () => {
    const hostile = [
      `${'*a'.repeat(30)}b`,
      `${'**/'.repeat(40)}x`,
      '+(a|aa)+(a|aa)+(a|aa)b',
      '(a+)+b',
      `{${'a,'.repeat(2000)}b}/*`,
      `${'{a,b}'.repeat(30)}*`,
    ];
    const claims = folderMatcher(hostile, '');
    for (let index = 0; index < 200; index++)
      expect(claims(`${'a'.repeat(200)}/${'a/'.repeat(80)}${index}`)).toBe(false);
  });

  it('looks plain paths up', () => {
    const claims = folderMatcher(
      Array.from({ length: 20_000 }, (_, index) => `packages/p${index}`),
      '',
    );
    for (let index = 0; index < 20_000; index++) expect(claims(`packages/p${index}`)).toBe(true);
    expect(claims('packages/other')).toBe(false);
  });
});
