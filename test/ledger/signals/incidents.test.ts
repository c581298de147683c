import { describe, expect, test } from 'vitest';
import type { RowContext } from '../../../src/ledger/facts.ts';
import { packageRules, rowRules } from '../../../src/ledger/signals/index.ts';
import {
  aCommit,
  aHabit,
  aHistory,
  aJob,
  aJoin,
  anIdentity,
  aRun,
  aTag,
  byPerson,
  byTrust,
  commitId,
  daysLater,
  isDeclared,
  joinsOf,
  saw,
} from '../builders.ts';
import {
  byToken,
  byTokenTagged,
  commitOf,
  githubOf,
  identityOf,
  past,
  runOf,
  sixth,
  sixthAfter,
  stable,
  theRow,
  told,
} from './project.ts';

function judge(context: RowContext): readonly string[] {
  return rowRules.flatMap((rule) => told(rule.judge(context)));
}

const byHand = { ...byTokenTagged, release: { publisher: byPerson('ada'), attested: 'no' as const } };
const unknownWho = {
  ...byToken,
  rank: null,
  release: { publisher: { ...byPerson(), kind: 'unknown' as const, name: null }, attested: 'no' as const },
};
const minutesBefore = (minutes: number) => ({ at: (theRow(sixth).at ?? 0) - minutes * 60_000 });
const withoutTag = { tag: aJoin('missing'), release: aJoin('missing') };
const on = (registry: 'packagist' | 'crates.io' | 'maven-central') => ({ history: aHistory([], { registry }) });
const record = { repository: 'octo/lantern', commit: commitOf(sixth), run: null, ref: null, signingKey: null };
const quietRecord = { ...record, repository: null, commit: null };

/** What each of the public incidents looks like from outside, told of one invented project. */
const incidents: readonly (readonly [name: string, context: RowContext, expected: readonly string[]])[] = [
  [
    'ultralytics, first wave: attested and built by the workflow, from a commit that is no release',
    sixthAfter(
      past(5),
      { joins: joinsOf(withoutTag) },
      {
        about: {
          declared: { ...isDeclared, manifest: { path: 'package.json', version: '1.4.0' } },
          github: githubOf(sixth, {
            commits: [0, 1, 2, 3, 4, 4].map((version, at) =>
              aCommit({ sha: commitOf(at), versions: { 'package.json': `1.${version}.0` } }),
            ),
          }),
        },
      },
    ),
    ['no-tag-or-release high', 'version-not-in-tree medium'],
  ],
  [
    'ultralytics, second wave: a leftover token',
    sixthAfter(past(5), unknownWho),
    ['provenance-lost high', 'no-tag-or-release high'],
  ],
  [
    'num2words: a maintainer was phished, no trusted publishing ever',
    sixthAfter(past(5, byHand), { ...byToken, rank: null }),
    ['no-tag-or-release high'],
  ],
  [
    'nx: a stolen token',
    sixthAfter(past(5, { rank: 'provenance' }), byToken),
    ['provenance-lost high', 'no-tag-or-release high'],
  ],
  [
    'chalk and debug: the usual account, by hand as ever',
    sixthAfter(past(5, byHand), byToken),
    ['no-tag-or-release high'],
  ],
  [
    'Shai-Hulud: a worm with a token',
    sixthAfter([...past(4), theRow(4, minutesBefore(3))], {
      ...byToken,
      release: { publisher: byPerson('ada'), attested: 'no', installScript: true },
    }),
    ['tp-lost critical', 'no-tag-or-release high', 'new-install-script high', 'burst medium'],
  ],
  [
    'litellm and telnyx: a leaked token, not on trusted publishing',
    sixthAfter(past(5, { ...byHand, rank: null }), { ...unknownWho, attested: { state: 'unknown', reasons: [] } }),
    ['no-tag-or-release high'],
  ],
  [
    'axios 1.14.1: the account taken over',
    sixthAfter([theRow(0, byHand), theRow(1, byHand), ...past(5).slice(2)], {
      ...byToken,
      release: {
        publisher: byPerson('ada', { email: 'other@mail.example' }),
        attested: 'no',
        dependencies: ['plain-crypto'],
      },
    }),
    ['tp-lost critical', 'no-tag-or-release high', 'publisher-email-changed medium', 'new-dependency low'],
  ],
  [
    'axios 0.30.4: on a line that never had trusted publishing',
    sixthAfter(
      [theRow(0, { ...byHand, line: stable('0') }), theRow(1, { ...byHand, line: stable('0') }), ...past(5).slice(2)],
      {
        ...byToken,
        line: stable('0'),
        release: {
          publisher: byPerson('ada', { email: 'other@mail.example' }),
          attested: 'no',
          dependencies: ['plain-crypto'],
        },
      },
    ),
    ['no-tag-or-release high', 'publisher-email-changed medium', 'new-dependency low'],
  ],
  [
    'TanStack: code in the run asked for the token; the run failed and never came to publish',
    sixthAfter(
      [...past(4), theRow(4, minutesBefore(6))],
      { joins: joinsOf({ ...withoutTag, run: aJoin('contradicted') }) },
      {
        about: {
          github: githubOf(sixth, {
            runs: [
              aRun({
                id: runOf(sixth),
                commit: commitOf(sixth),
                conclusion: 'failure',
                jobs: saw([
                  aJob({
                    conclusion: 'failure',
                    steps: [
                      { name: 'Test', conclusion: 'failure' },
                      { name: 'Publish', conclusion: 'skipped' },
                    ],
                  }),
                ]),
              }),
            ],
          }),
        },
      },
    ),
    ['run-mismatch critical', 'no-tag-or-release high', 'burst medium'],
  ],
  [
    'AntV: an account that never published, hundreds of versions at once',
    sixthAfter(
      [...past(4, byHand), theRow(4, { ...byHand, ...minutesBefore(2) })],
      { ...byToken, release: { publisher: byPerson('atool'), attested: 'no' } },
      {
        about: {
          history: aHistory([], {
            owners: saw(['ada', 'atool'].map((name) => ({ name, kind: 'person' as const, role: null }))),
          }),
        },
      },
    ),
    ['no-tag-or-release high', 'unusual-publisher medium', 'burst medium'],
  ],
  [
    'Red Hat: an orphan commit on a branch that is gone, with valid provenance',
    sixthAfter(
      past(5),
      {
        identities: [{ file: null, identity: identityOf(sixth, { ref: 'refs/heads/snapshot-1' }) }],
        joins: joinsOf(withoutTag),
      },
      {
        about: {
          github: githubOf(sixth, { commits: [aCommit({ sha: commitOf(sixth), reachable: 'nowhere', from: null })] }),
        },
      },
    ),
    ['commit-unreachable critical', 'no-tag-or-release medium'],
  ],
  [
    'keyv: an unsigned commit on the default branch, and a script at installation',
    sixthAfter(
      past(5),
      { release: { installScript: true } },
      {
        habit: aHabit({ signsCommits: true }),
        about: { github: githubOf(sixth, { commits: [aCommit({ sha: commitOf(sixth), verified: false })] }) },
      },
    ),
    ['unsigned-commit medium', 'new-install-script high'],
  ],
  [
    'crates.io: a token after trusted publishing',
    sixthAfter(past(5), byToken, { about: on('crates.io') }),
    ['tp-lost critical', 'no-tag-or-release high'],
  ],
  [
    'Packagist: the tag was moved',
    sixthAfter(
      past(5, {
        rank: null,
        release: { publisher: byTrust({ kind: 'unknown', provider: null, configuration: null }) },
      }),
      {
        rank: null,
        identities: [],
        release: { recorded: record, publisher: byTrust({ kind: 'unknown', provider: null, configuration: null }) },
        joins: joinsOf({ tag: aJoin('contradicted', { value: 'v1.5.0' }), run: aJoin('unknown') }),
      },
      {
        about: {
          ...on('packagist'),
          github: githubOf(sixth, { tags: [aTag({ name: 'v1.5.0', commit: commitId(9) })] }),
        },
      },
    ),
    ['tag-moved critical'],
  ],
  [
    'Maven Central: another key, and no tag',
    sixthAfter(
      past(5, { ...byHand, rank: null, release: { recorded: { ...quietRecord, signingKey: 'a'.repeat(40) } } }),
      {
        ...byToken,
        rank: null,
        release: { recorded: { ...quietRecord, signingKey: 'b'.repeat(40) } },
      },
      { about: on('maven-central') },
    ),
    ['no-tag-or-release high', 'signing-key-changed high'],
  ],
  [
    'RubyGems: without attestation after attested ones',
    sixthAfter(past(5), { ...unknownWho, joins: byTokenTagged.joins ?? joinsOf() }),
    ['provenance-lost high'],
  ],
];

