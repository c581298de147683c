import { acceptedPermission } from './accepted-permissions.ts';
import { boundedFetch, type Exchange } from './bounded-fetch.ts';
import type {
  AnswerCache,
  GitHubAnswer,
  GitHubClient,
  GraphqlAnswer,
  PlannedRequest,
  RefusalCache,
  RequestBudget,
  RequestCount,
} from './client.ts';
import { GitHubUnavailable } from './client.ts';
import { graphqlErrors } from './graphql-errors.ts';
import { hiddenPermission } from './hidden-fields.ts';
import { failureOf } from './request-failure.ts';
import { graphqlLimit, outage, tokenRefused, unavailability } from './unavailable.ts';

/** What is used of an octokit. Its plugins for throttling and retrying have to be off: both are dealt with here. */
export interface Octokit {
  readonly request: OctokitRequest;
}

interface OctokitRequest {
  (route: string, parameters?: Record<string, unknown>): Promise<OctokitAnswer>;
  readonly endpoint: {
    (route: string, parameters?: Record<string, unknown>): { readonly method: string; readonly url: string };
    readonly DEFAULTS: { readonly baseUrl: string; readonly request?: { readonly fetch?: unknown } };
  };
}

export interface OctokitAnswer {
  readonly status: number;
  readonly data: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface ClientOptions {
  readonly answers: AnswerCache;
  readonly refusals: RefusalCache;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** None: requests are sent as they come. */
  readonly budget?: RequestBudget;
  /** Called for each answer, for metrics. */
  readonly onRequest?: (request: RequestRecord) => void;
  /** Milliseconds that one request may take, its body and its redirects included. */
  readonly timeout?: number;
}

/** One request that GitHub has answered. */
export interface RequestRecord {
  /** With placeholders: `GET /repos/{owner}/{repo}`. */
  readonly route: string;
  readonly status: number;
  /** It counted against no limit. */
  readonly free: boolean;
}

/** GitHub, asked through an octokit that is signed in as one installation. */
export function gitHubClient(octokit: Octokit, options: ClientOptions): GitHubClient {
  const { answers, refusals, budget, now = Date.now } = options;
  const count = { counted: 0, free: 0, writes: 0, graphql: 0 };

  async function send(request: PlannedRequest, parameters: Record<string, unknown>): Promise<Sent> {
    const { route } = request;
    const exchange: Exchange = { answers: [], bytes: 0 };
    const over = await budget?.ask(request);
    try {
      const answer = await exchanged(octokit, route, parameters, exchange, options.timeout ?? 20_000);
      if (answer.status === 200 && typeof answer.data === 'string' && isJson(answer))
        throw outage(route, 'the answer breaks off or is no JSON', now());
      const headers = lowerCased(answer.headers);
      const signs = { status: answer.status, headers, message: messageIn(answer.data) };
      const unavailable = unavailability(route, signs, now()) ?? limitAmongErrors(request, answer, headers, now());
      if (unavailable !== null) throw unavailable;
      // Signing in was refused, and the route itself was not asked
      const isAsked = exchange.answers.length > 0;
      if (!isAsked && answer.status >= 400) throw tokenRefused(route, answer.status, now());
      if (isAsked) await budget?.answered(request, headers);
      return { status: answer.status, data: answer.data, headers, bytes: exchange.bytes };
    } catch (error) {
      const trouble = error instanceof GitHubUnavailable ? error : failureOf(route, error, now());
      await budget?.refused(request, trouble);
      throw trouble;
    } finally {
      over?.();
      const isGraphql = request.resource === 'graphql';
      for (const { status } of exchange.answers) {
        const free = status === 304;
        count[free ? 'free' : 'counted'] += 1;
        if (!free && isGraphql) count.graphql += 1;
        if (!free && request.isWrite) count.writes += 1;
        options.onRequest?.({ route, status, free });
      }
    }
  }

  async function read(route: string, parameters: Record<string, unknown>): Promise<GitHubAnswer> {
    const refused = await refusals.get(route);
    if (refused !== null) return refusal(refused);
    const key = isKept(route) ? keyOf(octokit.request.endpoint(route, parameters)) : null;
    const stored = key === null ? null : await answers.get(key);
    const conditional = stored === null ? parameters : withHeader(parameters, 'if-none-match', stored.etag);
    const sent = await send({ route, resource: 'core', isWrite: false }, conditional);
    const permission = permissionIn(sent.headers);
    if (sent.status === 304 && stored !== null) {
      const headers = { ...sent.headers, ...(stored.link === null ? {} : { link: stored.link }) };
      return { status: stored.status, data: stored.data, headers, notModified: true, permission };
    }
    const wanted = refusedFor(route, sent, permission);
    if (wanted !== null) await refusals.put(route, wanted);
    const { etag, link } = sent.headers;
    if (key !== null && sent.status === 200 && etag !== undefined && sent.bytes <= mostKept && isStorable(sent.data))
      await answers.put(key, { etag, status: 200, data: sent.data, link: link ?? null });
    return { status: sent.status, data: sent.data, headers: sent.headers, notModified: false, permission };
  }

  return {
    async request<Data>(route: string, parameters: Readonly<Record<string, unknown>> = {}) {
      if (route.startsWith('GET ')) return (await read(route, parameters)) as GitHubAnswer<Data>;
      const { status, data, headers } = await send({ route, resource: 'core', isWrite: true }, parameters);
      return { status, data: data as Data, headers, notModified: false, permission: permissionIn(headers) };
    },

    async graphql<Data>(query: string, variables: Readonly<Record<string, unknown>>): Promise<GraphqlAnswer<Data>> {
      const request = { route: graphqlRoute(octokit), resource: 'graphql', isWrite: isMutation(query) } as const;
      const { status, data } = await send(request, { query, variables });
      if (status !== 200)
        return { data: null, errors: [{ message: messageIn(data), type: `HTTP_${status}`, path: [] }] };
      if (typeof data !== 'object' || data === null) throw outage('GraphQL', 'the answer is empty', now());
      return { data: ('data' in data ? (data.data ?? null) : null) as Data | null, errors: graphqlErrors(data) };
    },

    get counted(): RequestCount {
      return { ...count };
    },
  };
}

interface Sent extends Pick<GitHubAnswer, 'status' | 'data' | 'headers'> {
  readonly bytes: number;
}

/** One octokit request within its time; statuses come back as answers. */
async function exchanged(
  octokit: Octokit,
  route: string,
  parameters: Record<string, unknown>,
  exchange: Exchange,
  timeout: number,
): Promise<OctokitAnswer> {
  const { fetch = globalThis.fetch } = octokit.request.endpoint.DEFAULTS.request ?? {};
  const abort = new AbortController();
  const request = {
    fetch: boundedFetch(fetch as typeof globalThis.fetch, exchange),
    signal: abort.signal,
  };
  let timer: NodeJS.Timeout | undefined;
  // Signing in goes by requests of octokit's own, which the signal does not reach.
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new DOMException('no answer in time', 'TimeoutError'));
      abort.abort();
    }, timeout);
  });
  try {
    return await Promise.race([octokit.request(route, { ...parameters, request }), late]);
  } catch (error) {
    const answer = answerIn(error);
    if (answer === null) throw error;
    return answer;
  } finally {
    clearTimeout(timer);
  }
}

