import { describe, expect, test } from 'vitest';
import { burst } from '../../../src/ledger/signals/burst.ts';
import { lateFile } from '../../../src/ledger/signals/late-file.ts';
import { malwareAdvisory } from '../../../src/ledger/signals/malware-advisory.ts';
import { newDependency } from '../../../src/ledger/signals/new-dependency.ts';
import { newInstallScript } from '../../../src/ledger/signals/new-install-script.ts';
import { aFile, aHistory, daysLater, saw, unreadable } from '../builders.ts';
import { byToken, channel, identityOf, pace, past, sixth, sixthAfter, stable, theRow, told } from './project.ts';

const running = { release: { installScript: true } };

describe('a script at installation', () => {
  test.each([
    ['is new', sixthAfter(past(5), running), ['new-install-script high']],
    ['is new, where little is known', sixthAfter(past(2), running), ['new-install-script medium']],
    [
      'is new in what builds native code',
      sixthAfter(past(5), { release: { installScript: true, dependencies: ['node-gyp-build'] } }),
      ['new-install-script medium'],
    ],
    ['was there', sixthAfter([theRow(0, running), ...past(5).slice(1)], running), []],
    [
      'was in a prerelease long enough',
      sixthAfter([...past(4), theRow(4, { ...running, line: channel('1 rc') })], running),
      [],
    ],
    [
      'is tried in a prerelease',
      sixthAfter(past(5), { ...running, line: channel('2 rc') }),
      ['new-install-script medium'],
    ],
    [
      'is in a prerelease by token',
      sixthAfter(past(5), { ...byToken, release: { ...byToken.release, ...running.release }, line: channel('2 rc') }),
      ['new-install-script high'],
    ],
    ['is new, where three are known', sixthAfter(past(3), running), ['new-install-script high']],
    [
      'was in a prerelease of the day before',
      sixthAfter([...past(4), theRow(4, { ...running, line: channel('1 rc'), at: theRow(sixth).at })], running),
      ['new-install-script high'],
    ],
    [
      'is in a prerelease by token, as in one before it',
      sixthAfter([...past(4), theRow(4, { ...running, line: channel('1 rc') })], {
        ...byToken,
        release: { ...byToken.release, ...running.release },
        line: channel('1 rc'),
      }),
      ['new-install-script high'],
    ],
    ['is not told', sixthAfter(past(5), { release: { installScript: null } }), []],
    ['was not told', sixthAfter(past(5, { release: { installScript: null } }), running), []],
  ])('%s', (_, context, expected) => {
    expect(told(newInstallScript.judge(context))).toEqual(expected);
  });
});

describe('dependencies', () => {
  const needing = (...dependencies: readonly string[]) => ({ release: { dependencies } });

  test('are told when no release had them', () => {
    const { signals } = newDependency.judge(sixthAfter(past(5, needing('left')), needing('left', 'plain-crypto')));
    expect(signals).toMatchObject([{ severity: 'low', says: 'depends on `plain-crypto`, as no earlier release did' }]);
    expect(newDependency.judge(sixthAfter(past(5, needing('left', 'right')), needing('right'))).signals).toEqual([]);
  });

  test('that were not read are no news', () => {
    expect(newDependency.judge(sixthAfter(past(5, { release: { dependencies: null } }), needing('a'))).signals).toEqual(
      [],
    );
    expect(newDependency.judge(sixthAfter(past(5, needing()), { release: { dependencies: null } })).signals).toEqual(
      [],
    );
  });
});

