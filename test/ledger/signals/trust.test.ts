import { describe, expect, test } from 'vitest';
import { provenanceLost } from '../../../src/ledger/signals/provenance-lost.ts';
import { tpLost } from '../../../src/ledger/signals/tp-lost.ts';
import { aHistory, aJoin, byPerson, byTrust, facts, joinsOf } from '../builders.ts';
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

  test('takes the provenance with it: one fault is told once', () => {
    expect(provenanceLost.judge(sixthAfter(past(5), byToken))).toEqual({ signals: [], quiet: [] });
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
  });
});

describe('provenance lost', () => {
  const unknownPublisher = { ...byToken, rank: null } as const;
  const trustedBare = { ...byToken, rank: 'trusted-publishing' } as const;

  test('is high where the registry does not tell who published', () => {
    const { signals } = provenanceLost.judge(sixthAfter(past(5), unknownPublisher));
    expect(signals.map(({ id, severity }) => [id, severity])).toEqual([['provenance-lost', 'high']]);
    expect(signals[0]?.says).toContain('5 earlier releases had it, the last of them `1.4.0`');
  });

  test.each([
    ['it was never attested', sixthAfter(past(5, byToken), unknownPublisher), [], 0],
    [
      'it is not known',
      sixthAfter(past(5), {
        ...unknownPublisher,
        attested: { state: 'unknown', reasons: [] },
        release: { attested: 'unknown' },
      }),
      [],
      0,
    ],
    [
      'it was not asked for, and the registry says there is none',
      sixthAfter(past(5), { ...unknownPublisher, attested: { state: 'unknown', reasons: [] } }),
      ['provenance-lost high'],
      0,
    ],
    [
      'CircleCI makes none',
      sixthAfter(past(5), {
        ...trustedBare,
        release: { publisher: byTrust({ provider: 'circleci' }), attested: 'no' },
      }),
      [],
      1,
    ],
    [
      'a private repository gets none',
      sixthAfter(past(5), trustedBare, { about: { github: facts({ repository: { visibility: 'private' } }) } }),
      [],
      1,
    ],
    [
      'trusted publishing on GitHub without it',
      sixthAfter(past(5), { ...trustedBare, release: { publisher: byTrust(), attested: 'no' } }),
      ['provenance-lost high'],
      0,
    ],
    [
      'it came with the last one only',
      sixthAfter([...past(4, byToken), theRow(4)], unknownPublisher),
      ['provenance-lost medium'],
      0,
    ],
    ['it had ended before', sixthAfter([...past(4), theRow(4, byToken)], unknownPublisher), [], 1],
  ])('%s', (_, context, expected, quiet) => {
    const found = provenanceLost.judge(context);
    expect(told(found)).toEqual(expected);
    expect(found.quiet).toHaveLength(quiet);
  });

  test('a tool that leaves none is believed where the version has its tag', () => {
    const declared = { ...sixthAfter([]).case.declared, leavesNoAttestation: true };
    const judge = (change: typeof byToken) =>
      told(provenanceLost.judge(sixthAfter(past(5), { ...change, rank: null }, { about: { declared } })));
    expect(judge(byTokenTagged)).toEqual([]);
    expect(judge(byToken)).toEqual(['provenance-lost high']);
  });
});
