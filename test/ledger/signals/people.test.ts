import { describe, expect, test } from 'vitest';
import { ownerChanged } from '../../../src/ledger/signals/owner-changed.ts';
import { publisherEmailChanged } from '../../../src/ledger/signals/publisher-email-changed.ts';
import { signingKeyChanged } from '../../../src/ledger/signals/signing-key-changed.ts';
import { unusualPublisher } from '../../../src/ledger/signals/unusual-publisher.ts';
import { aHabit, aHistory, byPerson, byTrust, saw, unreadable } from '../builders.ts';
import { byToken, byTokenTagged, past, sixth, sixthAfter, theRow, told } from './project.ts';

const by = (name: string, change = byToken) => ({ ...change, release: { publisher: byPerson(name) } });
const owning = (...names: readonly string[]) => ({
  history: aHistory([], { owners: saw(names.map((name) => ({ name, kind: 'person' as const, role: null }))) }),
});

describe('an unusual publisher', () => {
  const adas = past(5, by('ada'));

  test.each([
    ['the usual one', sixthAfter(adas, by('ada')), []],
    ['the usual one, spelled otherwise', sixthAfter(adas, by('Ada')), []],
    ['a stranger', sixthAfter(adas, by('mallory'), { about: owning('ada') }), ['unusual-publisher high']],
    [
      'a stranger, with the tag that the project makes',
      sixthAfter(adas, by('mallory', byTokenTagged), { about: owning('ada') }),
      ['unusual-publisher medium'],
    ],
    ['an owner of old', sixthAfter(adas, by('bert'), { about: owning('ada', 'bert') }), ['unusual-publisher medium']],
    [
      'an owner of old, with the tag that the project makes',
      sixthAfter(adas, by('bert', byTokenTagged), { about: owning('ada', 'bert') }),
      ['unusual-publisher low'],
    ],
    [
      'an owner since now',
      sixthAfter(adas, by('bert'), { about: { ...owning('ada', 'bert'), knownOwners: ['ada'] } }),
      ['unusual-publisher high'],
    ],
    [
      'owners could not be read',
      sixthAfter(adas, by('bert'), { about: { history: aHistory([], { owners: unreadable() }) } }),
      ['unusual-publisher medium'],
    ],
    [
      'owners could not be read, and it was none the last time',
      sixthAfter(adas, by('bert'), {
        about: { history: aHistory([], { owners: unreadable() }), knownOwners: ['ada'] },
      }),
      ['unusual-publisher high'],
    ],
    [
      'owners could not be read, and it was one the last time',
      sixthAfter(adas, by('bert'), {
        about: { history: aHistory([], { owners: unreadable() }), knownOwners: ['Bert'] },
      }),
      ['unusual-publisher medium'],
    ],
    [
      'a stranger after two releases',
      sixthAfter(past(2, by('ada')), by('mallory'), { about: owning('ada') }),
      ['unusual-publisher medium'],
    ],
    [
      'a stranger after three releases',
      sixthAfter(past(3, by('ada')), by('mallory'), { about: owning('ada') }),
      ['unusual-publisher high'],
    ],
    ['an owner after trusted publishing', sixthAfter(past(5), by('ada'), { about: owning('ada') }), []],
    [
      'an owner after trusted publishing and another owner',
      sixthAfter([theRow(0, by('bert')), ...past(5).slice(1)], by('ada'), { about: owning('ada', 'bert') }),
      ['unusual-publisher medium'],
    ],
    [
      'another of many',
      sixthAfter(
        [0, 1, 2, 3, 4].map((number) => theRow(number, by(`dev${number}`))),
        by('eve'),
        { about: owning('dev1') },
      ),
      ['unusual-publisher medium'],
    ],
    [
      'who approved before',
      sixthAfter(past(5, { release: { publisher: byTrust({ approver: 'bert' }) } }), by('bert')),
      [],
    ],
    [
      'a person after trusted publishing',
      sixthAfter(past(5), by('mallory'), { about: owning('ada') }),
      ['unusual-publisher high'],
    ],
    ['trusted publishing after a person', sixthAfter(adas), []],
    ['the first release', sixthAfter([], by('ada')), []],
  ])('%s', (_, context, expected) => {
    expect(told(unusualPublisher.judge(context))).toEqual(expected);
  });
});

