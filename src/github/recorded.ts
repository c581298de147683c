import { z } from 'zod';
import { type GitHubAnswer, type GitHubClient, GitHubUnavailable, type GraphqlAnswer } from './client.ts';

/** One question to GitHub with what came of it, without credentials. */
export type RecordedGitHubAnswer = z.infer<typeof recordedGitHubAnswer>;

export const recordedGitHubAnswer = z.strictObject({
  /** The route, or the query of GraphQL. */
  asked: z.string(),
  /** Parameters or variables, as JSON. */
  given: z.string(),
  reply: z.discriminatedUnion('state', [
    z.strictObject({
      state: z.literal('answered'),
      status: z.int().min(100).max(599),
      headers: z.record(z.string(), z.string()),
      permission: z.string().nullable(),
      data: z.unknown(),
    }),
    z.strictObject({ state: z.literal('graphql'), data: z.unknown(), errors: z.array(z.unknown()) }),
    z.strictObject({
      state: z.literal('unavailable'),
      kind: z.enum(['primary-limit', 'secondary-limit', 'outage', 'timeout', 'no-access']),
      until: z.number(),
      message: z.string(),
    }),
  ]),
});

/**
 * Asks through another client and remembers what came of it. A question that was asked before in this run gets the answer
 * that it got then, so that the run and its replay see the same.
 */
export function recordingGitHub(client: GitHubClient): {
  readonly client: GitHubClient;
  readonly answers: () => readonly RecordedGitHubAnswer[];
} {
  const replies = new Map<string, Promise<Reply>>();
  const answers = new Map<string, RecordedGitHubAnswer>();
  const ask = (question: Question, send: () => Promise<Reply>) => {
    const key = keyOf(question);
    const known = replies.get(key);
    if (known !== undefined) return known;
    const reply = send()
      .catch(unavailable)
      .then((given) => {
        const kept = withoutCredentials(given);
        answers.set(key, { ...question, reply: kept });
        return kept;
      });
    replies.set(key, reply);
    return reply;
  };
  return {
    client: clientOf(
      ask,
      async (route, parameters) => {
        const { status, data, headers, permission } = await client.request(route, parameters);
        return { state: 'answered', status, headers: keptOf(headers), permission, data: data ?? null };
      },
      async (query, variables) => {
        const { data, errors } = await client.graphql<unknown>(query, variables);
        return { state: 'graphql', data: data ?? null, errors: [...errors] };
      },
      () => client.counted,
    ),
    answers: () => [...answers].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, answer]) => answer),
  };
}

/** Answers what was recorded, whatever the order; anything else is an outage. */
export function replayedGitHub(answers: readonly RecordedGitHubAnswer[]): GitHubClient {
  const replies = new Map(answers.map((answer) => [keyOf(answer), answer.reply]));
  const missing: Reply = { state: 'unavailable', kind: 'outage', until: 0, message: 'it is not in the recording' };
  return clientOf(
    (question) => Promise.resolve(replies.get(keyOf(question)) ?? missing),
    () => Promise.resolve(missing),
    () => Promise.resolve(missing),
    () => ({ counted: 0, free: 0, writes: 0, graphql: 0 }),
  );
}

type Reply = RecordedGitHubAnswer['reply'];
type Question = Pick<RecordedGitHubAnswer, 'asked' | 'given'>;
type Parameters = Readonly<Record<string, unknown>>;

function clientOf(
  ask: (question: Question, send: () => Promise<Reply>) => Promise<Reply>,
  request: (route: string, parameters: Parameters) => Promise<Reply>,
  graphql: (query: string, variables: Parameters) => Promise<Reply>,
  counted: () => GitHubClient['counted'],
): GitHubClient {
  return {
    async request<Data>(route: string, parameters: Parameters = {}) {
      const reply = answered(await ask(questionOf(route, parameters), () => request(route, parameters)), 'answered');
      const { status, data, headers, permission } = reply;
      return { status, data, headers, notModified: false, permission } as GitHubAnswer<Data>;
    },
    async graphql<Data>(query: string, variables: Parameters) {
      const reply = answered(await ask(questionOf(query, variables), () => graphql(query, variables)), 'graphql');
      return { data: reply.data, errors: reply.errors } as GraphqlAnswer<Data>;
    },
    get counted() {
      return counted();
    },
  };
}

/** @throws GitHubUnavailable where that came of it, or where a recording holds another kind of answer */
function answered<State extends Reply['state']>(reply: Reply, state: State): Extract<Reply, { state: State }> {
  if (reply.state === 'unavailable') throw new GitHubUnavailable(reply.kind, reply.until, reply.message);
  if (reply.state !== state) throw new GitHubUnavailable('outage', 0, 'the recording holds another kind of answer');
  return reply as Extract<Reply, { state: State }>;
}

function unavailable(error: unknown): Reply {
  if (!(error instanceof GitHubUnavailable)) throw error;
  const { kind, until, message } = error;
  return { state: 'unavailable', kind, until, message };
}

function questionOf(asked: string, given: Parameters): Question {
  return { asked, given: JSON.stringify(given) };
}

/** What is read of headers, beside the permission. */
const keptHeaders = ['link', 'x-github-enterprise-version'];

function keptOf(headers: GitHubAnswer['headers']): Record<string, string> {
  return Object.fromEntries(
    keptHeaders.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]] as const])),
  );
}

function keyOf({ asked, given }: Question): string {
  return JSON.stringify([asked, given]);
}

/**
 * Answers hold none of the credentials that they were asked with, but GitHub hands out some of its own: a token for
 * cloning beside a repository, a token in the address of a private file.
 */
function withoutCredentials<Value>(value: Value): Value {
  const text = JSON.stringify(value, (name, each: unknown) => {
    if (/token$/i.test(name)) return null;
    return typeof each === 'string' ? each.replace(tokenInAddress, '$1removed') : each;
  });
  return JSON.parse(text) as Value;
}

const tokenInAddress = /([?&](?:access_)?token=)[^&#\s"]{1,500}/gi;
