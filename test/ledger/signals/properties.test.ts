import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReleaseFactsRow, RowContext } from '../../../src/ledger/facts.ts';
import { joinNames, joinStates, signalIds, trustRanks } from '../../../src/ledger/ledger.ts';
import { packageRules, rowRules } from '../../../src/ledger/signals/index.ts';
import { severities } from '../../../src/types/severity.ts';
import {
  aCommit,
  aHabit,
  aHistory,
  anIdentity,
  aRun,
  byPerson,
  byTrust,
  gone,
  joinsOf,
  saw,
  unreadable,
} from '../builders.ts';
import { channel, githubOf, sixth, sixthAfter, stable, theRow } from './project.ts';

const text = fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__', '`', '1.2.3', 'a\u202eb', ''));
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const time = orNull(fc.double());

const join = fc.record({ state: fc.constantFrom(...joinStates), value: orNull(text), says: fc.constant('it is so') });

const identity = fc
  .record({
    repositoryUrl: orNull(text),
    repositoryId: orNull(text),
    workflow: orNull(text),
    ref: orNull(text),
    commit: orNull(text),
    runner: orNull(text),
    trigger: orNull(text),
    issuer: text,
  })
  .map(anIdentity);

const anyRow: fc.Arbitrary<ReleaseFactsRow> = fc
  .record({
    version: text,
    at: time,
    line: fc.oneof(text.map(stable), text.map(channel)),
    rank: orNull(fc.constantFrom(...trustRanks)),
    attested: fc.record({
      state: fc.constantFrom('verified', 'partial', 'refused', 'none', 'unknown'),
      reasons: fc.array(text),
    }),
    identities: fc.array(fc.record({ file: orNull(text), identity })),
    commit: orNull(fc.constantFrom('a', 'b', 'constructor')),
    run: orNull(fc.constantFrom('1', '2')),
    repository: orNull(text),
    joins: fc.record({ tag: join, release: join, commit: join, run: join, attestation: join, digest: join }),
    publisher: fc.oneof(
      fc.record({ name: orNull(text), email: orNull(text) }).map(({ name, email }) => byPerson('x', { name, email })),
      orNull(text).map((configuration) => byTrust({ configuration })),
    ),
    more: fc.record({
      installScript: orNull(fc.boolean()),
      dependencies: orNull(fc.array(text)),
      attested: fc.constantFrom('yes', 'no', 'unknown'),
      claimed: fc.record({ commit: orNull(text), dirty: fc.boolean() }),
      recorded: orNull(
        fc.record({
          repository: orNull(text),
          commit: orNull(text),
          run: orNull(text),
          ref: orNull(text),
          signingKey: orNull(text),
        }),
      ),
    }),
  })
  .map(({ version, publisher, more, ...row }) => ({
    ...theRow(0),
    ...row,
    release: { ...theRow(0).release, version, publisher, ...more },
  }));

const anyContext: fc.Arbitrary<RowContext> = fc
  .record({
    rows: fc.array(anyRow, { maxLength: 6 }),
    row: anyRow,
    now: fc.double(),
    commit: fc.constantFrom(
      gone(),
      unreadable(),
      saw(aCommit({ reachable: 'nowhere', verified: false })),
      saw(aCommit()),
    ),
    run: fc.oneof(
      fc.constantFrom(gone(), unreadable()),
      fc
        .record({
          event: text,
          workflow: text,
          repository: text,
          conclusion: orNull(text),
          startedAt: orNull(text),
          endedAt: orNull(text),
        })
        .map((over) => saw(aRun(over))),
    ),
    tagged: fc.record({ yes: fc.nat(9), no: fc.nat(9) }),
    links: fc.array(text),
    owners: orNull(fc.array(text)),
  })
  .map(({ rows, row, now, commit, run, tagged, links, owners }) => {
    const base = sixthAfter(rows, {}, { habit: aHabit({ tagged, signsCommits: true }) });
    const github = githubOf(sixth, { commits: new Map([['a', commit]]), runs: new Map([['1', run]]) });
    const history = aHistory([], {
      sourceLinks: links,
      vanished: links.map((version) => ({ version, publishedAt: version })),
      malware: links,
    });
    return { ...base, row, earlierInLine: rows, case: { ...base.case, now, github, history, knownOwners: owners } };
  });

const judge = (context: RowContext) => rowRules.map((rule) => rule.judge(context));

describe('whatever evidence says', () => {
  test('rules answer, in plain sentences, and always the same', () => {
    fc.assert(
      fc.property(anyContext, (context) => {
        const found = [
          ...judge(context),
          ...packageRules.map((rule) => rule.judge([...context.earlier, context.row], context.case, context.habit)),
        ];
        expect(judge(context)).toEqual(judge(context));
        for (const { signals, quiet } of found) {
          for (const { id, severity } of signals) {
            expect(signalIds).toContain(id);
            expect(severities).toContain(severity);
          }
          for (const says of [...signals.map((signal) => signal.says), ...quiet]) {
            expect(says).not.toMatch(/[\n\r\u202e]/u);
            expect(says.split('`').length % 2, says).toBe(1);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test('rules only fire what they say they do', () => {
    const ids = new Set([...rowRules, ...packageRules].flatMap((rule) => rule.ids));
    expect([...ids].toSorted()).toEqual([...signalIds].toSorted());
  });
});

/** Everything that a project may do otherwise from one release to the next, while every join is proved. */
const provedChange = fc.record({
  line: fc.constantFrom(stable('1'), stable('2'), channel('2 next')),
  rank: fc.constantFrom(...trustRanks),
  publisher: fc.constantFrom(byTrust(), byTrust({ configuration: 'anew' }), byPerson('ada'), byPerson('bert')),
  dependencies: fc.subarray(['left', 'right', 'up']),
  dirty: fc.boolean(),
});

describe('a release that is proved throughout', () => {
  test('raises no alarm, whatever was before it', () => {
    fc.assert(
      fc.property(fc.array(provedChange, { maxLength: 8 }), provedChange, fc.boolean(), (before, change, wasByHand) => {
        const rowOf = (number: number, { publisher, dependencies, dirty, ...rest }: typeof change) =>
          theRow(number, {
            ...rest,
            joins: joinsOf(),
            release: { publisher, dependencies, claimed: { commit: null, dirty } },
          });
        const rows = before.map((each, number) => ({
          ...rowOf(number, each),
          ...(wasByHand && number % 2 === 0
            ? { attested: { state: 'none' as const, reasons: [] }, identities: [] }
            : {}),
        }));
        const context = { ...sixthAfter(rows), row: rowOf(sixth, change) };
        const grave = judge(context)
          .flatMap(({ signals }) => signals)
          .filter(({ severity }) => severity === 'critical' || severity === 'high');
        expect(grave).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('every join can be unknown without an alarm', () => {
    const joins = Object.fromEntries(
      joinNames.map((name) => [name, { state: 'unknown' as const, value: null, says: '' }]),
    );
    const row = theRow(sixth, {
      joins: joinsOf(joins),
      attested: { state: 'unknown', reasons: [] },
      identities: [],
      commit: null,
      run: null,
      repository: null,
      rank: null,
      release: { attested: 'unknown' },
    });
    expect(
      judge({ ...sixthAfter([0, 1, 2, 3, 4].map((number) => theRow(number))), row }).flatMap(({ signals }) => signals),
    ).toEqual([]);
  });
});
