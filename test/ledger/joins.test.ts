import { describe, expect, it } from 'vitest';
import type { ReleaseFacts } from '../../src/github/release-facts.ts';
import type { Case } from '../../src/ledger/case.ts';
import type { JoinName } from '../../src/ledger/ledger.ts';
import { rowsOf } from '../../src/ledger/rows.ts';
import { unknownPublisher } from '../../src/registries/release.ts';
import {
  aCase,
  aCommit,
  aFile,
  aGitHubRelease,
  aHistory,
  aJob,
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
  digestOf,
  facts,
  gone,
  isDeclared,
  saw,
  theCommit,
  theRun,
  unreadable,
} from './builders.ts';

function joinsIn(about: Case, version = '1.0.0') {
  const row = rowsOf(about).find(({ release }) => release.version === version);
  if (row === undefined) throw new Error(`no row for ${version}`);
  return row.joins;
}

function states(about: Case): Record<JoinName, string> {
  const joins = joinsIn(about);
  const { tag, release, commit, run, attestation, digest } = joins;
  return {
    tag: tag.state,
    release: release.state,
    commit: commit.state,
    run: run.state,
    attestation: attestation.state,
    digest: digest.state,
  };
}

const withGitHub = (github: ReleaseFacts | null) => joinsIn(aCase({ github }));
const built = (identity: Parameters<typeof anIdentity>[0]) =>
  new Map([['1.0.0', saw([aRecord({ attestations: [anAttestation({ identity: anIdentity(identity) })] })])]]);
const byToken = aHistory([aRelease({ publisher: byPerson(), attested: 'no' })]);

describe('an honest release', () => {
  it('is proved throughout', () => {
    const joins = joinsIn(aCase({ github: facts({ releases: [aGitHubRelease()] }) }));
    expect(Object.values(joins).map(({ state }) => state)).toEqual(Array(6).fill('proved'));
    expect([joins.tag.value, joins.release.value, joins.commit.value, joins.run.value]).toEqual([
      'v1.0.0',
      'v1.0.0',
      theCommit,
      theRun,
    ]);
    expect(joins.attestation.says).toBe('attested by `.github/workflows/release.yml` of `octo/lantern`');
  });

  it('is unknown on the side of GitHub where GitHub was not asked', () => {
    expect(states(aCase({ github: null }))).toEqual({
      tag: 'unknown',
      release: 'unknown',
      commit: 'unknown',
      run: 'unknown',
      attestation: 'proved',
      digest: 'proved',
    });
  });
});

