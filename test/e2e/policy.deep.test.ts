import { describe, expect, it } from 'vitest';
import { change, leaky, organisation, owner, policyPath, releasePath, sound, tokenRelease } from './scenarios.ts';
import { useStage } from './use-stage.ts';

const { stage, run, issue, head, again, writes } = useStage(
  organisation([
    sound('mint', { files: { [policyPath]: 'gate: high\n' } }),
    sound('born-broken', { files: { [policyPath]: 'gate: sometimes\n' } }),
    leaky('accepting', { files: { [policyPath]: accepting('trusted-publishing', '2099-01-01') } }),
    leaky('expired', { files: { [policyPath]: accepting('trusted-publishing', '2020-01-01') } }),
    leaky('quiet', { files: { [policyPath]: 'issues: off\n' } }),
    leaky('many', { files: { [policyPath]: 'issues: per-control\n' } }),
    leaky('press'),
    sound('gated', { files: { [policyPath]: '# Never red\ngate: none\n' } }),
    { name: '.github', commits: [{ files: { 'README.md': '# The organisation\n' } }] },
  ]),
);

const people = () => stage().sandbox.people;

function accepting(control: string, until: string): string {
  return `accept:\n  - { control: ${control}, reason: "a single maintainer", by: ada, until: ${until} }\n`;
}

async function push(name: string, files: Record<string, string | null>): Promise<void> {
  await people().push(owner, name, 'main', change(files));
  await stage().settled();
}

async function brokenPull(name: string) {
  const branch = `token-${stage().sandbox.state.nextId()}`;
  const pull = await people().openPull(owner, name, {
    title: 'A token',
    branch,
    by: 'ada',
    commit: change({ [releasePath]: tokenRelease, 'README.md': `# ${branch}\n` }),
  });
  await stage().settled();
  return run(name, pull.headSha);
}

describe('a policy file with a mistake', () => {
  const broken = '# how we release\ngate: high\nisues: off\n';

  it('is told on its line, and the last good one stays in force', async () => {
    await push('mint', { [policyPath]: broken });
    expect(run('mint')).toMatchObject({ status: 'completed', conclusion: 'neutral' });
    expect(run('mint').annotations).toEqual([
      expect.objectContaining({ path: policyPath, start_line: 3, end_line: 3, title: 'Mintmark policy' }),
    ]);
    expect(run('mint').annotations[0]?.message).toContain('isues');
    expect(run('mint').summary).toMatch(/last good policy/);

    const told = await brokenPull('mint');
    expect(told.conclusion).toBe('failure');
  });

  it('that was never right leaves the defaults in force', () => {
    expect(run('born-broken').annotations).toEqual([
      expect.objectContaining({ path: policyPath, start_line: 1, title: 'Mintmark policy' }),
    ]);
  });

  it('is forgotten once it is put right', async () => {
    await push('mint', { [policyPath]: 'gate: none\n' });
    expect(run('mint')).toMatchObject({ conclusion: 'success', annotations: [] });
    expect((await brokenPull('mint')).conclusion).toBe('neutral');
  });

  it('is forgotten once it is deleted', async () => {
    await push('mint', { [policyPath]: 'gate: high\n' });
    await push('mint', { [policyPath]: null });
    expect((await brokenPull('mint')).conclusion).toBe('neutral');
  });
});

describe('an exemption', () => {
  it('takes its point out of the issue', () => {
    expect(issue('accepting').body).not.toContain('`trusted-publishing`');
    expect(issue('accepting').body).toContain('`publish-environment`');
  });

  it('ends on its day, and is told to have ended', () => {
    expect(issue('expired').body).toContain('`trusted-publishing`');
    expect(run('expired').annotations).toContainEqual(
      expect.objectContaining({ path: policyPath, start_line: 2, title: 'Mintmark policy' }),
    );
  });
});

describe('issues: off', () => {
  it('files none, and tells on the check run', () => {
    expect(run('quiet')).toMatchObject({ conclusion: 'neutral' });
    expect(stage().issues(owner, 'quiet')).toEqual([]);
  });

  it('closes the one that stands without a word, and it comes back when it is taken out', async () => {
    await push('press', { [policyPath]: 'issues: off\n' });
    expect(issue('press')).toMatchObject({ state: 'closed', writes: 1, comments: [] });
    await push('press', { [policyPath]: null });
    expect(issue('press')).toMatchObject({ number: 1, state: 'open' });
  });
});

describe('issues: per-control', () => {
  const open = () =>
    stage()
      .issues(owner, 'many')
      .filter(({ state }) => state === 'open');

  it('files one for each control, each with its own steps', () => {
    expect(open()).toHaveLength(10);
    const titles = open().map(({ title }) => title);
    expect(new Set(titles).size).toBe(10);
    expect(titles).toContain('Publishing safety: Publishing waits for a protected environment');
  });

  it('changes only the issue whose point is put right', async () => {
    const pinned = tokenRelease.replace(
      'actions/checkout@v4',
      'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1',
    );
    const written = await writes(() => people().push(owner, 'many', 'main', change({ [releasePath]: pinned })));
    expect(open()).toHaveLength(9);
    expect(written.filter((each) => each.includes('comments'))).toHaveLength(1);
  });

  it('gives way to one issue for all', async () => {
    await push('many', { [policyPath]: 'issues: rollup\n' });
    expect(open().map(({ title }) => title)).toEqual(['Publishing safety: what is left to put right']);
  });
});

describe('an organisation', () => {
  it('lays down a gate that no repository can take away, and says so on the line that tries', async () => {
    await push('.github', { [policyPath]: 'gate: high\nlocked: [gate]\n' });
    // The run that was there had no annotation, and so none that would have to be taken back
    const { annotations } = run('gated');
    expect(annotations).toEqual([
      expect.objectContaining({ path: policyPath, start_line: 2, title: 'Mintmark policy' }),
    ]);
    expect(annotations[0]?.message).toContain('gate is locked by the organisation');
    expect((await brokenPull('gated')).conclusion).toBe('failure');
  });

  it('is heard in a repository without a file', async () => {
    expect((await brokenPull('mint')).conclusion).toBe('failure');
  });

  it('with a mistake in its file has the last good one in force, and is told in its own repository', async () => {
    await push('.github', { [policyPath]: 'gate: none\nlocked: [gates]\n' });
    expect(run('.github').annotations).toEqual([
      expect.objectContaining({ path: policyPath, start_line: 2, title: 'Mintmark policy' }),
    ]);
    expect((await brokenPull('gated')).conclusion).toBe('failure');
  });

  it('holds issues back, except where a repository opts in', async () => {
    await push('.github', { [policyPath]: 'issues: off\n' });
    // This takes back the annotation, for which there has to be a new run
    again(head('gated'));
    expect(issue('press')).toMatchObject({ state: 'closed' });
    expect(issue('accepting')).toMatchObject({ state: 'closed' });
    expect(
      stage()
        .issues(owner, 'many')
        .filter(({ state }) => state === 'open'),
    ).toHaveLength(1);

    await push('press', { [policyPath]: 'issues: rollup\n' });
    expect(issue('press')).toMatchObject({ number: 1, state: 'open' });
  });
});
