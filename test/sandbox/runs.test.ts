import { describe, expect, it } from 'vitest';
import type { ScenarioRun } from '../../src/sandbox/scenario.ts';
import { acme, listen, names } from './local-github.ts';

const run: ScenarioRun = {
  id: 7,
  workflow: '.github/workflows/release.yml',
  commit: 'one',
  startedAt: '2026-02-01T10:00:00Z',
};

const commits = [{ id: 'one', files: { 'a.txt': 'hi\n' } }];
const runs = '/repos/acme/widget/actions/runs';

describe('runs of workflows', () => {
  it('are told with their jobs as the scenario has them', async () => {
    const github = await acme([
      {
        name: 'widget',
        commits,
        runs: [
          run,
          {
            ...run,
            id: 8,
            event: 'release',
            branch: 'v1',
            conclusion: 'failure',
            endedAt: '2026-02-01T10:00:30Z',
            jobs: [
              { name: 'build', conclusion: 'success', steps: [{ name: 'Test' }] },
              { name: 'publish', steps: [{ name: 'Publish', conclusion: 'failure' }] },
            ],
          },
        ],
      },
    ]);
    const { refs } = github.sandbox.repository('acme', 'widget');
    expect((await github.ask(`${runs}/7`)).body).toMatchObject({
      id: 7,
      path: '.github/workflows/release.yml',
      event: 'push',
      head_branch: 'main',
      head_sha: refs.get('refs/heads/main'),
      status: 'completed',
      conclusion: 'success',
      updated_at: '2026-02-01T10:05:00Z',
      repository: { full_name: 'acme/widget' },
    });
    expect((await github.ask(`${runs}/7/jobs`)).body.jobs).toMatchObject([{ name: 'publish', conclusion: 'success' }]);
    expect((await github.ask(`${runs}/8/jobs`)).body).toMatchObject({
      total_count: 2,
      jobs: [
        { name: 'build', conclusion: 'success', steps: [{ name: 'Test', conclusion: 'success', number: 1 }] },
        { name: 'publish', conclusion: 'failure', completed_at: '2026-02-01T10:00:30Z' },
      ],
    });
    const listed = async (query: string) =>
      (await github.ask(`${runs}?${query}`)).body.workflow_runs.map(({ id }: { id: number }) => id);
    expect(await listed('')).toHaveLength(2);
    expect(await listed('event=release')).toEqual([8]);
    expect(await listed('status=success')).toEqual([7]);
    expect(await listed(`head_sha=${'0'.repeat(40)}`)).toEqual([]);
    expect((await github.ask(`${runs}/9`)).status).toBe(404);
  });

  it('ask for the permission to read Actions', async () => {
    const github = await acme([{ name: 'widget', commits, runs: [run] }], { permissions: { contents: 'read' } });
    const { status, headers } = await github.ask(`${runs}/7`);
    expect([status, headers.get('x-accepted-github-permissions')]).toEqual([403, 'actions=read']);
  });

  it('begin and end at once where a person has one run and there is no clock', async () => {
    const github = await acme([{ name: 'widget', commits }]);
    const letters = await listen(github.sandbox);
    await github.sandbox.people.run('acme', 'widget', run);
    expect(names(letters)).toEqual(['workflow_run.requested', 'workflow_run.completed']);
    expect(letters.map(({ payload }) => payload.workflow_run.conclusion)).toEqual([null, 'success']);
  });

  it('end when the clock comes to it', async () => {
    const github = await acme([{ name: 'widget', commits }], {}, { startsAt: new Date('2026-02-01T10:01:00Z') });
    const letters = await listen(github.sandbox);
    await github.sandbox.people.run('acme', 'widget', run);
    await github.sandbox.advance(new Date('2026-02-01T10:04:59Z'));
    expect(names(letters)).toEqual(['workflow_run.requested']);
    await github.sandbox.advance(new Date('2026-02-01T10:05:00Z'));
    expect(names(letters)).toEqual(['workflow_run.requested', 'workflow_run.completed']);
  });

  it('are refused where their commit is not there', async () => {
    await expect(acme([{ name: 'widget', commits, runs: [{ ...run, commit: 'two' }] }])).rejects.toThrow(
      'run 7 is of a commit that is not there',
    );
  });
});
