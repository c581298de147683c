import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildState } from '../../src/sandbox/build.ts';
import { storyClock } from '../../src/sandbox/clock.ts';
import type { Scenario, ScenarioCommit, ScenarioRepository } from '../../src/sandbox/scenario.ts';
import { type LocalGitHub, listen, localGitHub, names } from './local-github.ts';

const workflow = '.github/workflows/release.yml';

/** A week of a repository, declared kind by kind and told day by day. */
const widget: ScenarioRepository = {
  name: 'widget',
  commits: [
    { id: 'old', files: { 'package.json': '{"version":"1.0.0"}' } },
    {
      id: 'new',
      author: 'ann',
      date: '2025-03-02T10:00:00Z',
      verified: true,
      files: { 'package.json': '{"version":"1.1.0"}' },
    },
    { id: 'newer', author: 'ann', files: { 'README.md': 'Newer\n' } },
  ],
  branches: { '1.x': [{ id: 'back', date: '2025-03-04T09:00:00Z', files: { 'back.txt': '1\n' } }], side: [] },
  orphans: [{ id: 'stray', date: '2025-03-03T12:00:00Z', files: { 'stray.txt': '1\n' } }],
  tags: [
    { name: 'v1.0.0', target: 'old', annotated: true },
    { name: 'v1.1.0', target: 'new', annotated: true, date: '2025-03-02T10:10:00Z' },
    { name: 'v1.0.1', target: 'back' },
  ],
  releases: [{ tag: 'v1.1.0', publishedAt: '2025-03-02T10:12:00Z' }],
  runs: [
    {
      id: 5,
      workflow,
      commit: 'new',
      branch: 'v1.1.0',
      actor: 'ann',
      startedAt: '2025-03-02T10:11:00Z',
      deletedAt: '2025-03-05T00:00:00Z',
    },
  ],
};

const scenario: Scenario = {
  organisations: [{ login: 'acme', members: ['ann'], installation: {}, repositories: [widget] }],
};

const at = (time: string) => new Date(`2025-03-${time}:00Z`);

const begin = () => localGitHub(scenario, { startsAt: at('01T00:00') });

const refsOf = ({ sandbox }: LocalGitHub) => [...sandbox.repository('acme', 'widget').refs.keys()].toSorted();

describe('a sandbox with a clock', () => {
  it('begins with what was there before, which is older than all that follows', async () => {
    const github = await begin();
    expect(refsOf(github)).toEqual(['refs/heads/main', 'refs/tags/v1.0.0']);
    const { body } = await github.ask('/repos/acme/widget/commits/main');
    expect(Date.parse(body.commit.author.date)).toBeLessThan(at('01T00:00').getTime());
    expect(github.sandbox.state.now()).toEqual(at('01T00:00'));
    expect((await github.ask('/repos/acme/widget/actions/runs/5')).status).toBe(404);
  });

  it('lets things happen in the order of their times, and tells of each', async () => {
    const github = await begin();
    const letters = await listen(github.sandbox);
    await github.sandbox.advance(at('02T10:11'));
    expect(names(letters)).toEqual(['push', 'check_suite.requested', 'push', 'create', 'workflow_run.requested']);
    expect(letters[0]?.payload).toMatchObject({ ref: 'refs/heads/main', head_commit: { author: { username: 'ann' } } });
    expect(letters[3]?.payload).toMatchObject({ ref: 'v1.1.0', ref_type: 'tag' });
    expect((await github.ask('/repos/acme/widget/actions/runs/5')).body).toMatchObject({
      status: 'in_progress',
      conclusion: null,
    });
    letters.length = 0;
    await github.sandbox.advance(at('02T10:20'));
    expect(names(letters)).toEqual([
      'release.created',
      'release.published',
      'release.released',
      'workflow_run.completed',
    ]);
    expect(letters.at(-1)?.payload).toMatchObject({
      workflow: { path: workflow },
      workflow_run: { id: 5, conclusion: 'success', updated_at: '2025-03-02T10:16:00Z', head_branch: 'v1.1.0' },
    });
    letters.length = 0;
    await github.sandbox.advance(at('04T10:00'));
    // The commit without a date, an hour after the one before it; the empty branch with it; nothing of the stray one.
    expect(letters.map(({ payload }) => payload.ref).filter((ref) => ref?.startsWith('refs/'))).toEqual([
      'refs/heads/main',
      'refs/heads/side',
      'refs/heads/1.x',
      'refs/tags/v1.0.1',
    ]);
    expect(refsOf(github)).toHaveLength(6);
    expect((await github.ask('/repos/acme/widget/actions/runs/5')).status).toBe(200);
    await github.sandbox.advance(at('06T00:00'));
    expect((await github.ask('/repos/acme/widget/actions/runs/5')).status).toBe(404);
  });

  it('shows stray commits by their SHA-1 only, from their time on', async () => {
    const github = await begin();
    await github.sandbox.advance(at('03T11:00'));
    const { commitIds } = github.sandbox.repository('acme', 'widget');
    expect(commitIds.has('stray')).toBe(false);
    await github.sandbox.advance(at('03T12:00'));
    const stray = commitIds.get('stray');
    const { body } = await github.ask(`/repos/acme/widget/compare/main...${stray}`);
    expect(body.status).toBe('ahead');
    expect((await github.ask('/repos/acme/widget/commits/stray')).status).toBe(422);
    expect(
      (await github.ask(`/repos/acme/widget/commits/${commitIds.get('new')}`)).body.commit.verification,
    ).toMatchObject({ verified: true, reason: 'valid' });
  });

  it('has the same commits and tags in the end as one that has begun at the end', async () => {
    const gradual = await begin();
    for (const day of ['02', '03', '04', '05']) await gradual.sandbox.advance(at(`${day}T10:10`));
    const late = await localGitHub(scenario, { startsAt: at('06T00:00') });
    const told = ({ sandbox }: LocalGitHub) => {
      const { refs, commitIds } = sandbox.repository('acme', 'widget');
      return { refs: Object.fromEntries(refs), commitIds: Object.fromEntries(commitIds) };
    };
    expect(told(gradual)).toEqual(told(late));
  });

  it('dates what people do by it', async () => {
    const github = await begin();
    await github.sandbox.advance(at('03T15:00'));
    const { people } = github.sandbox;
    const head = await people.push('acme', 'widget', 'main', { files: { 'by-hand.txt': '1\n' } });
    await people.createTag('acme', 'widget', 'by-hand', { annotated: true });
    const { body } = await github.ask(`/repos/acme/widget/commits/${head}`);
    expect(body.commit.committer.date).toBe('2025-03-03T15:00:00Z');
    const tag = github.sandbox.repository('acme', 'widget').refs.get('refs/tags/by-hand');
    expect((await github.ask(`/repos/acme/widget/git/tags/${tag}`)).body.tagger.date).toBe('2025-03-03T15:00:00Z');
  });

  it('does not go back, and does not go at all without a beginning', async () => {
    const github = await begin();
    await expect(github.sandbox.advance(at('01T00:00'))).resolves.toBeUndefined();
    await expect(github.sandbox.advance(new Date(0))).rejects.toThrow('does not go back');
    await expect(github.sandbox.advance(new Date(Number.NaN))).rejects.toThrow('does not go back');
    const real = await localGitHub(scenario);
    await expect(real.sandbox.advance(at('06T00:00'))).rejects.toThrow('without a clock');
  });

  it('knows what its commits will be before they are there', async () => {
    const asked: string[] = [];
    const packages = [
      {
        registry: 'crates.io' as const,
        name: 'widget',
        repository: 'acme/widget',
        releases: [
          {
            version: '1.1.0',
            at: '2025-03-02T10:14:00Z',
            by: { trusted: {} },
            build: { commit: 'new', workflow, run: 5 },
          },
        ],
      },
    ];
    const github = await localGitHub({ ...scenario, packages }, { startsAt: at('01T00:00') });
    const base = github.sandbox.registries.bases['crates.io']?.['main'];
    const shown = async () => {
      const answer = await fetch(`${base}/api/v1/crates/widget/1.1.0`);
      asked.push(String(answer.status));
      return answer.text();
    };
    await shown();
    await github.sandbox.advance(at('02T10:14'));
    const sha = github.sandbox.repository('acme', 'widget').commitIds.get('new');
    expect(await shown()).toContain(sha);
    expect(asked).toEqual(['404', '200']);
  });
});

