import { describe, expect, it } from 'vitest';
import type { Case } from '../../src/ledger/case.ts';
import { ledgerSchema } from '../../src/ledger/ledger.ts';
import { reconcile } from '../../src/ledger/reconcile.ts';
import { rowsOf } from '../../src/ledger/rows.ts';
import {
  aCase,
  aCommit,
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
  runUrl,
  saw,
  unreadable,
} from './builders.ts';

const versions = Array.from({ length: 12 }, (_, at) => `1.${at}.0`);

/** Twelve honest releases, nine days apart, each from its own commit, run and tag. */
function honest(over: Partial<Case> = {}): Case {
  return aCase({
    history: aHistory(versions.map((version, at) => aRelease({ version, publishedAt: daysLater(9 * at) }))),
    attested: new Map(versions.map((version, at) => [version, saw([recordOf(version, at)])])),
    github: facts({
      tags: versions.map((version, at) => aTag({ name: `v${version}`, commit: commitId(at), at: daysLater(9 * at) })),
      commits: versions.map((version, at) => aCommit({ sha: commitId(at), versions: { 'package.json': version } })),
      runs: versions.map((_, at) =>
        aRun({
          id: `${900 + at}`,
          commit: commitId(at),
          startedAt: daysLater(9 * at - 0.002),
          endedAt: daysLater(9 * at + 0.002),
        }),
      ),
    }),
    now: Date.parse(daysLater(150)),
    ...over,
  });
}

function recordOf(version: string, at: number) {
  const identity = anIdentity({ ref: `refs/tags/v${version}`, commit: commitId(at), runUrl: runUrl(`${900 + at}`) });
  const subjects = [{ name: `pkg:npm/lantern@${version}`, digest: { sha512: digestOf(`lantern-${version}.tgz`) } }];
  return aRecord({ attestations: [anAttestation({ identity, subjects })] });
}

describe('the ledger of an honest package', () => {
  const ledger = reconcile(honest());

  it('has a row a version, newest first, each joined, and nothing odd', () => {
    expect(ledger.rows.map(({ version }) => version)).toEqual(versions.toReversed());
    for (const { joins, signals, version } of ledger.rows) {
      expect(signals, version).toEqual([]);
      expect([joins.tag, joins.commit, joins.run, joins.attestation, joins.digest].map(({ state }) => state)).toEqual(
        Array(5).fill('proved'),
      );
    }
    expect(ledger.signals).toEqual([]);
    expect(ledger.notes).toEqual([]);
  });

  it('says what people want to know first', () => {
    expect(ledger).toMatchObject({ link: 'proved', omitted: 0, asked: daysLater(150) });
    expect(ledger.habit).toEqual([
      'Tags every release as `v1.2.3`: all 12 of those that could be judged.',
      'Publishes about every 9 days by trusted publishing from `release.yml`.',
    ]);
    expect(ledger.rows[0]).toMatchObject({
      line: '1',
      rank: 'trusted-publishing',
      by: 'trusted publishing on GitHub',
      workflow: '.github/workflows/release.yml',
      withdrawn: null,
    });
  });

  it('keeps to its schema', () => {
    expect(ledgerSchema.parse(ledger)).toEqual(ledger);
  });
});

describe('a release from elsewhere', () => {
  it('by a token after eleven by trusted publishing is an alarm', () => {
    const history = aHistory([
      ...honest().history.releases.slice(0, -1),
      aRelease({ version: '1.11.0', publishedAt: daysLater(99), publisher: byPerson('ada'), attested: 'no' }),
    ]);
    const attested = new Map([...honest().attested].slice(0, -1));
    const tags = versions.slice(0, -1).map((version, at) => aTag({ name: `v${version}`, commit: commitId(at) }));
    const [row] = reconcile(honest({ history, attested, github: facts({ tags }) })).rows;
    expect(row).toMatchObject({ version: '1.11.0', rank: 'none', by: '`ada`', workflow: null });
    expect(row?.joins.tag.state).toBe('missing');
    expect(row?.signals.map(({ id }) => id)).toContain('tp-lost');
    expect(row?.signals[0]?.severity).toBe('critical');
  });

  /** The newest release as a run made it that is not like the others. */
  function oddly(run: Partial<Parameters<typeof aRun>[0]>, reachable: 'default-branch' | 'nowhere', ref: string) {
    const about = honest();
    const at = versions.length - 1;
    const identity = anIdentity({ ref, commit: commitId(at), runUrl: runUrl(`${900 + at}`) });
    const record = aRecord({ attestations: [anAttestation({ identity })] });
    const { tags } = facts({
      tags: versions.slice(0, -1).map((each, index) => aTag({ name: `v${each}`, commit: commitId(index) })),
    });
    const commits = new Map([
      ...(about.github?.commits ?? []),
      [commitId(at), saw(aCommit({ sha: commitId(at), reachable }))] as const,
    ]);
    const runs = new Map([
      ...(about.github?.runs ?? []),
      [`${900 + at}`, saw(aRun({ id: `${900 + at}`, commit: commitId(at), branch: 'main', ...run }))] as const,
    ]);
    const attested = new Map([...about.attested, ['1.11.0', saw([record])] as const]);
    const [row] = reconcile({ ...about, attested, github: { ...facts({ commits, runs }), tags } }).rows;
    return { joins: row?.joins, signals: row?.signals.map(({ id, severity }) => `${severity} ${id}`) };
  }

  it('with valid provenance, by a run that failed before it published, is an alarm', () => {
    const jobs = saw([
      aJob({ name: 'test', conclusion: 'failure', steps: [] }),
      aJob({ conclusion: 'skipped', steps: [] }),
    ]);
    const { joins, signals } = oddly({ conclusion: 'failure', jobs }, 'default-branch', 'refs/heads/main');
    expect(joins?.attestation.state).toBe('proved');
    expect(joins?.run.state).toBe('contradicted');
    expect(signals).toContain('critical run-mismatch');
  });

  it('with valid provenance, from a commit that no branch has, is an alarm', () => {
    const { joins, signals } = oddly({}, 'nowhere', 'refs/heads/snapshot-1');
    expect(joins?.commit.state).toBe('contradicted');
    expect(signals).toContain('critical commit-unreachable');
  });

  it('does not vouch for itself or for the next one once it is known as malware', () => {
    const about = honest({ advisories: saw([{ id: 'MAL-1', versions: ['1.10.0'], summary: null }]) });
    const [last, bad] = reconcile(about).rows;
    expect(bad?.signals.map(({ id }) => id)).toContain('malware-advisory');
    expect(last?.signals).toEqual([]);
  });
});

