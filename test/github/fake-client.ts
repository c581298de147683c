import type { GitHubAnswer, GitHubClient } from '../../src/github/client.ts';

export interface Call {
  readonly route: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

type Answer = Partial<Pick<GitHubAnswer, 'status' | 'data' | 'permission' | 'headers'>>;

/** A GitHub that answers what it is told to, and remembers what it was asked. */
export function fakeClient(answer: (call: Call, number: number) => Answer): { client: GitHubClient; calls: Call[] } {
  const calls: Call[] = [];
  const client: GitHubClient = {
    counted: { counted: 0, free: 0, writes: 0, graphql: 0 },
    request<Data>(route: string, parameters = {}) {
      const call = { route, parameters };
      calls.push(call);
      const told = { status: 200, data: {}, permission: null, headers: {}, ...answer(call, calls.length) };
      return Promise.resolve({ ...told, notModified: false } as GitHubAnswer<Data>);
    },
    graphql: () => Promise.reject(new Error('no GraphQL here')),
  };
  return { client, calls };
}