/** octokit throws statuses from 400 on, and 304, with the answer in the error. */
function answerIn(error: unknown): OctokitAnswer | null {
  const answer = typeof error === 'object' && error !== null && 'response' in error ? error.response : null;
  return typeof answer === 'object' && answer !== null && 'status' in answer && 'headers' in answer
    ? (answer as OctokitAnswer)
    : null;
}

/** Trees and blobs are named by their contents and large: the store keeps what is wanted of them by itself. */
function isKept(route: string): boolean {
  return !/\/git\/(?:trees|blobs)\//.test(route);
}

/** In bytes of the body. */
const mostKept = 1024 * 1024;

/** Numbers past the exact ones come as BigInt, which JSON does not know. */
function isStorable(data: unknown): boolean {
  try {
    return JSON.stringify(data) !== undefined;
  } catch {
    return false;
  }
}

function keyOf({ method, url }: { readonly method: string; readonly url: string }): string {
  const parsed = new URL(url);
  parsed.searchParams.sort();
  return `${method} ${parsed.pathname}${parsed.search}`;
}

function withHeader(parameters: Record<string, unknown>, name: string, value: string): Record<string, unknown> {
  const headers = typeof parameters['headers'] === 'object' ? parameters['headers'] : {};
  return { ...parameters, headers: { ...headers, [name]: value } };
}

/** The permission for want of which the route is not to be asked again. */
function refusedFor(route: string, { status, data }: Sent, permission: string | null): string | null {
  if (status === 403 && permission !== null && notAccessible.test(messageIn(data))) return permission;
  return status === 200 ? hiddenPermission(route, data, permission) : null;
}

const notAccessible = /not accessible by (?:integration|personal access token)/i;

function refusal(permission: string): GitHubAnswer {
  const data = { message: 'Resource not accessible by integration' };
  const headers = { 'x-accepted-github-permissions': permission.replaceAll(':', '=') };
  return { status: 403, data, headers, notModified: false, permission };
}

function permissionIn(headers: Sent['headers']): string | null {
  return acceptedPermission(headers['x-accepted-github-permissions']);
}

/** GraphQL tells limits with status 200. */
function limitAmongErrors(
  { resource }: PlannedRequest,
  { status, data }: OctokitAnswer,
  headers: GitHubAnswer['headers'],
  now: number,
): GitHubUnavailable | null {
  if (resource !== 'graphql' || status !== 200 || typeof data !== 'object' || data === null) return null;
  for (const error of graphqlErrors(data)) {
    const limit = graphqlLimit('GraphQL', error, headers, now);
    if (limit !== null) return limit;
  }
  return null;
}

function isMutation(query: string): boolean {
  return query.trimStart().startsWith('mutation');
}

/** Of GitHub Enterprise Server, REST is below `/api/v3` and GraphQL beside it. */
function graphqlRoute(octokit: Octokit): string {
  const { baseUrl } = octokit.request.endpoint.DEFAULTS;
  return `POST ${/\/api\/v3\/?$/.test(baseUrl) ? baseUrl.replace(/\/v3\/?$/, '') : ''}/graphql`;
}

function isJson({ headers }: OctokitAnswer): boolean {
  const type = headers['content-type'];
  return typeof type === 'string' && type.startsWith('application/json');
}

function lowerCased(headers: Readonly<Record<string, unknown>>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name.toLowerCase(), `${value}`]] : [],
    ),
  );
}

function messageIn(data: unknown): string {
  const message = typeof data === 'object' && data !== null && 'message' in data ? data.message : data;
  return typeof message === 'string' ? message.slice(0, 500) : '';
}
