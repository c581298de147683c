import { describe, expect, test } from 'vitest';
import { provenanceLost } from '../../../src/ledger/signals/provenance-lost.ts';
import { byTrust, facts } from '../builders.ts';
import { byToken, byTokenTagged, past, sixthAfter, theRow, told } from './project.ts';

describe('provenance lost', () => {
  const unknownPublisher = { ...byToken, rank: null } as const;
  const trustedBare = { ...byToken, rank: 'trusted-publishing' } as const;

  test('is not told beside the loss of trusted publishing: one fault is told once', () => {
    expect(provenanceLost.judge(sixthAfter(past(5), byToken))).toEqual({ signals: [], quiet: [] });
  });

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
    ['two had it and no other was before', sixthAfter(past(2), unknownPublisher), ['provenance-lost high'], 0],
    [
      'it comes and goes',
      sixthAfter([theRow(0), theRow(1, byToken), theRow(2), theRow(3, byToken), theRow(4)], unknownPublisher),
      ['provenance-lost medium'],
      0,
    ],
    [
      'nobody looked at GitHub',
      sixthAfter(past(5), unknownPublisher, { about: { github: null } }),
      ['provenance-lost high'],
      0,
    ],
    [
      'the policy says that a person publishes',
      sixthAfter(past(5), unknownPublisher, { about: { policy: { release: 'local-2fa' } } }),
      [],
      1,
    ],
    [
      'the policy says by hand',
      sixthAfter(past(5), unknownPublisher, { about: { policy: { release: 'manual' } } }),
      [],
      1,
    ],
    [
      'the policy asks for trusted publishing',
      sixthAfter(past(5), unknownPublisher, { about: { policy: { release: 'trusted' } } }),
      ['provenance-lost high'],
      0,
    ],
  ])('%s', (_, context, expected, quiet) => {
    const found = provenanceLost.judge(context);
    expect(told(found)).toEqual(expected);
    expect(found.quiet).toHaveLength(quiet);
  });

  // What was read of the attestations, what the registry says of them, and what follows.
  test.each([
    ['none', 'yes', ['provenance-lost high']],
    ['none', 'no', ['provenance-lost high']],
    ['partial', 'no', []],
    ['refused', 'no', []],
    ['unknown', 'yes', []],
    ['unknown', 'no', ['provenance-lost high']],
  ] as const)('where %s were read and the registry says %s: %j', (state, attested, expected) => {
    const change = { ...unknownPublisher, attested: { state, reasons: [] }, release: { attested } } as const;
    expect(told(provenanceLost.judge(sixthAfter(past(5), change)))).toEqual(expected);
  });

  test.each([
    ['npm', byToken, '2026-05-25T00:00:00Z', []],
    ['npm', byToken, '2026-05-30T00:00:00Z', ['provenance-lost high']],
    ['crates.io', byToken, '2026-05-25T00:00:00Z', ['provenance-lost high']],
    ['rubygems', byTokenTagged, '2026-06-05T00:00:00Z', ['provenance-lost medium']],
    ['rubygems', byToken, '2026-06-05T00:00:00Z', ['provenance-lost high']],
    ['pypi', byTokenTagged, '2026-06-05T00:00:00Z', ['provenance-lost high']],
  ] as const)('registries have ways of their own to lose it: %s', (registry, change, time, expected) => {
    const context = sixthAfter(past(5), { ...change, rank: null, at: Date.parse(time) });
    const history = { ...context.case.history, registry };
    expect(told(provenanceLost.judge({ ...context, case: { ...context.case, history } }))).toEqual(expected);
  });

  test('a tool that leaves none is believed where the version has its tag', () => {
    const declared = { ...sixthAfter([]).case.declared, leavesNoAttestation: true };
    const judge = (change: typeof byToken) =>
      told(provenanceLost.judge(sixthAfter(past(5), { ...change, rank: null }, { about: { declared } })));
    expect(judge(byTokenTagged)).toEqual([]);
    expect(judge(byToken)).toEqual(['provenance-lost high']);
  });
});
