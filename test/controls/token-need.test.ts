import { expect, test } from 'vitest';
import { notNeededSince, notNeededWords } from '../../src/controls/token-need.ts';
import { bareRelease, unknownPublisher } from '../../src/registries/release.ts';
import { packageEvidence, type Release, unreadable } from './package-evidence.ts';

const since = (releases: readonly Release[]) => notNeededSince([packageEvidence({ releases })]);

const trusted = (version: string, on: string): Release => ({ version, on });
const byAda = (version: string, on: string): Release => ({ version, on, by: 'ada' });
const untold = (version: string, on: string): Release => ({ version, on, by: '?' });

test.each([
  [
    'the first of the unbroken run',
    [trusted('2.5.0', '2026-05-09'), trusted('2.4.0', '2026-05-08'), byAda('2.3.0', '2026-05-01')],
    '2.4.0',
  ],
  ['the very first release', [trusted('2.5.0', '2026-05-09'), trusted('2.4.0', '2026-05-08')], '2.4.0'],
  [
    'nothing before what is not known',
    [trusted('2.5.0', '2026-05-09'), untold('2.4.0', '2026-05-08'), trusted('2.3.0', '2026-05-01')],
    '2.5.0',
  ],
  ['no release, where the newest is not known', [untold('2.5.0', '2026-05-09'), trusted('2.4.0', '2026-05-08')], null],
  [
    'no release, where an account made the newest',
    [byAda('2.5.0', '2026-05-09'), trusted('2.4.0', '2026-05-08')],
    null,
  ],
  [
    'not before a prerelease that needed it',
    [trusted('2.5.0', '2026-05-09'), byAda('2.5.0-rc.1', '2026-05-08'), trusted('2.4.0', '2026-05-01')],
    '2.5.0',
  ],
  [
    'not before a yanked one that needed it',
    [
      trusted('2.5.0', '2026-05-09'),
      { ...byAda('2.4.1', '2026-05-08'), withdrawn: 'yanked' },
      trusted('2.4.0', '2026-05-01'),
    ],
    '2.5.0',
  ],
  [
    'a staged release that a trusted publisher handed in',
    [trusted('2.5.0', '2026-05-09'), { version: '2.4.0', on: '2026-05-08', by: 'staged' }],
    '2.4.0',
  ],
  ['no release', [], null],
])('a token has not been needed since %s', (_name, releases, version) => {
  expect(since(releases)?.version ?? null).toBe(version);
});

test('a staged release may have been handed in with a token', () => {
  const person = { publisher: { ...unknownPublisher, kind: 'person', name: 'ada', approver: 'ada' } } as const;
  expect(since([{ version: '2.5.0', by: 'staged', release: person }])).toBeNull();
});

test('a release that the ledger left out may have needed it', () => {
  const about = packageEvidence({
    releases: [trusted('2.5.0', '2026-05-09'), trusted('2.3.0', '2026-05-01')],
    history: {
      releases: [
        { ...bareRelease('2.3.0'), publishedAt: '2026-05-01T00:00:00.000Z' },
        { ...bareRelease('2.4.0'), publishedAt: '2026-05-08T00:00:00.000Z' },
        { ...bareRelease('2.5.0'), publishedAt: '2026-05-09T00:00:00.000Z' },
      ],
    },
  });
  expect(notNeededSince([about])).toMatchObject({ version: '2.5.0', day: '2026-05-09' });
});

test('several packages: the last of them decides, and none may be unknown', () => {
  const one = packageEvidence({ name: 'one', releases: [trusted('2.0.0', '2026-05-01')] });
  const two = packageEvidence({ name: 'two', releases: [trusted('2.0.0', '2026-05-03')] });
  const three = packageEvidence({ name: 'three', releases: [trusted('3.0.0', '2026-05-02')] });
  expect(notNeededSince([two, one])).toEqual({ version: '2.0.0', day: '2026-05-03', packages: ['one', 'two'] });
  expect(notNeededSince([one, two, three])).toMatchObject({ version: null, day: '2026-05-03' });
  expect(notNeededSince([one, packageEvidence({ name: 'dark', history: unreadable })])).toBeNull();
  expect(notNeededSince([])).toBeNull();
});

test('the words name the version, or the packages', () => {
  expect(notNeededWords({ version: '2.4.0', day: '2026-05-08', packages: ['a'] })).toBe(
    'has not been needed since `2.4.0` of 2026-05-08',
  );
  expect(notNeededWords({ version: null, day: '2026-05-08', packages: ['a', 'b'] })).toBe(
    'has not been needed since 2026-05-08, for any of `a` and `b`',
  );
});
