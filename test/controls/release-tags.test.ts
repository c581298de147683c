import fc from 'fast-check';
import { expect, test } from 'vitest';
import { patternOf } from '../../src/controls/release-tags.ts';
import { matchesRef } from '../../src/controls/rulesets.ts';

test.each([
  ['v1.2.3', 'v*'],
  ['1.2.3', '[0-9]*'],
  ['v7', 'v*'],
  ['@octo/demo@1.0.0-rc.1', '@octo/demo@*'],
  ['packages/demo/v1.2.0', 'packages/demo/v*'],
  ['release-2026-05-01', 'release-*'],
  ['py3-v1.0', 'py3-v*'],
  ['v1.0.0/rc', 'v1.0.0/rc'],
  ['nightly', 'nightly'],
])('%s is covered by %s', (name, pattern) => {
  expect(patternOf(name)).toBe(pattern);
});

test('the pattern covers the tag, however it is named', () => {
  const names = fc.stringMatching(/^[\w@./+-]{1,40}$/);
  fc.assert(
    fc.property(names, (name) => {
      expect(matchesRef(`refs/tags/${name}`, `refs/tags/${patternOf(name)}`)).toBe(true);
    }),
  );
});

test('a name of any length is read before the test runs out of time', () => {
  expect(typeof patternOf(`${'1'.repeat(50_000)}x`)).toBe('string');
});
