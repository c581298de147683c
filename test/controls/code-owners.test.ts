import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownersOf, readCodeOwners } from '../../src/controls/code-owners.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';

const path = '.github/workflows/release.yml';

function ownersIn(text: string, of = path): readonly string[] | null {
  const rules = readCodeOwners(memoryFiles({ CODEOWNERS: text }))?.rules ?? [];
  return ownersOf(of, rules)?.owners ?? null;
}

test.each([
  ['* @a', true],
  ['/.github/ @a', true],
  ['.github/ @a', true],
  ['/.github @a', true],
  ['.github/workflows/* @a', true],
  ['/.github/* @a', false],
  ['/.github/** @a', true],
  ['**/workflows @a', true],
  ['workflows/ @a', true],
  ['*.yml @a', true],
  ['*.yaml @a', false],
  ['release.yml @a', true],
  ['/release.yml @a', false],
  ['/.github/workflows/release.yml @a', true],
  ['/.github/workflows/rel* # comment @a', true],
  ['/docs/ @a', false],
  ['[Section] @a', false],
  ['!/.github/ @a', false],
  ['# /.github/ @a', false],
])('%s', (line, owns) => {
  expect(ownersIn(line) !== null).toBe(owns);
});

test('the last line that matches decides, also when it names nobody', () => {
  expect(ownersIn('* @a\n/.github/ @b @c/d')).toEqual(['@b', '@c/d']);
  expect(ownersIn('/.github/ @b\n* @a # all')).toEqual(['@a']);
  expect(ownersIn('* @a\n/.github/')).toEqual([]);
});

test('GitHub reads one file: .github, the root, docs', () => {
  const files = memoryFiles({ 'docs/CODEOWNERS': '* @docs', CODEOWNERS: '* @root', '.github/CODEOWNERS': '* @github' });
  expect(readCodeOwners(files)?.path).toBe('.github/CODEOWNERS');
  expect(readCodeOwners(memoryFiles({}))).toBeNull();
});

test('no line breaks it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'*?[]{}()!+@\\/. a#\n'.split('')), maxLength: 40 }), (text) => {
      expect(() => ownersIn(text)).not.toThrow();
    }),
  );
});
