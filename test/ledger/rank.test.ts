import { describe, expect, it } from 'vitest';
import type { AttestedState } from '../../src/ledger/facts.ts';
import { isStagedUnmarked, rankOf } from '../../src/ledger/rank.ts';
import { unknownPublisher } from '../../src/registries/release.ts';
import { aRelease, aRow, byPerson, byTrust } from './builders.ts';

const attested = (state: AttestedState['state']): AttestedState => ({ state, reasons: [] });
const person = aRelease({ publisher: byPerson() });
const nobody = aRelease({ publisher: unknownPublisher });

describe('the rank of a release', () => {
  it.each([
    ['an approved one', 'npm', aRelease({ publisher: byTrust({ approver: 'ada' }) }), 'verified', 'staged'],
    ['a trusted one', 'npm', aRelease(), 'none', 'trusted-publishing'],
    ["a person's with provenance", 'npm', person, 'verified', 'provenance'],
    ["a person's without", 'npm', aRelease({ publisher: byPerson(), attested: 'no' }), 'none', 'none'],
    ["a person's that nobody asked about", 'npm', person, 'unknown', null],
    ["a person's with one that does not hold", 'npm', person, 'refused', 'none'],
    ['an attested one', 'pypi', nobody, 'verified', 'trusted-publishing'],
    ['an attested gem', 'rubygems', nobody, 'verified', 'trusted-publishing'],
    ['one without attestation', 'pypi', nobody, 'none', null],
    ['a half attested one', 'pypi', nobody, 'partial', null],
    ["a person's that is half attested", 'npm', person, 'partial', null],
    [
      "a person's that the registry says has none, which nobody read",
      'npm',
      aRelease({ publisher: byPerson(), attested: 'no' }),
      'unknown',
      'none',
    ],
    ["a person's", 'crates.io', aRelease({ publisher: byPerson(), attested: 'unknown' }), 'unknown', 'none'],
    [
      "a person's gem that nobody asked about",
      'rubygems',
      aRelease({ publisher: byPerson(), attested: 'unknown' }),
      'unknown',
      null,
    ],
    ["nobody's", 'nuget', nobody, 'unknown', null],
    ['a signed one', 'maven-central', nobody, 'verified', 'provenance'],
  ] as const)('%s on %s', (_, registry, release, state, rank) => {
    expect(rankOf(registry, release, attested(state))).toBe(rank);
  });
});

describe('a staged release without its mark', () => {
  const at = (time: string) =>
    aRow({ release: aRelease({ publisher: byPerson(), publishedAt: time }), rank: 'provenance' });
  const beside = [aRow()];

  it('is told by the week, the provenance and its neighbours', () => {
    expect(isStagedUnmarked('npm', at('2026-05-22T00:00:00Z'), beside)).toBe(true);
    expect(isStagedUnmarked('npm', at('2026-05-29T23:59:59Z'), beside)).toBe(true);
    const onlyOne = [aRow({ rank: 'none' }), aRow({ rank: 'staged' })];
    expect(isStagedUnmarked('npm', at('2026-05-25T00:00:00Z'), onlyOne)).toBe(true);
  });

  it('is not told of others', () => {
    expect(isStagedUnmarked('npm', at('2026-05-30T00:00:00Z'), beside)).toBe(false);
    expect(isStagedUnmarked('npm', at('2026-05-21T23:59:59Z'), beside)).toBe(false);
    expect(isStagedUnmarked('npm', at('2026-05-25T00:00:00Z'), [aRow({ rank: 'provenance' })])).toBe(false);
    expect(isStagedUnmarked('pypi', at('2026-05-25T00:00:00Z'), beside)).toBe(false);
    expect(isStagedUnmarked('npm', { ...at('2026-05-25T00:00:00Z'), rank: 'none' }, beside)).toBe(false);
  });
});