describe('the address of an account', () => {
  const from = (email: string | null) => ({ ...byToken, release: { publisher: byPerson('ada', { email }) } });

  test('is news when it is new, and is never spread', () => {
    const { signals } = publisherEmailChanged.judge(
      sixthAfter(past(5, from('ada@lantern.example')), from('ifstap@proton.example')),
    );
    expect(signals[0]?.says).toBe(
      'the account `ada` has the e-mail address `i…@proton.example`; at earlier releases it was `a…@lantern.example`',
    );
    expect(signals[0]?.severity).toBe('medium');
  });

  test.each([
    ['the same', from('ADA@lantern.example'), from('ada@lantern.example')],
    ['not shown now', from(null), from('ada@lantern.example')],
    ['not shown before', from('ada@lantern.example'), from(null)],
    ['of another account', by('bert'), from('ada@lantern.example')],
  ])('%s', (_, now, before) => {
    expect(publisherEmailChanged.judge(sixthAfter(past(5, before), now)).signals).toEqual([]);
  });
});

describe('the signing key', () => {
  const signed = (signingKey: string | null, change = byToken) => ({
    ...change,
    release: { recorded: { repository: null, commit: null, run: null, ref: null, signingKey } },
  });
  const [one, two, three] = ['A'.repeat(40), 'B'.repeat(40), 'C'.repeat(40)];
  const both = [0, 1, 2, 3, 4].map((number) => theRow(number, signed(number % 2 === 0 ? one : two)));

  test.each([
    ['is the same', sixthAfter(past(5, signed(one)), signed(one.toLowerCase())), []],
    ['is the same, named by its last digits', sixthAfter(past(5, signed(one)), signed('a'.repeat(16))), []],
    ['is new', sixthAfter(past(5, signed(one)), signed(three)), ['signing-key-changed high']],
    [
      'is new, with the tag that the project makes',
      sixthAfter(past(5, signed(one)), signed(three, byTokenTagged)),
      ['signing-key-changed medium'],
    ],
    ['is new among several', sixthAfter(both, signed(three)), ['signing-key-changed medium']],
    ['alternates', sixthAfter(both, signed(one)), []],
    ['is not told', sixthAfter(past(5, signed(one)), signed(null)), []],
    ['was never told', sixthAfter(past(5), signed(one)), []],
  ])('%s', (_, context, expected) => {
    expect(told(signingKeyChanged.judge(context))).toEqual(expected);
  });
});

describe('owners', () => {
  const judge = (known: readonly string[] | null, now: readonly string[], publisher = by('ada')) => {
    const {
      case: about,
      row,
      earlier,
    } = sixthAfter(past(5), publisher, { about: { ...owning(...now), knownOwners: known } });
    return ownerChanged.judge([...earlier, row], about, aHabit());
  };

  test('are compared with those of the last time', () => {
    expect(told(judge(['ada'], ['ada', 'eve']))).toEqual(['owner-changed medium']);
    expect(told(judge(['ada', 'eve'], ['ADA']))).toEqual(['owner-changed medium']);
    expect(told(judge(['ada'], ['Ada']))).toEqual([]);
    expect(told(judge(null, ['ada', 'eve']))).toEqual([]);
  });

  test('who are new and publish are graver, unless the project tagged it', () => {
    const { signals } = judge(['ada'], ['ada', 'eve'], by('eve'));
    expect(signals[0]).toMatchObject({
      severity: 'high',
      says: 'new among its owners: `eve`. A new owner published `1.5.0` of 2026-04-15',
    });
    expect(told(judge(['ada'], ['ada', 'eve'], by('eve', byTokenTagged)))).toEqual(['owner-changed medium']);
  });

  test('that could not be read are no news', () => {
    const { case: about } = sixthAfter(
      past(sixth),
      {},
      { about: { history: aHistory([], { owners: unreadable() }), knownOwners: ['ada'] } },
    );
    expect(ownerChanged.judge([], about, aHabit())).toEqual({ signals: [], quiet: [] });
  });
});
