import { describe, expect, it } from 'vitest';
import { leaky, organisation, owner, sound } from './scenarios.ts';
import { useStage } from './use-stage.ts';

const { stage, run, issue, head } = useStage(
  organisation([
    leaky('press'),
    sound('mint'),
    { name: 'blank' },
    leaky('attic', { archived: true }),
    leaky('vault', { visibility: 'private' }),
    { name: 'words', commits: [{ files: { 'README.md': '# words\n' } }] },
    leaky('large', { files: manyFiles(2000) }),
  ]),
);

function manyFiles(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`docs/${index % 20}/page-${index}.md`, 'x\n']),
  );
}

describe('when the app is installed', () => {
  it('a repository is told on the check run of its head, and then in one issue', () => {
    expect(run('press')).toMatchObject({
      name: 'mintmark',
      status: 'completed',
      conclusion: 'neutral',
      title: expect.stringMatching(/11 things to put right/) as string,
    });
    expect(run('press').actions.map(({ identifier }) => identifier)).toEqual(['rerun', 'explain']);
    expect(issue('press')).toMatchObject({
      title: 'Publishing safety: what is left to put right',
      state: 'open',
      author: 'mintmark[bot]',
      writes: 1,
      comments: [],
    });
    expect(issue('press').body).toContain('11 points can be put right');
    expect(issue('press').body).toMatch(/Repository:? `?press/);
  });

  it('nothing is filed before the check run is completed', () => {
    const { requests } = stage().sandbox;
    const at = (method: string, path: string) =>
      requests.findIndex((request) => request.method === method && request.path === path);
    const told = at('POST', `/repos/${owner}/press/check-runs`);
    const filed = at('POST', `/repos/${owner}/press/issues`);
    const linked = at('PATCH', `/repos/${owner}/press/check-runs/${run('press').id}`);
    // Nobody waits for it, so that it is made with its answer
    expect(told).toBeGreaterThan(0);
    expect(filed).toBeGreaterThan(told);
    expect(linked).toBeGreaterThan(filed);
  });

  it('repositories are looked at together, and files that came along are not asked for again', () => {
    const asked = stage().sandbox.requests.filter(({ path }) => path === '/graphql');
    expect(asked.length).toBeLessThan(5);
    const ofWords = stage().sandbox.requests.filter(({ path }) => path.startsWith(`/repos/${owner}/words`));
    expect(ofWords.map(({ method, path }) => `${method} ${path.split('/').slice(4, 6).join('/')}`)).toEqual([
      'GET git/trees',
      'POST check-runs',
    ]);
  });

  it('no issues are listed where the look showed that none is ours', () => {
    const listed = stage().sandbox.requests.filter(({ method, path }) => method === 'GET' && path.includes('/issues'));
    expect(listed).toEqual([]);
  });

  it('a repository with nothing to put right gets a check run, and no issue', () => {
    expect(run('mint')).toMatchObject({
      conclusion: 'success',
      title: expect.stringMatching(/nothing to put right/i) as string,
      annotations: [],
    });
    expect(stage().issues(owner, 'mint')).toEqual([]);
  });

  it('a repository that publishes nothing is told so', () => {
    expect(run('words')).toMatchObject({ conclusion: 'success', title: 'Nothing is published from here' });
    expect(stage().issues(owner, 'words')).toEqual([]);
  });

  it('what pages show of a repository is kept with its audit', async () => {
    const { store } = stage().app;
    const shown = async (name: string) => store.postures.get((await store.repositories.find(owner, name))?.id ?? 0);
    const press = await shown('press');
    expect(press).toMatchObject({ commit: head('press'), packages: [{ registry: 'npm', how: 'token' }] });
    expect(press?.open.reduce((sum, { findings }) => sum + findings, 0)).toBe(11);
    expect(await shown('words')).toMatchObject({ packages: [], open: [] });
    expect(await shown('attic')).toBeNull();
  });

  it('an empty repository is left alone until its first commit', async () => {
    expect(stage().checkRuns(owner, 'blank')).toEqual([]);
    expect(stage().issues(owner, 'blank')).toEqual([]);

    await stage().sandbox.people.push(owner, 'blank', 'main', { files: leaky('blank').commits[0]?.files ?? {} });
    await stage().settled();
    expect(run('blank', head('blank')).conclusion).toBe('neutral');
    expect(issue('blank').state).toBe('open');
  });

  it('an archived repository is not even asked about', () => {
    expect(stage().sandbox.requests.filter(({ path }) => path.includes('/attic'))).toEqual([]);
  });

  it('a private repository is treated like any other', () => {
    expect(run('vault').conclusion).toBe('neutral');
    expect(issue('vault').state).toBe('open');
  });

  it('two thousand files cost no more than ten', () => {
    const asked = (name: string) =>
      stage().sandbox.requests.filter(({ path }) => path.startsWith(`/repos/${owner}/${name}/git/`)).length;
    expect(run('large').conclusion).toBe('neutral');
    expect(asked('large')).toBe(asked('press'));
  });
});

describe('a fork', () => {
  it('is audited where the app is installed on its owner, and its issues stay switched off', async () => {
    const { people } = stage().sandbox;
    await people.fork(owner, 'press', 'grace');
    await people.install('grace');
    await stage().settled();

    const [forked, ...others] = stage().checkRuns('grace', 'press');
    expect(others).toEqual([]);
    expect(forked).toMatchObject({ status: 'completed', conclusion: 'neutral' });
    expect(stage().issues('grace', 'press')).toEqual([]);
    expect(stage().sandbox.repository('grace', 'press').parent).toBe(stage().sandbox.repository(owner, 'press').id);
  });
});
