import { describe, expect, test } from 'vitest';
import { hasGoodRun, isProvedThroughout, isTagged } from '../../../src/ledger/guards/corroboration.ts';
import type { JoinName, JoinState } from '../../../src/ledger/ledger.ts';
import { aJoin, aRow, joinsOf } from '../builders.ts';

describe('a version has its tag', () => {
  // The tag's state and value, those of the release on GitHub, and whether that is enough.
  test.each([
    ['proved', 'v1.0.0', 'missing', null, true],
    ['missing', null, 'proved', 'v1.0.0', true],
    ['unknown', 'v1.0.0', 'missing', null, true],
    ['missing', null, 'unknown', 'v1.0.0', true],
    ['unknown', null, 'unknown', null, false],
    ['missing', null, 'missing', null, false],
    ['missing', 'v1.0.0', 'missing', null, false],
    ['contradicted', 'v1.0.0', 'proved', 'v1.0.0', false],
    ['proved', 'v1.0.0', 'contradicted', 'v1.0.0', true],
  ] as const)('tag %s %s, release %s %s: %s', (tag, tagName, release, releaseName, expected) => {
    const joins = joinsOf({ tag: aJoin(tag, { value: tagName }), release: aJoin(release, { value: releaseName }) });
    expect(isTagged(aRow({ joins }))).toBe(expected);
  });
});

describe('a release is proved throughout', () => {
  test('where each of its joins is', () => {
    expect(isProvedThroughout(aRow())).toBe(true);
    expect(hasGoodRun(aRow())).toBe(true);
  });

  test.each<[JoinName, JoinState, boolean]>([
    ['commit', 'unknown', true],
    ['commit', 'contradicted', true],
    ['attestation', 'missing', true],
    ['run', 'unknown', false],
    ['run', 'contradicted', false],
    ['tag', 'contradicted', true],
  ])('not where the %s is %s', (name, state, goodRun) => {
    const row = aRow({ joins: joinsOf({ [name]: aJoin(state) }) });
    expect(isProvedThroughout(row)).toBe(false);
    expect(hasGoodRun(row)).toBe(goodRun);
  });
});