describe('what commits will be', () => {
  const moment = fc
    .integer({ min: 0, max: 1000 })
    .map((hours) => new Date(Date.UTC(2025, 2, 1) + hours * 3_600_000).toISOString().replace('.000Z', 'Z'));
  const commit = fc.record({ date: moment, verified: fc.boolean() }, { requiredKeys: [] });
  const line = (name: string) =>
    fc.array(commit, { maxLength: 4 }).map((commits) =>
      commits.map((each, index): ScenarioCommit => {
        const { date, verified } = each;
        return {
          id: `${name}${index}`,
          ...(date !== undefined && { date }),
          ...(verified !== undefined && { verified }),
          files: { [`${name}.txt`]: `${index}\n` },
        };
      }),
    );

  it('is known from the beginning, whatever the order of their times', () => {
    fc.assert(
      fc.property(line('main'), line('side'), line('stray'), moment, (commits, side, orphans, startsAt) => {
        const told: Scenario = {
          organisations: [{ login: 'acme', repositories: [{ name: 'widget', commits, branches: { side }, orphans }] }],
        };
        const early = storyClock(new Date(startsAt));
        buildState(told, 's', early);
        const late = buildState(told, 's', storyClock(new Date('2030-01-01T00:00:00Z')));
        const [[id, { commitIds }] = [0, { commitIds: new Map() }]] = late.repositories;
        // Where nothing has a date, the beginning of the clock decides.
        fc.pre([...commits, ...side, ...orphans].some(({ date }) => date !== undefined));
        expect(early.foreseen.get(id)).toEqual(commitIds);
        expect(commitIds.size).toBe(commits.length + side.length + orphans.length);
        const times = early.ahead.map(({ at }) => at);
        expect(times).toEqual(times.toSorted((one, other) => one - other));
      }),
    );
  });
});

describe('a sandbox without a clock', () => {
  it('has let everything happen, and has told nobody', async () => {
    const github = await localGitHub(scenario);
    expect(refsOf(github)).toHaveLength(6);
    expect(github.sandbox.state.deliveries).toEqual([]);
    expect(github.sandbox.repository('acme', 'widget').runs.size).toBe(0);
    expect(Math.abs(github.sandbox.state.now().getTime() - Date.now())).toBeLessThan(60_000);
  });

  it('refuses two commits of one name', async () => {
    const twice = {
      name: 'widget',
      commits: [
        { id: 'one', files: {} },
        { id: 'one', files: {} },
      ],
    };
    await expect(localGitHub({ organisations: [{ login: 'acme', repositories: [twice] }] })).rejects.toThrow(
      'go by `one`',
    );
  });
});