describe('the public incidents', () => {
  test.each(incidents)('%s', (_, context, expected) => {
    expect(judge(context)).toEqual(expected);
  });

  test('GhostAction: the token that could be stolen is told of before it is', () => {
    const {
      case: about,
      row,
      earlier,
    } = sixthAfter(past(5), {}, { about: { declared: { ...isDeclared, auth: ['token'] } } });
    const found = packageRules.flatMap((rule) => told(rule.judge([...earlier, row], about, aHabit())));
    expect(found).toEqual(['token-still-present low']);
  });

  test('Zod: a run that waits for its approval is no release, and is told as what it is', () => {
    const runs = [aRun({ id: runOf(sixth), commit: commitOf(sixth), status: 'waiting', conclusion: null })];
    expect(judge(sixthAfter(past(5), {}, { about: { github: githubOf(sixth, { runs }) } }))).toEqual([]);
  });
});

describe('innocent releases', () => {
  test.each([
    ['one like those before', sixthAfter(past(5)), []],
    ['of a project that always publishes by hand', sixthAfter(past(5, byHand), byHand), []],
    [
      "npm's stand-in for a staged first version",
      sixthAfter(past(5), { ...byToken, release: { version: '0.0.0-stage' } }),
      [],
    ],
    [
      'by another maintainer, tagged',
      sixthAfter(past(5, byHand), { ...byHand, release: { publisher: byPerson('bert'), attested: 'no' } }),
      ['unusual-publisher medium'],
    ],
    [
      'built by another organisation after a transfer',
      sixthAfter(past(5), {
        identities: [
          {
            file: null,
            identity: anIdentity({
              repositoryUrl: 'https://github.com/lamps/lantern',
              ref: 'refs/tags/v1.5.0',
              commit: commitOf(sixth),
            }),
          },
        ],
      }),
      [],
    ],
    [
      'hours ago, whose tag came',
      sixthAfter(past(5, byHand), byHand, { about: { now: Date.parse(daysLater(sixth * 9 + 0.2)) } }),
      [],
    ],
  ])('%s', (_, context, expected) => {
    expect(judge(context)).toEqual(expected);
  });
});