describe('two versions within minutes', () => {
  const moments = (minutes: number) => ({ at: Date.parse(daysLater(sixth * pace)) - minutes * 60_000 });
  const neighbours = ['lamp', 'wick'].flatMap((name) =>
    ['1.0.1', '1.0.2'].map((version) => ({ package: name, version, publishedAt: daysLater(sixth * pace) })),
  );

  test.each([
    ['of one line', sixthAfter([...past(4), theRow(4, moments(6))]), ['burst medium'], 0],
    ['of two lines', sixthAfter([...past(4), theRow(4, { ...moments(6), line: stable('0') })]), [], 1],
    [
      'of a prerelease',
      sixthAfter([...past(4), theRow(4, { ...moments(6), line: channel('1 rc') })], { line: channel('1 rc') }),
      [],
      0,
    ],
    ['ten minutes apart', sixthAfter([...past(4), theRow(4, moments(10))]), ['burst medium'], 0],
    ['eleven minutes apart', sixthAfter([...past(4), theRow(4, moments(11))]), [], 0],
    ['half an hour apart', sixthAfter([...past(4), theRow(4, moments(30))]), [], 0],
    [
      'as once before',
      sixthAfter([theRow(0), theRow(1, { at: theRow(0).at }), theRow(2), theRow(3), theRow(4, moments(6))]),
      ['burst medium'],
      0,
    ],
    [
      'as prereleases do',
      sixthAfter([
        ...[0, 1, 2, 3].map((number) => theRow(number, { at: theRow(0).at, line: channel('1 rc') })),
        theRow(4, moments(6)),
      ]),
      ['burst medium'],
      0,
    ],
    [
      'as versions of different lines do',
      sixthAfter([
        ...['a', 'b', 'c', 'd'].map((name, number) => theRow(number, { at: theRow(0).at, line: stable(name) })),
        theRow(4, moments(6)),
      ]),
      ['burst medium'],
      0,
    ],
    ['at an unknown time', sixthAfter([...past(4), theRow(4, moments(6))], { at: null }), [], 0],
    [
      'as the project does',
      sixthAfter([
        theRow(0),
        theRow(1, { at: theRow(0).at }),
        theRow(2),
        theRow(3, { at: theRow(2).at }),
        theRow(4, moments(6)),
      ]),
      [],
      1,
    ],
    [
      'and so of other packages, without a run',
      sixthAfter([...past(4), theRow(4, moments(6))], byToken, { about: { neighbours } }),
      ['burst high'],
      0,
    ],
    [
      'and so of one other package, without a run',
      sixthAfter([...past(4), theRow(4, moments(6))], byToken, { about: { neighbours: neighbours.slice(0, 3) } }),
      ['burst medium'],
      0,
    ],
    [
      'and so of other packages on another day',
      sixthAfter([...past(4), theRow(4, moments(6))], byToken, {
        about: { neighbours: neighbours.map((each) => ({ ...each, publishedAt: daysLater(1) })) },
      }),
      ['burst medium'],
      0,
    ],
    [
      'and so of other packages, by a good run',
      sixthAfter([...past(4), theRow(4, moments(6))], {}, { about: { neighbours } }),
      ['burst medium'],
      0,
    ],
  ])('%s', (_, context, expected, quiet) => {
    const judged = burst.judge(context);
    expect(told(judged)).toEqual(expected);
    expect(judged.quiet).toHaveLength(quiet);
  });
});

describe('late files', () => {
  const files = [
    aFile({ name: 'a.whl', publishedAt: daysLater(45) }),
    aFile({ name: 'b.whl', publishedAt: daysLater(48.5) }),
  ];
  const both = files.map(({ name }) => ({ file: name, identity: identityOf(sixth) }));

  test.each([
    ['are told', sixthAfter(past(5), { release: { files } }), ['late-file medium']],
    ['are usual here', sixthAfter([theRow(4, { release: { files } })], { release: { files } }), []],
    ['are attested as the others', sixthAfter(past(5), { release: { files }, identities: both }), []],
    [
      'are attested in part',
      sixthAfter(past(5), {
        release: { files: [...files, aFile({ name: 'c.whl', publishedAt: daysLater(49) })] },
        identities: both,
      }),
      ['late-file medium'],
    ],
    [
      'are attested, and that does not hold',
      sixthAfter(past(5), { release: { files }, identities: both, attested: { state: 'refused', reasons: [] } }),
      ['late-file medium'],
    ],
    [
      'came within a day',
      sixthAfter(past(5), {
        release: { files: [...files.slice(0, 1), aFile({ name: 'b.whl', publishedAt: daysLater(46) })] },
      }),
      [],
    ],
    ['came together', sixthAfter(past(5), { release: { files: files.slice(1) } }), []],
    [
      'have no time',
      sixthAfter(past(5), { release: { files: files.map((file) => ({ ...file, publishedAt: 'soon' })) } }),
      [],
    ],
  ])('%s', (_, context, expected) => {
    expect(told(lateFile.judge(context))).toEqual(expected);
  });
});

describe('an advisory', () => {
  const named = { id: 'MAL-2026-1', versions: ['1.5.0'], summary: 'steals `tokens`' };

  test('on this version is critical', () => {
    const { signals } = malwareAdvisory.judge(sixthAfter(past(5), {}, { about: { advisories: saw([named]) } }));
    expect(signals).toMatchObject([
      { severity: 'critical', says: "named in the advisory `MAL-2026-1`: steals 'tokens'" },
    ]);
  });

  test('of the registry itself counts as well', () => {
    const about = { history: aHistory([], { malware: ['1.5.0'] }) };
    expect(told(malwareAdvisory.judge(sixthAfter(past(5), {}, { about })))).toEqual(['malware-advisory critical']);
  });

  test('on another version, or that could not be read, is none on this one', () => {
    for (const advisories of [saw([{ ...named, versions: ['1.4.0'] }]), unreadable()])
      expect(malwareAdvisory.judge(sixthAfter(past(5), {}, { about: { advisories } }))).toEqual({
        signals: [],
        quiet: [],
      });
  });
});
