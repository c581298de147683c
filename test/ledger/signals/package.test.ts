import { describe, expect, test } from 'vitest';
import type { Case } from '../../../src/ledger/case.ts';
import { malwareInPackage } from '../../../src/ledger/signals/malware-advisory.ts';
import { sourceLinkChanged } from '../../../src/ledger/signals/source-link-changed.ts';
import { tokenStillPresent } from '../../../src/ledger/signals/token-still-present.ts';
import { vanishedVersion } from '../../../src/ledger/signals/vanished-version.ts';
import { aCase, aHabit, aHistory, aTag, facts, isDeclared, saw } from '../builders.ts';
import { byToken, past, told } from './project.ts';

const history = (over: Partial<Case['history']>): Partial<Case> => ({ history: aHistory([], over) });

describe('the source link', () => {
  const linking = (...sourceLinks: readonly string[]) => aCase(history({ sourceLinks }));

  test.each([
    ['stays', linking('git+https://github.com/octo/lantern.git', 'https://github.com/octo/lantern'), []],
    [
      'moves away',
      linking('https://github.com/mallory/lantern', 'https://github.com/octo/lantern'),
      ['source-link-changed high'],
    ],
    ['comes here', linking('https://github.com/octo/lantern', 'https://github.com/old/lantern'), []],
    ['was never here', linking('https://github.com/b/c', 'https://github.com/a/c'), []],
    ['is a home page now', linking('https://lantern.example', 'https://github.com/octo/lantern'), []],
    ['is there once', linking('https://github.com/mallory/lantern'), []],
    [
      'moves to an earlier name',
      {
        ...linking('https://github.com/octo/lamp', 'https://github.com/octo/lantern'),
        github: facts({ repository: { formerNames: ['octo/lamp'] } }),
      },
      [],
    ],
  ])('%s', (_, about, expected) => {
    expect(told(sourceLinkChanged.judge([], about, aHabit()))).toEqual(expected);
  });
});

describe('versions that vanished', () => {
  const vanished = (...versions: readonly string[]) =>
    history({ vanished: versions.map((version) => ({ version, publishedAt: null })) });
  const tagged = facts({ tags: [aTag({ name: 'v1.1.0' })] });
  const advisories = saw([{ id: 'MAL-1', versions: ['1.1.0'], summary: null }]);

  test.each([
    ['none', aCase(vanished()), []],
    ['one that was tagged', aCase({ ...vanished('1.1.0'), github: tagged }), ['vanished-version low']],
    ['one that was never tagged', aCase({ ...vanished('1.2.0'), github: tagged }), ['vanished-version medium']],
    [
      'one that an advisory names',
      aCase({ ...vanished('1.1.0'), github: tagged, advisories }),
      ['vanished-version high'],
    ],
    [
      'one beside the one that an advisory names',
      aCase({
        ...vanished('1.1.0'),
        github: tagged,
        advisories: saw([{ id: 'MAL-1', versions: ['1.1.1'], summary: null }]),
      }),
      ['vanished-version low'],
    ],
    [
      'not all tags are known',
      aCase({ ...vanished('1.2.0'), github: facts({ tags: saw({ tags: [], complete: false }) }) }),
      ['vanished-version low'],
    ],
    ['nobody knows of tags', aCase({ ...vanished('1.2.0'), github: null }), ['vanished-version low']],
    ["npm's stand-in", aCase(vanished('0.0.0-stage')), []],
  ])('%s', (_, about, expected) => {
    expect(told(vanishedVersion.judge([], about, aHabit()))).toEqual(expected);
  });
});

test.each([
  [5, 0, 'medium'],
  [4, 0, 'low'],
  [9, 1, 'medium'],
  [8, 1, 'low'],
])('a version that vanished untagged, where %i were tagged and %i were not, is %s', (yes, no, severity) => {
  const about = aCase({ ...history({ vanished: [{ version: '1.2.0', publishedAt: null }] }), github: facts() });
  expect(told(vanishedVersion.judge([], about, aHabit({ tagged: { yes, no } })))).toEqual([
    `vanished-version ${severity}`,
  ]);
});

describe('a token', () => {
  const withToken = aCase({ declared: { ...isDeclared, auth: ['trusted-publishing', 'token'] } });

  test('is told beside trusted publishing only', () => {
    expect(told(tokenStillPresent.judge(past(3), withToken, aHabit()))).toEqual(['token-still-present low']);
    expect(told(tokenStillPresent.judge(past(3), aCase(), aHabit()))).toEqual([]);
    expect(told(tokenStillPresent.judge(past(3, byToken), withToken, aHabit()))).toEqual([]);
  });
});

describe('malware', () => {
  const judge = (over: Partial<Case>) => told(malwareInPackage.judge(past(2), aCase(over), aHabit()));
  const advisory = { id: 'MAL-1', summary: null };

  test('is told of the package where no shown version is named', () => {
    expect(judge({ advisories: saw([{ ...advisory, versions: [] }]) })).toEqual(['malware-advisory critical']);
    expect(judge({ advisories: saw([{ ...advisory, versions: ['9.9.9'] }]) })).toEqual(['malware-advisory critical']);
    expect(judge({ advisories: saw([{ ...advisory, versions: ['1.1.0'] }]) })).toEqual([]);
    expect(judge(history({ malware: ['<2'] }))).toEqual(['malware-advisory critical']);
    expect(judge(history({ status: 'held' }))).toEqual(['malware-advisory critical']);
    expect(judge({})).toEqual([]);
  });
});
