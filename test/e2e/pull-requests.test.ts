import { describe, expect, it } from 'vitest';
import type { OpenPull } from '../../src/sandbox/sandbox.ts';
import {
  change,
  leaky,
  organisation,
  owner,
  policyPath,
  pypiPath,
  pypiRelease,
  readme,
  releasePath,
  sound,
  soundFiles,
  tokenRelease,
  trustedRelease,
  wheel,
} from './scenarios.ts';
import { useStage } from './use-stage.ts';

const gated = { [policyPath]: 'gate: high\n' };

const { stage, run, writes } = useStage(
  organisation([
    leaky('press', { branches: { next: [change({ [releasePath]: trustedRelease() })] } }),
    sound('mint', { files: gated }),
    sound('open'),
    wheel('touchstone', { files: gated }),
  ]),
);

let branches = 0;

async function open(name: string, pull: Partial<OpenPull> & Pick<OpenPull, 'commit'>) {
  branches += 1;
  const opened = await stage().sandbox.people.openPull(owner, name, {
    title: 'A change',
    branch: `change-${branches}`,
    by: 'ada',
    ...pull,
  });
  await stage().settled();
  return opened;
}

describe('a pull request that makes publishing better', () => {
  it('succeeds and says what it puts right, although much is left', async () => {
    const { 'README.md': _, ...files } = soundFiles('press');
    const pull = await open('press', { commit: change(files) });
    const told = run('press', pull.headSha);
    expect(told).toMatchObject({ status: 'completed', conclusion: 'success' });
    expect(told.title).toMatch(/puts \d+ things right/i);
    expect(told.summary).toMatch(/NPM_TOKEN.*→ trusted publishing/);
    expect(told.summary).toContain('[issue 1](');
    expect(told.annotations).toEqual([]);
  });
});

