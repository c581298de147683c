import type { GitHubAnswer, GitHubClient, GraphqlAnswer } from '../../src/github/client.ts';

/** What one route answers; `permission` is the header's. */
export interface Told {
  readonly status?: number;
  readonly data?: unknown;
  readonly permission?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Answers = Readonly<Record<string, Told | ((parameters: Readonly<Record<string, unknown>>) => Told)>>;

/** A client that answers from a table of routes; what is not in it answers 404. */
export function fakeGitHub(
  routes: Answers,
  graphql: (query: string, variables: Readonly<Record<string, unknown>>) => GraphqlAnswer<unknown> = () => notTold,
) {
  const asked: { readonly route: string; readonly parameters: Readonly<Record<string, unknown>> }[] = [];
  const queries: string[] = [];
  const client: GitHubClient = {
    async request<Data>(route: string, parameters: Readonly<Record<string, unknown>> = {}) {
      asked.push({ route, parameters });
      const row = routes[route] ?? { status: 404, data: { message: 'Not Found' } };
      const {
        status = 200,
        data = null,
        permission = null,
        headers = {},
      } = typeof row === 'function' ? row(parameters) : row;
      return { status, data, headers, notModified: false, permission } as GitHubAnswer<Data>;
    },
    async graphql<Data>(query: string, variables: Readonly<Record<string, unknown>>) {
      queries.push(query);
      return graphql(query, variables) as GraphqlAnswer<Data>;
    },
    get counted() {
      return { counted: asked.length + queries.length, free: 0, writes: 0, graphql: queries.length };
    },
  };
  return { client, asked, queries, routes: () => asked.map(({ route }) => route) };
}

const notTold: GraphqlAnswer<unknown> = { data: null, errors: [] };

/** The refusal that GitHub gives to an app that lacks a permission. */
export function refused(permission: string): Told {
  return { status: 403, data: { message: 'Resource not accessible by integration' }, permission };
}