describe('rows', () => {
  it('are by time, those without one first, vanished ones among them', () => {
    const history = aHistory(
      [
        aRelease({ version: '1.0.0', publishedAt: null }),
        aRelease({ version: '3.0.0', publishedAt: daysLater(3) }),
        aRelease({ version: '2.0.0', publishedAt: daysLater(1) }),
        aRelease({ version: '4.0.0', publishedAt: '1900-01-01T00:00:00Z' }),
        aRelease({ version: '2.0.0', publishedAt: daysLater(9) }),
      ],
      {
        vanished: [
          { version: '2.5.0', publishedAt: daysLater(2) },
          { version: '3.0.0', publishedAt: null },
        ],
      },
    );
    const about = aCase({ history, attested: new Map() });
    expect(rowsOf(about).map(({ release }) => release.version)).toEqual(['1.0.0', '4.0.0', '2.0.0', '2.5.0', '3.0.0']);
    const { rows } = reconcile(about);
    expect(rows.map(({ withdrawn }) => withdrawn)).toEqual([null, 'vanished', null, null, null]);
    expect(rows.at(-2)).toMatchObject({ version: '4.0.0', publishedAt: null });
  });

  it('carry what the details say, and what the registry withdrew', () => {
    const details = new Map([['1.0.0', saw(aRelease({ publisher: byPerson('grace') }))]]);
    const withdrawn = { kind: 'yanked', reason: 'broken `build`' } as const;
    const [row] = reconcile(aCase({ history: aHistory([aRelease({ withdrawn })]), details, attested: new Map() })).rows;
    expect(row?.by).toBe('`grace`');
    const plain = reconcile(aCase({ history: aHistory([aRelease({ withdrawn })]) })).rows[0];
    expect(plain?.withdrawn).toBe("yanked: broken 'build'");
  });

  it('of the staged window are staged, with the reason beside them', () => {
    const published = (version: string, publishedAt: string, publisher = byTrust()) =>
      aRelease({ version, publishedAt, publisher });
    const history = aHistory([
      published('1.0.0', '2026-05-20T00:00:00Z'),
      published('1.1.0', '2026-05-25T00:00:00Z', byPerson('ada')),
    ]);
    const attested = new Map(['1.0.0', '1.1.0'].map((version, at) => [version, saw([recordOf(version, at)])]));
    const [row] = reconcile(honest({ history, attested, now: Date.parse('2026-06-10T00:00:00Z') })).rows;
    expect(row).toMatchObject({ rank: 'staged', by: 'staged, approved by `ada`' });
    expect(row?.quiet[0]).toContain('npm recorded staged releases in this way');
    expect(row?.signals.filter(({ id }) => id === 'tp-lost')).toEqual([]);
  });

  it('are the newest hundred and those looked at closely; the others are counted', () => {
    const many = Array.from({ length: 300 }, (_, at) => `2.${at}.0`);
    const releases = ['1.0.0', ...many].map((version, at) => aRelease({ version, publishedAt: daysLater(at) }));
    const { rows, omitted } = reconcile(
      aCase({ history: aHistory(releases, { omitted: 7 }), github: null, now: Date.parse(daysLater(400)) }),
    );
    expect(rows).toHaveLength(101);
    expect(rows.at(-1)?.version).toBe('1.0.0');
    expect(omitted).toBe(207);
  });
});

describe('notes', () => {
  it('tell what could not be read, and what would settle it', () => {
    const about = honest({
      history: { ...honest().history, owners: unreadable('HTML with status 200') },
      advisories: unreadable(),
      attested: new Map([['1.11.0', unreadable()]]),
      github: facts({
        tags: { ...unreadable('refused'), permission: 'contents:read' },
        releases: gone(),
      }),
    });
    expect(reconcile(about).notes).toEqual([
      'Could not read the tags: refused. The permission `contents:read` would settle it.',
      'Could not read the owners: HTML with status 200.',
      'Could not read advisories: the registry took too long.',
      'Could not read the attestations of `1.11.0`: the registry took too long.',
    ]);
    expect(reconcile(honest({ github: null })).notes).toEqual([
      'GitHub was not asked, so that tags, commits and runs are unknown.',
    ]);
  });
});