describe('a pull request that breaks a trusted publisher', () => {
  const renamed = { [pypiPath]: null, '.github/workflows/upload.yml': pypiRelease({ environment: null }) };
  const breaks = [
    {
      what: 'by the name of the workflow and without the environment',
      commit: change(renamed),
      says: 'workflow .github/workflows/publish.yml → .github/workflows/upload.yml',
    },
    {
      what: 'by dropping the environment',
      commit: change({ [pypiPath]: pypiRelease({ environment: null }) }),
      says: 'environment pypi → none',
    },
    {
      what: 'by dropping id-token: write',
      commit: change({ [pypiPath]: pypiRelease({ idToken: false }) }),
      says: 'loses id-token: write',
    },
  ];

  it.each(breaks)('$what fails at the gate, and says so on its lines', async ({ commit, says }) => {
    const pull = await open('touchstone', { commit });
    const told = run('touchstone', pull.headSha);
    expect(told.conclusion).toBe('failure');
    expect(told.title).toMatch(/makes \d+ things? worse/i);
    expect(told.summary?.replaceAll('`', '')).toContain(says);
    expect(told.annotations.filter(({ annotation_level }) => annotation_level === 'failure')).not.toEqual([]);
    const paths = Object.keys(commit.files);
    for (const { path } of told.annotations) expect(paths).toContain(path);
  });

  it('by a long-lived token fails at the gate', async () => {
    const pull = await open('mint', { commit: change({ [releasePath]: tokenRelease }) });
    expect(run('mint', pull.headSha).conclusion).toBe('failure');
    expect(run('mint', pull.headSha).summary).toMatch(/gate/);
  });

  it('only tells where the policy sets no gate', async () => {
    const pull = await open('open', { commit: change({ [releasePath]: tokenRelease }) });
    const told = run('open', pull.headSha);
    expect(told.conclusion).toBe('neutral');
    expect(told.summary).toMatch(/no gate/);
    expect(told.annotations.map(({ annotation_level }) => annotation_level)).not.toContain('failure');
  });

  it('below the gate only tells', async () => {
    const loose = trustedRelease().replaceAll(/@3d3c42e5\w+ # v7.0.1/g, '@v7');
    const pull = await open('mint', { commit: change({ [releasePath]: loose }) });
    expect(run('mint', pull.headSha)).toMatchObject({ conclusion: 'neutral' });
    expect(run('mint', pull.headSha).summary).toMatch(/does not fail/);
  });
});

describe('a pull request that has nothing to do with publishing', () => {
  it.each(['mint', 'press'])('is a success in one line in %s', async (name) => {
    const pull = await open(name, { commit: readme('# Words') });
    const told = run(name, pull.headSha);
    expect(told).toMatchObject({
      conclusion: 'success',
      title: 'Nothing of the publish path is touched',
      summary: 'This change touches nothing of how packages are published.',
      text: null,
      annotations: [],
    });
  });

  it('does not write to the issue', () => {
    expect(
      stage()
        .issues(owner, 'press')
        .map(({ writes, comments }) => [writes, comments]),
    ).toEqual([[1, []]]);
  });
});

describe('a pull request from a fork', () => {
  it('is judged like any other, on the base repository', async () => {
    const pull = await open('mint', {
      by: 'eve',
      fromFork: true,
      commit: change({ [releasePath]: trustedRelease({ environment: null }) }),
    });
    expect(pull.headRepository).not.toBe(stage().sandbox.repository(owner, 'mint').id);
    expect(run('mint', pull.headSha)).toMatchObject({ conclusion: 'failure' });
    expect(stage().checkRuns('eve', 'mint')).toEqual([]);
  });

  it('is held to the policy of its base, whatever its own says', async () => {
    const lax = `gate: none\naccept:\n  - { control: trusted-publishing, reason: "trust me", by: mallory, until: 2099-01-01 }\n`;
    const pull = await open('mint', {
      by: 'mallory',
      fromFork: true,
      commit: change({ [releasePath]: tokenRelease, [policyPath]: lax }),
    });
    const told = run('mint', pull.headSha);
    expect(told.conclusion).toBe('failure');
    expect(told.summary).toMatch(/publishes to npm with .*NPM_TOKEN/);
    expect(told.text).toContain('trusted-publishing');
    expect(
      await stage().app.store.policies.lastGood(`repository:${stage().sandbox.repository(owner, 'mint').id}`),
    ).toBe(gated[policyPath]);
  });

  it('that brings a mistake in the policy file is told on its line, and what is in force stays', async () => {
    const pull = await open('mint', {
      by: 'eve',
      fromFork: true,
      commit: change({ [releasePath]: tokenRelease, [policyPath]: 'gate: none\nisues: off\n' }),
    });
    const told = run('mint', pull.headSha);
    expect(told.conclusion).toBe('failure');
    expect(told.annotations[0]).toMatchObject({ path: policyPath, start_line: 2, title: 'Mintmark policy' });
  });

  it('that leaves the policy file alone hears nothing of the mistakes in it', async () => {
    const { people } = stage().sandbox;
    await people.push(owner, 'mint', 'main', change({ [policyPath]: 'gate: high\nisues: off\n' }));
    const pull = await open('mint', { by: 'eve', fromFork: true, commit: readme('# From a fork, once more') });
    expect(run('mint', pull.headSha)).toMatchObject({ conclusion: 'success', annotations: [] });
    await people.push(owner, 'mint', 'main', change({ [policyPath]: 'gate: high\n' }));
    await stage().settled();
  });
});

describe('a pull request', () => {
  it('that gets another base is judged against that one', async () => {
    const { people } = stage().sandbox;
    const pull = await open('press', { base: 'next', commit: readme('# On top of next') });
    expect(run('press', pull.headSha).title).toBe('Nothing of the publish path is touched');

    await people.retarget(owner, 'press', pull.number, 'main');
    await stage().settled();
    expect(run('press', pull.headSha)).toMatchObject({
      conclusion: 'success',
      title: expect.stringMatching(/puts \d+ things right/i) as string,
    });
  });

  it('whose new base makes no difference is told nothing new', async () => {
    const pull = await open('press', { commit: readme('# Beside next') });
    const written = await writes(() => stage().sandbox.people.retarget(owner, 'press', pull.number, 'next'));
    expect(written).toEqual([]);
  });

  it('that is closed and reopened is told nothing new', async () => {
    const pull = await open('mint', { commit: readme('# Closed') });
    const written = await writes(() => stage().sandbox.people.reopenPull(owner, 'mint', pull.number));
    expect(written).toEqual([]);
  });

  it('that is pushed to twice in quick succession is looked at once, and no commit is left without an answer', async () => {
    const { people, faults } = stage().sandbox;
    const pull = await open('mint', { commit: readme('# One') });
    // Holds the work on the repository until both commits have come in.
    faults.answer({
      matches: (method, path) => method === 'POST' && path.endsWith('/mint/check-runs'),
      times: 1,
      kind: { type: 'slow', milliseconds: 400 },
    });
    const other = await people.openPull(owner, 'mint', {
      title: 'x',
      branch: 'other',
      by: 'ada',
      commit: readme('# Other'),
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const second = await people.pushToPull(owner, 'mint', pull.number, readme('# Two'));
    const third = await people.pushToPull(owner, 'mint', pull.number, readme('# Three'));
    await stage().settled();

    expect(run('mint', other.headSha).conclusion).toBe('success');
    expect(run('mint', second)).toMatchObject({
      status: 'completed',
      conclusion: 'neutral',
      title: 'Not looked at: there is a newer commit',
    });
    expect(run('mint', second).summary).toContain(third.slice(0, 12));
    expect(run('mint', third)).toMatchObject({ conclusion: 'success' });
  });
});

describe('a merge queue', () => {
  it('gets its answer on the head of the group', async () => {
    const { people } = stage().sandbox;
    const pull = await open('mint', { commit: change({ [releasePath]: trustedRelease({ environment: null }) }) });
    const head = await people.enqueue(owner, 'mint', pull.number);
    await stage().settled();
    expect(head).not.toBe(pull.headSha);
    expect(run('mint', head)).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect(run('mint', pull.headSha).conclusion).toBe('failure');
  });

  it('is let through by a change of words', async () => {
    const pull = await open('mint', { commit: readme('# Queue') });
    const head = await stage().sandbox.people.enqueue(owner, 'mint', pull.number);
    await stage().settled();
    expect(run('mint', head)).toMatchObject({ conclusion: 'success', title: 'Nothing of the publish path is touched' });
  });
});
