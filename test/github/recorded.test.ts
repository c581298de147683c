import { describe, expect, it } from 'vitest';
import { type GitHubClient, GitHubUnavailable } from '../../src/github/client.ts';
import { recordedGitHubAnswer, recordingGitHub, replayedGitHub } from '../../src/github/recorded.ts';

const noCount = { counted: 0, free: 0, writes: 0, graphql: 0 };

function client(own: Partial<GitHubClient> = {}): GitHubClient & { readonly asked: () => number } {
  let asked = 0;
  return {
    async request<Data>() {
      asked += 1;
      const data = {
        id: asked,
        temp_clone_token: 'ghs_secret',
        file: 'https://raw.example/a?token=AAAA&x=1',
      } as Data;
      const headers = { link: '<https://api.example/2>; rel="next"', date: 'now', 'set-cookie': 'secret' };
      return { status: 200, data, headers, notModified: false, permission: 'contents:read' };
    },
    async graphql<Data>() {
      return {
        data: { repository: null } as Data,
        errors: [{ message: 'no', type: 'NOT_FOUND', path: ['repository'] }],
      };
    },
    counted: noCount,
    asked: () => asked,
    ...own,
  };
}

const route = 'GET /repos/{owner}/{repo}';
const query = 'query { viewer { login } }';

describe('a recording of GitHub', () => {
  it('answers again what was answered, and holds no credential', async () => {
    const recorded = recordingGitHub(client());
    const first = await recorded.client.request(route, { owner: 'octo', repo: 'demo' });
    const graph = await recorded.client.graphql(query, { after: null });
    const text = JSON.stringify(recorded.answers());
    expect(text).not.toMatch(/secret|AAAA/);
    expect(text).toContain('?token=removed&x=1');
    const replayed = replayedGitHub(recorded.answers().map((each) => recordedGitHubAnswer.parse(each)));
    expect(await replayed.request(route, { owner: 'octo', repo: 'demo' })).toEqual(first);
    expect(await replayed.graphql(query, { after: null })).toEqual(graph);
    expect(first.headers).toEqual({ link: '<https://api.example/2>; rel="next"' });
  });

  it('asks the same question once', async () => {
    const asked = client();
    const recorded = recordingGitHub(asked);
    const [one, two] = await Promise.all([recorded.client.request(route, {}), recorded.client.request(route, {})]);
    expect([one.data, asked.asked()]).toEqual([two.data, 1]);
    await recorded.client.request(route, { page: 2 });
    expect(asked.asked()).toBe(2);
  });

  it('is the same bytes in whatever order the questions came', async () => {
    const ask = async (pages: readonly number[]) => {
      const recorded = recordingGitHub(client({ request: () => client().request('') }));
      for (const page of pages) await recorded.client.request(route, { page });
      return JSON.stringify(recorded.answers());
    };
    expect(await ask([1, 2, 3])).toBe(await ask([3, 1, 2]));
  });

  it('keeps that GitHub was not available', async () => {
    const limit = new GitHubUnavailable('primary-limit', 1000, 'the limit is reached');
    const recorded = recordingGitHub(client({ request: () => Promise.reject(limit) }));
    await expect(recorded.client.request(route)).rejects.toThrow(limit);
    const replayed = replayedGitHub(recorded.answers());
    await expect(replayed.request(route)).rejects.toMatchObject({ kind: 'primary-limit', until: 1000 });
  });

  it('passes on what is a mistake of ours', async () => {
    const recorded = recordingGitHub(client({ request: () => Promise.reject(new TypeError('a mistake')) }));
    await expect(recorded.client.request(route)).rejects.toThrow(TypeError);
    expect(recorded.answers()).toEqual([]);
  });

  it('has no answer to what was not asked then', async () => {
    const replayed = replayedGitHub([]);
    await expect(replayed.request(route)).rejects.toThrow('it is not in the recording');
    await expect(replayed.graphql(query, {})).rejects.toThrow(GitHubUnavailable);
    expect(replayed.counted).toEqual(noCount);
  });
});
