import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bypassWords, matchesRef, rulesetsAsleep, rulesetsInForce } from '../../src/controls/rulesets.ts';
import { settingsNotAsked } from '../../src/github/settings.ts';
import { hidden, tagRuleset, told } from './settings-fixtures.ts';

test.each([
  ['refs/tags/v1.2.3', '~ALL', true],
  ['refs/tags/v1.2.3', 'refs/tags/v*', true],
  ['refs/tags/v1.2.3', 'refs/tags/v[0-9]*', true],
  ['refs/tags/v1', 'refs/tags/v?', true],
  ['refs/tags/1.2.3', 'refs/tags/v*', false],
  ['refs/tags/v1.2.3', 'v*', false],
  ['refs/tags/@octo/demo@1.0.0', 'refs/tags/*', false],
  ['refs/tags/@octo/demo@1.0.0', 'refs/tags/**', false],
  ['refs/tags/@octo/demo@1.0.0', 'refs/tags/**/*', true],
  ['refs/tags/@octo/demo@1.0.0', 'refs/tags/@octo/demo@*', true],
  ['refs/tags/v1.2.3', 'refs/tags/**/*', true],
  ['refs/tags/v1', 'refs/tags/v{1,2}', false],
  ['refs/tags/v1', 'refs/tags/!(x)', false],
  ['refs/heads/main', '~DEFAULT_BRANCH', true],
  ['refs/tags/main', '~DEFAULT_BRANCH', false],
])('%s under %s: %s', (ref, pattern, expected) => {
  expect(matchesRef(ref, pattern)).toBe(expected);
});

test('hostile patterns end soon and never throw', () => {
  fc.assert(fc.property(fc.string(), (pattern) => typeof matchesRef('refs/tags/v1.2.3', pattern) === 'boolean'));
  expect(matchesRef(`refs/tags/${'a'.repeat(200)}`, `refs/tags/${'*a'.repeat(200)}b`)).toBe(false);
});

test('what is excluded, disabled, only evaluated or for branches is not in force', () => {
  const settings = (changes: Parameters<typeof tagRuleset>[1]) => ({
    ...settingsNotAsked,
    rulesets: told([tagRuleset(['deletion'], changes)]),
  });
  const ref = 'refs/tags/v1.0.0';
  expect(rulesetsInForce(settings({}), ref)).toHaveLength(1);
  expect(rulesetsInForce(settings({ exclude: ['refs/tags/v1.*'] }), ref)).toEqual([]);
  expect(rulesetsInForce(settings({ target: 'branch' }), ref)).toEqual([]);
  for (const enforcement of ['evaluate', 'disabled'] as const) {
    expect(rulesetsInForce(settings({ enforcement }), ref)).toEqual([]);
    expect(rulesetsAsleep(settings({ enforcement }), ref)).toHaveLength(1);
  }
  expect(rulesetsInForce({ ...settingsNotAsked, rulesets: hidden('metadata:read') }, ref)).toEqual([]);
});

test('who may bypass is said, also that it is not visible', () => {
  expect(bypassWords([tagRuleset([])])).toBe('');
  expect(bypassWords([tagRuleset([], { bypassActors: 1 })])).toContain('1 entry');
  expect(bypassWords([tagRuleset([], { bypassActors: null })])).toContain('shows only to those who may edit');
});
