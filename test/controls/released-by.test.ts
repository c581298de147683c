import { describe, expect, test } from 'vitest';
import { accountWords, releaseWayOf } from '../../src/controls/release-way.ts';
import { intentFor } from '../../src/controls/released-by.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { type PackageWords, packageEvidence, type Release } from './package-evidence.ts';

describe('how a package is meant to be released', () => {
  const own = (registry: 'npm' | 'pypi' | null, release: 'manual' | null) => ({
    ...defaultPolicy,
    release: 'trusted' as const,
    packages: new Map([['demo', { registry, release }]]),
  });

  test.each([
    ['by its own entry', own(null, 'manual'), 'demo', 'manual'],
    ['by its entry for this registry', own('npm', 'manual'), 'demo', 'manual'],
    ['as all are, where its entry is for another registry', own('pypi', 'manual'), 'demo', 'trusted'],
    ['as all are, where its entry says nothing of it', own('npm', null), 'demo', 'trusted'],
    ['as all are, where it has no entry', own(null, 'manual'), 'other', 'trusted'],
    ['nobody says how', defaultPolicy, 'demo', null],
  ])('%s', (_, policy, name, expected) => {
    expect(intentFor('npm', name, policy)).toBe(expected);
  });
});

describe('how the newest releases came', () => {
  const wayOf = (releases: readonly Release[], words: PackageWords = {}) =>
    releaseWayOf(packageEvidence({ ...words, releases }));

  test.each<[string, readonly Release[], string]>([
    ['by trusted publishing', [{ version: '1.1.0' }, { version: '1.0.0', by: 'ada' }], 'trusted'],
    ['staged and approved', [{ version: '1.1.0', by: 'staged' }], 'trusted'],
    ['by an account', [{ version: '1.1.0', by: 'ada', on: '2026-05-01' }, { version: '1.0.0' }], 'account'],
    ['by an account with provenance', [{ version: '1.1.0', by: 'ada', rank: 'provenance' }], 'account'],
    ['with provenance of nobody', [{ version: '1.1.0', by: '?', rank: 'provenance' }], 'untold'],
    ['in a way that is not told', [{ version: '1.1.0', by: '?' }, { version: '1.0.0' }], 'untold'],
    ['on the last day without the offer', [{ version: '1.1.0', by: 'ada', on: '2025-07-30' }], 'too-old'],
    ['on the first day with the offer', [{ version: '1.1.0', by: 'ada', on: '2025-07-31' }], 'account'],
    ['never', [], 'unseen'],
  ])('%s', (_, releases, kind) => {
    expect(wayOf(releases).kind).toBe(kind);
  });

  test('long ago, on a registry of which the day of the offer is not known', () => {
    const releases = [{ version: '1.0.0', by: 'ada', on: '2020-01-01' }];
    expect(wayOf(releases, { registry: 'pypi' }).kind).toBe('account');
  });

  test('by trusted publishing as far back as it goes without a break', () => {
    const untold = [{ version: '1.2.0' }, { version: '1.1.0' }, { version: '1.0.0', by: '?' }];
    expect(wayOf(untold)).toMatchObject({ rows: [{ version: '1.2.0' }, { version: '1.1.0' }], before: null });
    const migrated = [{ version: '1.2.0' }, { version: '1.1.0', by: 'ada' }, { version: '1.0.0' }];
    expect(wayOf(migrated)).toMatchObject({ rows: [{ version: '1.2.0' }], before: { version: '1.1.0' } });
  });

  test('by an account that is not named', () => {
    const { ledger } = packageEvidence({ releases: [{ version: '1.0.0', by: '?', rank: 'none', on: '2026-05-01' }] });
    expect(ledger?.rows.map(accountWords)).toEqual([
      '`1.0.0` of 2026-05-01 was published by an account, with a token or by hand',
    ]);
  });
});
