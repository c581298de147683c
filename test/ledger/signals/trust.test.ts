import { describe, expect, test } from 'vitest';
import { tpLost } from '../../../src/ledger/signals/tp-lost.ts';
import { aHistory, aJoin, byPerson, joinsOf } from '../builders.ts';
import { byToken, byTokenTagged, channel, past, sixthAfter, stable, theRow, told } from './project.ts';

const untrusted = (count: number) => past(count, byTokenTagged);

describe('trusted publishing lost', () => {
  test('is critical after releases that all had it, and says who published and what was before', () => {
    const { signals, quiet } = tpLost.judge(sixthAfter(past(5), byToken));
    expect(quiet).toEqual([]);
    expect(signals).toEqual([
      {
        id: 'tp-lost',
        severity: 'critical',
        provisional: false,
        says: 'published by the account `ada`, without provenance, and not by trusted publishing: 5 earlier releases came by trusted publishing, the last of them `1.4.0` of 2026-04-06',
      },
    ]);
  });

  test('says which evidence there is, and nothing of what was not read', () => {
    const says = (change: Parameters<typeof sixthAfter>[1]) =>
      tpLost.judge(sixthAfter(past(5), change)).signals[0]?.says.split(', and not by')[0];
    expect(says({ ...byToken, rank: 'provenance' })).toBe('published by the account `ada`, with provenance');
    expect(says({ ...byToken, attested: { state: 'unknown', reasons: [] } })).toBe('published by the account `ada`');
  });

  test('in a maintenance line is told beside the newest stable release of another line that had it', () => {
    const old = theRow(0, { ...byTokenTagged, line: stable('0') });
    const beta = theRow(4, { line: channel('1 beta') });
    const earlier = [old, theRow(1), theRow(2), theRow(3, byTokenTagged), beta];
    expect(tpLost.judge(sixthAfter(earlier, { ...byToken, line: stable('0') }))).toEqual({
      signals: [],
      quiet: ['no trusted publishing, which `1.2.0` of 2026-03-19 had; no release of its own line (`0`) ever did'],
    });
  });

  test.each([
    ['the registry does not say', sixthAfter(past(5), { ...byToken, rank: null }), [], 0],
    ['it was never there', sixthAfter(untrusted(5), byToken), [], 0],
    ['nothing was before', sixthAfter([], byToken), [], 0],
    ['a channel begins by hand, early on', sixthAfter(past(4), { ...byToken, line: channel('2 rc') }), [], 0],
    [
      'a channel goes on by hand',
      sixthAfter([...past(5).slice(1), theRow(0, { ...byToken, line: channel('1 rc') })], {
        ...byToken,
        line: channel('2 rc'),
      }),
      [],
      0,
    ],
    [
      'a channel goes on by hand beside five stable releases that had it',
      sixthAfter([...past(5), theRow(6, { ...byToken, at: theRow(4).at, line: channel('1 rc') })], {
        ...byToken,
        line: channel('2 rc'),
      }),
      [],
      0,
    ],
    [
      'a channel begins by hand, and one of five stable releases was by hand, too',
      sixthAfter([theRow(0, byTokenTagged), ...past(5).slice(1)], { ...byToken, line: channel('2 rc') }),
      [],
      0,
    ],
    [
      'a channel begins by hand, early on, whatever another channel had',
      sixthAfter([...past(4), theRow(4, { line: channel('1 beta') })], { ...byToken, line: channel('2 rc') }),
      [],
      0,
    ],
    [
      'a channel begins by hand, and another was always by hand',
      sixthAfter([...past(5), theRow(6, { ...byToken, at: theRow(4).at, line: channel('1 beta') })], {
        ...byToken,
        line: channel('2 rc'),
      }),
      ['tp-lost medium'],
      0,
    ],
    [
      'a channel begins with a second factor, as the policy says',
      sixthAfter(past(5), { ...byToken, line: channel('2 rc') }, { about: { policy: { release: 'local-2fa' } } }),
      [],
      0,
    ],
    [
      'a channel begins by hand, as the policy says',
      sixthAfter(past(5), { ...byToken, line: channel('2 rc') }, { about: { policy: { release: 'manual' } } }),
      [],
      0,
    ],
    ['it came with one release only', sixthAfter([theRow(4)], byToken), ['tp-lost medium'], 0],
    [
      'the policy says that a person publishes',
      sixthAfter(past(5), byToken, { about: { policy: { release: 'local-2fa' } } }),
      [],
      1,
    ],
    ['the policy says by hand', sixthAfter(past(5), byToken, { about: { policy: { release: 'manual' } } }), [], 1],
    [
      'it came with the last two only',
      sixthAfter([...untrusted(3), theRow(3), theRow(4)], byToken),
      ['tp-lost medium'],
      0,
    ],
    [
      'it came with the last two only, and the policy asks for it',
      sixthAfter([...untrusted(3), theRow(3), theRow(4)], byToken, { about: { policy: { release: 'trusted' } } }),
      ['tp-lost critical'],
      0,
    ],
    [
      'the project publishes now so, now so',
      sixthAfter([theRow(0), theRow(1, byTokenTagged), theRow(2), theRow(3, byTokenTagged), theRow(4)], byToken),
      ['tp-lost medium'],
      0,
    ],
    [
      'it had ended before',
      sixthAfter([theRow(0), theRow(1), theRow(2), theRow(3), theRow(4, byTokenTagged)], byToken),
      [],
      1,
    ],
    [
      'it had ended before, and the policy asks for it',
      sixthAfter([...past(4), theRow(4, byTokenTagged)], byToken, { about: { policy: { release: 'trusted' } } }),
      ['tp-lost critical'],
      0,
    ],
    [
      'a tag, a good run and an attestation prove where it came from',
      sixthAfter(past(5), { rank: 'provenance', release: { publisher: byPerson() } }),
      ['tp-lost medium'],
      0,
    ],
    [
      'a prerelease of a channel without a past',
      sixthAfter(past(5), { ...byToken, line: channel('1 next') }),
      ['tp-lost medium'],
      0,
    ],
    [
      'a prerelease of a channel without a past that everybody installs',
      sixthAfter(
        past(5),
        { ...byToken, line: channel('1 next') },
        { about: { history: aHistory([], { newest: '1.5.0' }) } },
      ),
      ['tp-lost critical'],
      0,
    ],
    [
      'a prerelease of a channel that had it',
      sixthAfter(past(5, { line: channel('1 next') }), { ...byToken, line: channel('2 next') }),
      ['tp-lost critical'],
      0,
    ],
    [
      'a maintenance line that never had it',
      sixthAfter([theRow(0, { ...byTokenTagged, line: stable('0') }), ...past(5).slice(1)], {
        ...byToken,
        line: stable('0'),
      }),
      [],
      1,
    ],
    [
      'a maintenance line where no line has it',
      sixthAfter([theRow(0, { ...byTokenTagged, line: stable('0') }), ...untrusted(5).slice(1)], {
        ...byToken,
        line: stable('0'),
      }),
      [],
      0,
    ],
    [
      'the registry does not say it of the last one before',
      sixthAfter([...past(4), theRow(4, { ...byTokenTagged, rank: null })], byToken),
      ['tp-lost critical'],
      0,
    ],
    [
      'npm forgot it of the last one before',
      sixthAfter([...past(4), theRow(4, { ...byToken, at: Date.parse('2026-05-25T00:00:00Z') })], {
        ...byToken,
        at: Date.parse('2026-06-05T00:00:00Z'),
      }),
      ['tp-lost critical'],
      0,
    ],
    [
      'it had ended in the week in which npm forgot who staged, with provenance all the same',
      sixthAfter([...past(4), theRow(4, { ...byToken, rank: 'provenance', at: Date.parse('2026-05-25T00:00:00Z') })], {
        ...byToken,
        at: Date.parse('2026-06-05T00:00:00Z'),
      }),
      [],
      1,
    ],
    [
      'the first release of a new line',
      sixthAfter(past(5), { ...byToken, line: stable('2') }),
      ['tp-lost critical'],
      0,
    ],
    [
      'the second of two within minutes',
      sixthAfter([...past(4), theRow(4, { ...byToken, at: theRow(5).at })], byToken),
      ['tp-lost critical'],
      0,
    ],
  ])('%s', (_, context, expected, quiet) => {
    const found = tpLost.judge(context);
    expect(told(found)).toEqual(expected);
    expect(found.quiet).toHaveLength(quiet);
  });

  test.each([
    ['2026-05-25T00:00:00Z', 'npm', []],
    ['2026-05-21T23:00:00Z', 'npm', ['tp-lost critical']],
    ['2026-05-30T01:00:00Z', 'npm', ['tp-lost critical']],
    ['2026-05-25T00:00:00Z', 'crates.io', ['tp-lost critical']],
  ] as const)('the week in which npm forgot who staged: %s on %s', (time, registry, expected) => {
    const context = sixthAfter(past(5), { ...byToken, at: Date.parse(time) });
    const history = { ...context.case.history, registry };
    expect(told(tpLost.judge({ ...context, case: { ...context.case, history } }))).toEqual(expected);
  });

  test('a staged release that nobody approved any more', () => {
    const staged = past(5, { rank: 'staged' });
    expect(told(tpLost.judge(sixthAfter(staged)))).toEqual(['tp-lost medium']);
    const asked = { about: { policy: { release: 'staged' as const } } };
    expect(told(tpLost.judge(sixthAfter(staged, { joins: joinsOf({ tag: aJoin('unknown') }) }, asked)))).toEqual([
      'tp-lost high',
    ]);
    expect(told(tpLost.judge(sixthAfter(past(5), {}, asked)))).toEqual([]);
    const once = [...past(4), theRow(4, { rank: 'staged' })];
    expect(told(tpLost.judge(sixthAfter(once)))).toEqual([]);
    expect(told(tpLost.judge(sixthAfter(once, {}, asked)))).toEqual(['tp-lost high']);
  });
});
