import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReleaseFacts } from '../../src/github/release-facts.ts';
import type { AttestedFileRecord, Case } from '../../src/ledger/case.ts';
import { closeReleases, questionsOf } from '../../src/ledger/close.ts';
import { ledgerSchema } from '../../src/ledger/ledger.ts';
import { reconcile } from '../../src/ledger/reconcile.ts';
import { rowsOf } from '../../src/ledger/rows.ts';
import type { PackageHistory, RegistryRelease } from '../../src/registries/release.ts';
import type { Observation } from '../../src/types/observation.ts';
import { registryIds } from '../../src/types/registry-id.ts';
import {
  aCommit,
  aGitHubRelease,
  aHistory,
  anAttestation,
  anIdentity,
  aRecord,
  aRelease,
  aRun,
  aTag,
  byPerson,
  byTrust,
  commitId,
  daysLater,
  facts,
  isDeclared,
  runUrl,
} from './builders.ts';

/*
 * Cases of every kind: few versions, commits and runs, so that they meet; odd times, texts and observations, so that
 * nothing can be relied on.
 */

const version = fc.oneof(
  fc.constantFrom('1.0.0', '1.0.1', 'v1.1.0', '2.0.0-rc.1', '2.0.0', '0.0.0-stage', '2024.1', '1.0.0.Final', '1!2.0'),
  fc.string({ maxLength: 12, unit: 'grapheme' }),
);
const time = fc.oneof(
  fc.integer({ min: -400, max: 400 }).map(daysLater),
  fc.constantFrom('2026-05-25T10:00:00Z', '1900-01-01T00:00:00Z', '9999-12-31T00:00:00Z', 'yesterday', ''),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const commit = fc.oneof(fc.nat(3).map(commitId), fc.constantFrom('main', ''));
const run = fc.constantFrom('9001', '9002', '../1', '');
const word = fc.oneof(fc.constantFrom('ada', 'github', 'gitlab', 'circleci', '`', ''), fc.string({ maxLength: 6 }));
const repository = fc.constantFrom('octo/lantern', 'Octo/Lantern', 'mallory/lantern', 'not a name');

function observed<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Observation<T>> {
  return fc.oneof(
    { weight: 4, arbitrary: value.map((seen): Observation<T> => ({ state: 'seen', value: seen, source: 'here' })) },
    fc.constant<Observation<T>>({ state: 'absent', source: 'here' }),
    fc.constant<Observation<T>>({ state: 'unreadable', reason: 'a `time-out`', permission: 'x:read', source: 'here' }),
  );
}

const publisher = fc.oneof(
  fc.record({ name: maybe(word), email: maybe(word) }).map(({ name, email }) => byPerson('', { name, email })),
  fc.record({ provider: maybe(word), configuration: maybe(word), approver: maybe(word) }).map((over) => byTrust(over)),
  fc.constant(byTrust({ kind: 'unknown', provider: null, configuration: null })),
);

const release: fc.Arbitrary<RegistryRelease> = fc
  .record({
    version,
    publishedAt: maybe(time),
    publisher,
    attested: fc.constantFrom('yes', 'no', 'unknown'),
    files: fc.array(
      fc.record({
        name: fc.constantFrom('a', 'b'),
        digests: fc.constantFrom<Record<string, string>>({}, { sha256: 'AA' }, { sha512: 'bb', sha256: 'cc' }),
        publishedAt: maybe(time),
        attested: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
      }),
      { maxLength: 3 },
    ),
    recorded: maybe(
      fc.record({
        repository: maybe(repository),
        commit: maybe(commit),
        run: maybe(run),
        ref: maybe(fc.constantFrom('refs/tags/v1.0.0', 'refs/heads/main')),
        signingKey: maybe(word),
      }),
    ),
    claimed: fc.record({ commit: maybe(commit), dirty: fc.boolean() }),
    withdrawn: maybe(fc.record({ kind: fc.constantFrom('yanked', 'retracted'), reason: maybe(word) })),
    installScript: maybe(fc.boolean()),
    dependencies: maybe(fc.array(word, { maxLength: 3 })),
  })
  .map((over) => aRelease(over as Partial<RegistryRelease>));

const identity = fc
  .record({
    issuer: fc.constantFrom(anIdentity().issuer, 'https://gitlab.com', 'no address'),
    repositoryUrl: maybe(repository.map((name) => `https://github.com/${name}`)),
    repositoryId: maybe(fc.constantFrom('4711', '9')),
    workflow: maybe(fc.constantFrom('.github/workflows/release.yml', 'x')),
    ref: maybe(fc.constantFrom('refs/tags/v1.0.0', 'refs/heads/main')),
    commit: maybe(commit),
    runUrl: maybe(run.map((id) => runUrl(id))),
  })
  .map((over) => anIdentity(over));

const record: fc.Arbitrary<AttestedFileRecord> = fc
  .record({
    file: maybe(fc.constantFrom('a', 'b')),
    attestations: fc.array(
      fc
        .record({
          identity: maybe(identity),
          failures: fc.constantFrom<readonly string[]>([], [], [], ['no `good`']),
          subjects: fc.constantFrom([], [{ name: 'a', digest: { sha256: 'aa' } }], [{ name: 'b', digest: {} }]),
        })
        .map((over) => anAttestation(over)),
      { maxLength: 2 },
    ),
  })
  .map((over) => aRecord(over));

const history: fc.Arbitrary<PackageHistory> = fc
  .record({
    registry: fc.constantFrom(...registryIds),
    name: fc.constantFrom('lantern', '@octo/lantern', 'github.com/octo/lantern/sub', 'a:b', ''),
    releases: fc.array(release, { maxLength: 12 }),
    omitted: fc.nat(5),
    vanished: fc.array(fc.record({ version, publishedAt: maybe(time) }), { maxLength: 3 }),
    owners: observed(fc.constant([{ name: 'ada', kind: 'person' as const, role: null }])),
    sourceLinks: fc.array(fc.webUrl(), { maxLength: 2 }),
    malware: fc.array(version, { maxLength: 2 }),
  })
  .map(({ releases, ...over }) => aHistory(releases, over));

const github: fc.Arbitrary<ReleaseFacts> = fc
  .record({
    repository: fc.record({ visibility: fc.constantFrom('public', 'private'), id: fc.constantFrom(4711, 1) }),
    tags: observed(
      fc.record({
        tags: fc.array(
          fc
            .record({
              name: fc.oneof(
                version,
                version.map((each) => `v${each}`),
              ),
              commit,
              at: maybe(time),
            })
            .map((over) => aTag(over)),
          { maxLength: 6 },
        ),
        complete: fc.boolean(),
      }),
    ),
    releases: observed(
      fc.record({
        releases: fc.array(
          version.map((each) => aGitHubRelease({ tag: `v${each}` })),
          { maxLength: 4 },
        ),
        complete: fc.boolean(),
      }),
    ),
    commits: fc
      .array(
        fc.tuple(
          commit,
          observed(fc.constantFrom('tag', 'nowhere').map((reachable) => aCommit({ reachable } as object))),
        ),
      )
      .map((all) => new Map(all)),
    runs: fc
      .array(
        fc.tuple(
          run,
          observed(
            fc.constantFrom(null, 'success', 'failure').map((conclusion) => aRun({ conclusion, commit: commitId(1) })),
          ),
        ),
      )
      .map((all) => new Map(all)),
  })
  .map((over) => facts(over as Parameters<typeof facts>[0]));

const cases: fc.Arbitrary<Case> = fc.record({
  history,
  details: fc.array(fc.tuple(version, observed(release)), { maxLength: 4 }).map((all) => new Map(all)),
  attested: fc
    .array(fc.tuple(version, observed(fc.array(record, { maxLength: 3 }))), { maxLength: 8 })
    .map((all) => new Map(all)),
  github: maybe(github),
  declared: fc.constant(isDeclared),
  policy: fc.record({ release: maybe(fc.constantFrom('trusted', 'staged', 'local-2fa', 'manual')) }),
  advisories: observed(
    fc.array(fc.record({ id: word, versions: fc.array(version, { maxLength: 2 }), summary: maybe(word) }), {
      maxLength: 2,
    }),
  ),
  neighbours: fc.array(fc.record({ package: word, version, publishedAt: time }), { maxLength: 3 }),
  knownOwners: maybe(fc.array(word, { maxLength: 2 })),
  now: fc.oneof(fc.constant(Date.parse(daysLater(30))), fc.double({ noDefaultInfinity: false })),
});

describe('whatever a case holds', () => {
  it('there is a ledger, of the same bytes for the same case, that keeps to its schema', () => {
    fc.assert(
      fc.property(cases, (about) => {
        const ledger = reconcile(about);
        expect(JSON.stringify(reconcile(structuredClone(about)))).toBe(JSON.stringify(ledger));
        expect(ledgerSchema.safeParse(ledger).error).toBeUndefined();
      }),
    );
  });

  it('rows are newest first, one a version, none lost', () => {
    fc.assert(
      fc.property(cases, (about) => {
        const { rows } = reconcile(about);
        const times = rows.flatMap(({ publishedAt }) => (publishedAt === null ? [] : [Date.parse(publishedAt)]));
        expect(times).toEqual(times.toSorted((a, b) => b - a));
        const { releases, vanished } = about.history;
        const all = new Set([...releases, ...vanished].map((each) => each.version));
        expect(rows.map((row) => row.version).toSorted()).toEqual([...all].toSorted());
      }),
    );
  });

  it('nothing is proved that rests on evidence which is unknown', () => {
    fc.assert(
      fc.property(cases, (about) => {
        for (const { joins, attested, commit: built, run: ran, identities, release: published } of rowsOf(about)) {
          if (attested.state !== 'verified') expect(joins.attestation.state).not.toBe('proved');
          if (built === null) expect([joins.commit.state, joins.tag.state]).not.toContain('proved');
          if (ran === null) expect(joins.run.state).not.toBe('proved');
          if (identities.length === 0) expect(joins.digest.state).not.toBe('proved');
          if (identities.length === 0 && published.recorded === null) expect([built, ran]).toEqual([null, null]);
          if (about.github === null) {
            expect([joins.tag.state, joins.release.state]).toEqual(['unknown', 'unknown']);
            for (const { state } of [joins.commit, joins.run]) expect(['unknown', 'missing']).toContain(state);
          }
        }
      }),
    );
  });

  it('what could not be read is never missing', () => {
    fc.assert(
      fc.property(cases, (about) => {
        for (const { joins, release: published, commit: built, run: ran } of rowsOf(about)) {
          if (about.attested.get(published.version)?.state === 'unreadable')
            expect(joins.attestation.state).toBe('unknown');
          // On crates.io the registry's own record tells, and no attestation is waited for.
          if (
            joins.attestation.state === 'unknown' &&
            published.attested !== 'no' &&
            about.history.registry !== 'crates.io'
          ) {
            if (built === null) expect(joins.commit.state).toBe('unknown');
            if (ran === null) expect(joins.run.state).toBe('unknown');
          }
          if (about.github?.tags.state === 'unreadable') expect(joins.tag.state).toBe('unknown');
          if (about.github?.releases.state === 'unreadable') expect(joins.release.state).toBe('unknown');
        }
      }),
    );
  });

  it('what is asked is bounded and of the right shape', () => {
    fc.assert(
      fc.property(cases, (about) => {
        const close = closeReleases(about.history, { versions: new Set(), vanished: new Set() });
        expect(close.length).toBeLessThanOrEqual(16);
        const { commits, runs } = questionsOf(about.history, about.details, about.attested, []);
        expect(commits.every((each) => /^[\da-f]{40}$/.test(each))).toBe(true);
        expect(runs.every((each) => /^\d+$/.test(each))).toBe(true);
      }),
    );
  });
});