describe("a person's release without evidence", () => {
  it('misses what others have, and its tag proves nothing', () => {
    expect(states(aCase({ history: byToken, attested: new Map() }))).toEqual({
      tag: 'unknown',
      release: 'missing',
      commit: 'missing',
      run: 'missing',
      attestation: 'missing',
      digest: 'unknown',
    });
  });

  it('claims a commit, which proves nothing', () => {
    const claimed = { commit: theCommit, dirty: false };
    const history = aHistory([aRelease({ publisher: byPerson(), attested: 'no', claimed })]);
    const { commit } = joinsIn(aCase({ history, attested: new Map() }));
    expect(commit).toMatchObject({ state: 'unknown', value: null });
    expect(commit.says).toContain('claims commit');
  });

  it.each([
    ['a private repository', { github: facts({ repository: { visibility: 'private' } }) }],
    ['a tool that leaves no attestation', { declared: { ...isDeclared, leavesNoAttestation: true } }],
    ['CircleCI', { history: aHistory([aRelease({ publisher: byTrust({ provider: 'circleci' }), attested: 'no' })]) }],
  ] as const)('is excused by %s', (_, over) => {
    const { attestation, commit, run } = joinsIn(aCase({ history: byToken, attested: new Map(), ...over }));
    expect([attestation.state, commit.state, run.state]).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('misses nothing where the registry has no such thing', () => {
    const release = aRelease({ publisher: unknownPublisher, attested: 'no' });
    const history = aHistory([release], { registry: 'nuget' });
    const { attestation, commit, run } = joinsIn(aCase({ history, attested: new Map() }));
    expect([attestation.state, commit.state, run.state]).toEqual(['unknown', 'unknown', 'unknown']);
    expect(attestation.says).toBe('this registry takes no attestations');
  });
});

describe('the tag', () => {
  it('is missing where there is none, and unknown where it may not have been read', () => {
    expect(withGitHub(facts({ tags: [] })).tag.state).toBe('missing');
    expect(withGitHub(facts({ tags: unreadable() })).tag.state).toBe('unknown');
    const newer = [aTag({ name: 'v9.0.0', at: daysLater(10) })];
    expect(withGitHub(facts({ tags: saw({ tags: newer, complete: false }) })).tag.state).toBe('unknown');
  });

  it('is contradicted where the tag that started the run leads elsewhere now', () => {
    expect(withGitHub(facts({ tags: [aTag({ commit: commitId(2) })] })).tag).toMatchObject({
      state: 'contradicted',
      value: 'v1.0.0',
    });
  });

  it('is not held to the commit where the run of a branch made it', () => {
    const github = facts({ tags: [aTag({ commit: commitId(2) })] });
    expect(joinsIn(aCase({ github, attested: built({ ref: 'refs/heads/main' }) })).tag.state).toBe('unknown');
  });

  it('is held to it where the other tags of the project are', () => {
    const versions = ['0.7.0', '0.8.0', '0.9.0', '1.0.0'];
    const ids = new Map(versions.map((version, at) => [version, commitId(10 + at)]));
    const about = (commit: string) =>
      aCase({
        history: aHistory(versions.map((version, at) => aRelease({ version, publishedAt: daysLater(at - 5) }))),
        attested: new Map(
          versions.map((version) => {
            const identity = anIdentity({ ref: 'refs/heads/main', commit: ids.get(version) ?? null });
            return [version, saw([aRecord({ attestations: [anAttestation({ identity })] })])];
          }),
        ),
        github: facts({
          tags: versions.map((version) =>
            aTag({ name: `v${version}`, commit: version === '1.0.0' ? commit : (ids.get(version) ?? '') }),
          ),
        }),
      });
    expect(joinsIn(about(commitId(99))).tag.state).toBe('contradicted');
    expect(joinsIn(about(commitId(13))).tag.state).toBe('proved');
  });

  it('is held to what the registry recorded of it', () => {
    const recorded = { repository: 'octo/lantern', commit: commitId(2), run: null, ref: null, signingKey: null };
    const release = aRelease({ publisher: unknownPublisher, attested: 'unknown', recorded });
    const history = aHistory([release], { registry: 'packagist', name: 'octo/lantern' });
    expect(joinsIn(aCase({ history, attested: new Map() })).tag.state).toBe('contradicted');
  });

  it('that moves with every release contradicts nothing', () => {
    const tags = [aTag({ name: 'v1', commit: commitId(2) })];
    expect(withGitHub(facts({ tags })).tag).toMatchObject({ state: 'unknown', value: 'v1' });
  });

  it('is not needed by a version that names a commit', () => {
    const version = 'v0.0.0-20260301120000-abcdef123456';
    const history = aHistory([aRelease({ version })], { registry: 'go', name: 'github.com/octo/lantern' });
    expect(joinsIn(aCase({ history, attested: new Map() }), version).tag.state).toBe('unknown');
  });
});

describe('the GitHub release', () => {
  it('is proved by the very file', () => {
    const files = [aFile({ digests: { sha256: 'ab'.repeat(32) } })];
    const assets = [{ name: 'lantern.whl', digest: `sha256:${'AB'.repeat(32)}` }];
    const about = aCase({
      history: aHistory([aRelease({ files, publisher: byPerson(), attested: 'no' })]),
      attested: new Map(),
      github: facts({ releases: [aGitHubRelease({ assets })] }),
    });
    expect(joinsIn(about).release.state).toBe('proved');
    const other = facts({ releases: [aGitHubRelease()] });
    expect(joinsIn({ ...about, github: other }).release).toMatchObject({ state: 'unknown', value: 'v1.0.0' });
  });
});

describe('the commit', () => {
  it.each([
    ['on no branch', facts({ tags: [], commits: [aCommit({ reachable: 'nowhere', from: null })] }), 'contradicted'],
    ['gone', facts({ tags: [], commits: new Map([[theCommit, gone()]]) }), 'contradicted'],
    ['not told', facts({ tags: [], commits: new Map([[theCommit, unreadable()]]) }), 'unknown'],
    ['not asked', facts({ tags: [], commits: [] }), 'unknown'],
    ['not asked, with a tag', facts({ commits: [] }), 'proved'],
  ] as const)('%s', (_, github, state) => {
    expect(withGitHub(github).commit).toMatchObject({ state, value: theCommit });
  });

  it('of another repository is contradicted', () => {
    const attested = built({ repositoryUrl: 'https://github.com/mallory/lantern', repositoryId: '9' });
    const { commit, run, tag } = joinsIn(aCase({ attested }));
    expect([commit.state, run.state, tag.state]).toEqual(['contradicted', 'contradicted', 'unknown']);
    expect(commit.says).toContain('`mallory/lantern`');
  });

  it('built on GitLab is unknown, and its attestation is proved', () => {
    const attested = built({ issuer: 'https://gitlab.com', repositoryUrl: 'https://gitlab.com/octo/lantern' });
    const { commit, run, attestation } = joinsIn(aCase({ attested }));
    expect([commit.state, run.state, attestation.state]).toEqual(['unknown', 'unknown', 'proved']);
    expect(commit.says).toContain('built on GitLab');
  });
});

describe('the run', () => {
  it.each([
    ['failed', aRun({ conclusion: 'failure', jobs: saw([aJob({ name: 'test', steps: [] })]) }), 'contradicted'],
    ['failed after it had published', aRun({ conclusion: 'failure' }), 'unknown'],
    ['of another commit', aRun({ commit: commitId(2) }), 'contradicted'],
    ['of another commit, as GitHub lists it', aRun({ commit: commitId(2), event: 'workflow_run' }), 'proved'],
    ['of another workflow', aRun({ workflow: '.github/workflows/ci.yml' }), 'contradicted'],
    ['of another repository', aRun({ repository: 'mallory/lantern' }), 'contradicted'],
    ['without an end', aRun({ status: 'completed', conclusion: null }), 'unknown'],
  ] as const)('%s', (_, run, state) => {
    expect(withGitHub(facts({ runs: [run] })).run).toMatchObject({ state, value: theRun });
  });

  it('that goes on is proved near publication only', () => {
    const github = facts({ runs: [aRun({ status: 'in_progress', conclusion: null })] });
    expect(joinsIn(aCase({ github, now: Date.parse(daysLater(0.01)) })).run.state).toBe('proved');
    expect(joinsIn(aCase({ github })).run.state).toBe('unknown');
  });

  it('that is gone is missing until GitHub may have deleted it', () => {
    const github = facts({ runs: new Map([[theRun, gone()]]) });
    expect(joinsIn(aCase({ github })).run.state).toBe('missing');
    expect(joinsIn(aCase({ github, now: Date.parse(daysLater(401)) })).run.state).toBe('unknown');
  });

  it('that could not be read is unknown', () => {
    expect(withGitHub(facts({ runs: new Map([[theRun, unreadable()]]) })).run.state).toBe('unknown');
    expect(withGitHub(facts({ runs: [] })).run.state).toBe('unknown');
  });
});

describe('the attestation and the digest', () => {
  it('that does not hold is contradicted', () => {
    const attestations = [anAttestation({ identity: null, failures: ['the signature does not fit'] })];
    const { attestation } = joinsIn(aCase({ attested: new Map([['1.0.0', saw([aRecord({ attestations })])]]) }));
    expect(attestation.state).toBe('contradicted');
    expect(attestation.says).toContain('the signature does not fit');
  });

  it('that could not be read is unknown', () => {
    const { attestation } = joinsIn(aCase({ attested: new Map([['1.0.0', unreadable('HTML with status 200')]]) }));
    expect(attestation).toMatchObject({ state: 'unknown' });
    expect(attestation.says).toContain('HTML with status 200');
  });

  it('of another file is contradicted', () => {
    const history = aHistory([aRelease({ files: [aFile({ digests: { sha512: digestOf('other') } })] })]);
    expect(joinsIn(aCase({ history })).digest.state).toBe('contradicted');
  });

  it('of a weak algorithm only is unknown', () => {
    const history = aHistory([aRelease({ files: [aFile({ digests: { sha1: 'ab' } })] })]);
    expect(joinsIn(aCase({ history })).digest.state).toBe('unknown');
  });

  it('of some files only is missing, and its digests are not enough', () => {
    const names = ['a.whl', 'b.tar.gz'];
    const files = names.map((name, at) => aFile({ name, attested: at === 0 ? 'yes' : 'no' }));
    const subjects = [{ name: 'a.whl', digest: { sha512: digestOf('a.whl') } }];
    const record = aRecord({ file: 'a.whl', attestations: [anAttestation({ subjects })] });
    const history = aHistory([aRelease({ files, publisher: unknownPublisher })], { registry: 'pypi' });
    const { attestation, digest } = joinsIn(aCase({ history, attested: new Map([['1.0.0', saw([record])]]) }));
    expect([attestation.state, digest.state]).toEqual(['missing', 'unknown']);
  });
});
