import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GitHubClient, GitHubUnavailable } from '../../src/github/client.ts';
import { isReleaseLine } from '../../src/github/commit-reach.ts';
import { observeReleaseFacts, type ReleaseRepository } from '../../src/github/observe-release-facts.ts';
import type { ReleaseQuestions } from '../../src/github/release-facts.ts';
import type { ScenarioRepository } from '../../src/sandbox/scenario.ts';
import { checkEverything } from '../sandbox/description/check.ts';
import { acme, type LocalGitHub } from '../sandbox/local-github.ts';
import { fakeClient } from './fake-client.ts';
import { memoryCaches } from './memory-caches.ts';
import { sandboxClient } from './sandbox-client.ts';

const workflow = '.github/workflows/release.yml';
const manifest = (version: string) => ({ 'package.json': JSON.stringify({ name: 'widget', version }) });

const widget: ScenarioRepository = {
  name: 'widget',
  commits: [
    { id: 'one', author: 'ann', verified: true, date: '2026-02-01T10:00:00Z', files: manifest('1.0.0') },
    {
      id: 'two',
      author: 'Somebody <else@example.com>',
      date: '2026-03-01T10:00:00Z',
      files: { ...manifest('2.0.0'), 'rust/Cargo.toml': '[package]\nname = "widget"\nversion = "0.2.0"\n' },
    },
  ],
  branches: {
    '1.x': [
      { id: 'back', files: { 'back.txt': '1\n' } },
      { id: 'back2', files: { 'back.txt': '2\n' } },
    ],
    locked: [{ id: 'guarded', files: { 'locked.txt': '1\n' } }],
    'feature/new': [{ id: 'feature', files: { 'feature.txt': '1\n' } }],
    detached: [{ id: 'tagged', files: manifest('2.1.0') }],
  },
  branchProtection: { locked: {} },
  orphans: [{ id: 'stray', files: manifest('6.6.6') }],
  tags: [
    { name: 'v1.0.0', target: 'one' },
    { name: 'v2.1.0', target: 'tagged', annotated: true, date: '2026-04-01T10:00:00Z' },
  ],
  releases: [
    { tag: 'v1.0.0', author: 'ann', publishedAt: '2026-02-01T10:05:00Z', assets: [{ name: 'a.tgz', digest: null }] },
    { tag: 'v2.1.0', prerelease: true, publishedAt: '2026-04-01T10:05:00Z' },
    { tag: 'v3.0.0', draft: true },
  ],
  runs: [
    {
      id: 71,
      workflow,
      commit: 'one',
      branch: 'v1.0.0',
      actor: 'ann',
      startedAt: '2026-02-01T10:01:00Z',
      endedAt: '2026-02-01T10:04:00Z',
      jobs: [{ name: 'publish', conclusion: 'failure', steps: [{ name: 'Publish' }] }],
    },
  ],
};

const nothing: ReleaseQuestions = { commits: [], runs: [], manifests: [], repositories: [] };

function identityOf({ sandbox }: LocalGitHub, name = 'widget'): ReleaseRepository {
  const { id } = sandbox.repository('acme', name);
  return { id, owner: 'acme', name: 'widget', defaultBranch: 'main', visibility: 'public', formerNames: ['acme/old'] };
}

async function opened(repository: ScenarioRepository = widget, permissions?: Record<string, 'read' | 'write'>) {
  const github = await acme([repository], permissions === undefined ? {} : { permissions });
  const violations = checkEverything(github.sandbox);
  const client = await sandboxClient(github);
  const sha = (id: string) => github.sandbox.repository('acme', 'widget').commitIds.get(id) ?? '';
  const observe = (questions: Partial<ReleaseQuestions> = {}) =>
    observeReleaseFacts(client, identityOf(github), { ...nothing, ...questions });
  const asked = () => github.sandbox.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
  return { github, client, violations, sha, observe, asked };
}

describe('what GitHub tells of releases', () => {
  it('has tags with the time of the tag object where there is one', async () => {
    const { observe, sha, violations } = await opened();
    expect((await observe()).tags).toEqual({
      state: 'seen',
      value: {
        tags: [
          { name: 'v2.1.0', commit: sha('tagged'), at: '2026-04-01T10:00:00Z', madeAt: '2026-04-01T10:00:00Z' },
          { name: 'v1.0.0', commit: sha('one'), at: '2026-02-01T10:00:00Z', madeAt: null },
        ],
        complete: true,
      },
      source: 'https://github.com/acme/widget/tags',
    });
    expect(violations()).toEqual([]);
  });

  it('has published releases, newest first, and no drafts', async () => {
    const { observe } = await opened();
    const { releases, repository } = await observe();
    expect(releases).toMatchObject({
      state: 'seen',
      value: {
        complete: true,
        releases: [
          { tag: 'v2.1.0', prerelease: true, author: 'acme', publishedAt: '2026-04-01T10:05:00Z', immutable: false },
          { tag: 'v1.0.0', prerelease: false, author: 'ann', assets: [{ name: 'a.tgz', digest: null }] },
        ],
      },
    });
    expect(repository).toMatchObject({ fullName: 'acme/widget', formerNames: ['acme/old'], defaultBranch: 'main' });
  });

  it('knows an earlier name that a build tells, and takes no other repository for it', async () => {
    const { github, client, violations } = await opened();
    await github.sandbox.people.rename('acme', 'widget', 'gadget');
    const repository = { ...identityOf(github, 'gadget'), name: 'gadget', formerNames: [] };
    const names = ['acme/Widget', 'acme/gadget', 'acme/nothing', 'who/ever'];
    const facts = await observeReleaseFacts(client, repository, { ...nothing, repositories: names });
    expect(facts.repository).toMatchObject({ fullName: 'acme/gadget', formerNames: ['acme/widget'] });
    expect(violations()).toEqual([]);
  });

  it('says from where commits can be reached', async () => {
    const { observe, sha, violations } = await opened();
    const ids = ['one', 'two', 'back', 'guarded', 'tagged', 'feature', 'stray'];
    const { commits } = await observe({ commits: [...ids.map(sha), '0'.repeat(40), 'no SHA'] });
    const told = (name: string) => {
      const seen = commits.get(name);
      return seen?.state === 'seen' ? [seen.value.reachable, seen.value.from] : seen?.state;
    };
    expect(Object.fromEntries(ids.map((id) => [id, told(sha(id))]))).toEqual({
      one: ['default-branch', 'main'],
      two: ['default-branch', 'main'],
      back: ['release-branch', '1.x'],
      guarded: ['release-branch', 'locked'],
      tagged: ['tag', 'v2.1.0'],
      feature: ['nowhere', null],
      stray: ['nowhere', null],
    });
    expect([told('0'.repeat(40)), told('no SHA')]).toEqual(['absent', 'absent']);
    expect(violations()).toEqual([]);
  });

  it('says who made commits and which versions stand in manifests there', async () => {
    const { observe, sha } = await opened();
    const manifests = ['package.json', 'rust/Cargo.toml', '__proto__'];
    const { commits } = await observe({ commits: [sha('one'), sha('two'), sha('stray')], manifests });
    expect(commits.get(sha('one'))).toMatchObject({
      value: {
        author: 'ann',
        verified: true,
        committedAt: '2026-02-01T10:00:00Z',
        versions: { 'package.json': '1.0.0' },
      },
    });
    expect(commits.get(sha('two'))).toMatchObject({
      value: { author: 'Somebody', verified: false, versions: { 'package.json': '2.0.0', 'rust/Cargo.toml': '0.2.0' } },
    });
    const stray = commits.get(sha('stray'));
    expect(stray?.state === 'seen' && Object.entries(stray.value.versions)).toEqual([
      ['package.json', '6.6.6'],
      ['rust/Cargo.toml', '0.2.0'],
      ['__proto__', null],
    ]);
  });

  it('has runs with their jobs, and tells a deleted one from one that may not be read', async () => {
    const { observe, sha, violations } = await opened();
    const { runs } = await observe({ runs: ['71', '72', 'x', '../../issues'] });
    expect(runs.get('71')).toEqual({
      state: 'seen',
      source: 'https://github.com/acme/widget/actions/runs/71',
      value: {
        id: '71',
        repository: 'acme/widget',
        workflow,
        event: 'push',
        commit: sha('one'),
        branch: 'v1.0.0',
        status: 'completed',
        conclusion: 'success',
        actor: 'ann',
        startedAt: '2026-02-01T10:01:00Z',
        endedAt: '2026-02-01T10:04:00Z',
        jobs: {
          state: 'seen',
          source: 'https://github.com/acme/widget/actions/runs/71',
          value: [
            {
              name: 'publish',
              status: 'completed',
              conclusion: 'failure',
              startedAt: '2026-02-01T10:01:00Z',
              endedAt: '2026-02-01T10:04:00Z',
              steps: [{ name: 'Publish', conclusion: 'success' }],
            },
          ],
        },
      },
    });
    for (const id of ['72', 'x', '../../issues']) expect(runs.get(id)?.state).toBe('absent');
    expect(violations()).toEqual([]);
  });

  it('says of a run that goes on that it has no end and no conclusion', async () => {
    const github = await acme([widget], {}, { startsAt: new Date('2026-02-01T10:02:00Z') });
    const client = await sandboxClient(github);
    const { runs } = await observeReleaseFacts(client, identityOf(github), { ...nothing, runs: ['71'] });
    expect(runs.get('71')).toMatchObject({ value: { status: 'in_progress', conclusion: null, endedAt: null } });
  });

  it('names the permission of what it may not read, each by itself', async () => {
    const { observe, sha } = await opened(widget, { metadata: 'read' });
    const facts = await observe({ commits: [sha('one')], runs: ['71'], manifests: ['package.json'] });
    expect(facts.tags).toMatchObject({ state: 'unreadable', permission: 'contents:read' });
    expect(facts.releases).toMatchObject({ state: 'unreadable', permission: 'contents:read' });
    expect(facts.commits.get(sha('one'))).toMatchObject({ state: 'unreadable', permission: 'contents:read' });
    expect(facts.runs.get('71')).toMatchObject({ state: 'unreadable', permission: 'actions:read' });
  });

  it('asks little, and little that counts when nothing has changed', async () => {
    const { github, sha } = await opened();
    const client = await sandboxClient(github, memoryCaches());
    const questions = {
      commits: ['two', 'one', 'tagged'].map(sha),
      runs: ['71'],
      manifests: ['package.json'],
      repositories: [],
    };
    const cost = async () => {
      const { counted, free } = client.counted;
      await observeReleaseFacts(client, identityOf(github), questions);
      return { counted: client.counted.counted - counted, free: client.counted.free - free };
    };
    // Tags and commits by GraphQL; releases, a run with its jobs, and the one commit that is not on the default branch,
    // for which two lists of branches are read and those looked into that releases may come from.
    expect(await cost()).toEqual({ counted: 10, free: 0 });
    expect(await cost()).toEqual({ counted: 2, free: 8 });
  });

  it('reads a thousand tags in ten requests, and says that there are more', async () => {
    const { commits = [] } = widget;
    const tags = Array.from({ length: 1001 }, (_, index) => ({ name: `v0.${index}.0`, target: 'one' }));
    const { observe, asked } = await opened({ name: 'widget', commits, tags });
    const seen = (await observe()).tags;
    const { tags: read = [], complete } = seen.state === 'seen' ? seen.value : {};
    expect([new Set(read.map(({ name }) => name)).size, complete]).toEqual([1000, false]);
    expect(asked().filter((line) => line === 'POST /graphql')).toHaveLength(10);
  });

  it('asks for so much and no more', async () => {
    const { observe, asked } = await opened();
    const many = Array.from({ length: 60 }, (_, index) => index.toString(16).padStart(40, '0'));
    const { commits, runs } = await observe({ commits: many, runs: many.map((_, index) => String(1000 + index)) });
    expect([commits.size, runs.size]).toEqual([40, 40]);
    expect(asked().filter((line) => line.includes('/compare/'))).toEqual([]);
  });

  it('says of an empty repository that there is nothing', async () => {
    const { observe } = await opened({ name: 'widget' });
    const facts = await observe({ commits: ['0'.repeat(40)] });
    expect(facts.tags).toMatchObject({ state: 'seen', value: { tags: [], complete: true } });
    expect(facts.commits.get('0'.repeat(40))?.state).not.toBe('seen');
  });

  it('lets an outage through, and takes nothing for absent that is not understood', async () => {
    const { github, observe } = await opened();
    github.sandbox.faults.answer({ matches: () => true, times: 50, kind: { type: 'status', status: 502 } });
    await expect(observe({ runs: ['71'] })).rejects.toThrow(GitHubUnavailable);
    github.sandbox.faults.clear();
    github.sandbox.faults.answer({
      matches: (_, path) => path.includes('/actions/runs/71'),
      times: 5,
      kind: { type: 'status', status: 418 },
    });
    expect((await observe({ runs: ['71'] })).runs.get('71')).toMatchObject({
      state: 'unreadable',
      reason: 'GitHub answers 418',
    });
  });

  it('survives any answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.constantFrom(200, 403, 404, 422, 500), async (data, status) => {
        const { client } = fakeClient(() => ({ status, data }));
        const answering = { ...client, graphql: async () => ({ data, errors: [] }) } as GitHubClient;
        const facts = await observeReleaseFacts(
          answering,
          { id: 1, owner: 'a', name: 'b', defaultBranch: 'main', visibility: 'public', formerNames: [] },
          { commits: ['a'.repeat(40)], runs: ['7'], manifests: ['package.json'], repositories: ['a/c'] },
        );
        expect(facts.repository.formerNames).toEqual([]);
        expect(facts.runs.get('7')?.state).not.toBe('seen');
        expect(facts.commits.get('a'.repeat(40))?.state).not.toBe('seen');
      }),
      { numRuns: 200 },
    );
  });
});

describe('names of release branches', () => {
  it.each([
    'release/2.x',
    'releases-1',
    'v1.x',
    '1.x',
    '1.2',
    '2-stable',
    'stable',
    'lts',
    'next',
    'maint/1.0',
    '4.0-dev',
  ])('%s is one', (name) => expect(isReleaseLine(name)).toBe(true));

  it.each(['feature/release', 'releaser', 'fix-1.x-crash', 'v1-rewrite', 'user/next', '', 'x'.repeat(200)])(
    '%s is none',
    (name) => expect(isReleaseLine(name)).toBe(false),
  );
});
