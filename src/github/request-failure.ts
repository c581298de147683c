import type { GitHubUnavailable } from './client.ts';
import { outage, timedOut } from './unavailable.ts';

/** Why a request got no answer. Nothing of the request but its route goes into the message. */
export function failureOf(route: string, error: unknown, now: number): GitHubUnavailable {
  const causes = causesOf(error);
  if (causes.some(({ name, code }) => timeouts.has(name) || timeouts.has(code))) return timedOut(route, now);
  const { name, code } = causes.at(-1) ?? { name: 'Error', code: '' };
  const why = causes.map((cause) => reasons.get(cause.code) ?? reasons.get(cause.name)).find(Boolean);
  return outage(route, why ?? `no answer came (${code === '' ? name : code})`, now);
}

const timeouts: ReadonlySet<string> = new Set([
  'AbortError',
  'TimeoutError',
  'ConnectTimeoutError',
  'HeadersTimeoutError',
  'BodyTimeoutError',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** By the code or the name of an error. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'the server refuses the connection'],
  ['ECONNRESET', 'the connection broke'],
  ['EPIPE', 'the connection broke'],
  ['UND_ERR_SOCKET', 'the connection broke'],
  ['ENOTFOUND', "the server's name is not known"],
  ['EAI_AGAIN', "the server's name could not be looked up"],
  ['AnswerTooLarge', 'the answer is larger than 32 MiB'],
]);

interface Cause {
  readonly name: string;
  readonly code: string;
}

/** The error and what it came from, outermost first. Messages are left out: they may quote what was sent. */
function causesOf(error: unknown): readonly Cause[] {
  const causes: Cause[] = [];
  for (let next: unknown = error; next instanceof Error && causes.length < 5; next = next.cause) {
    const code = 'code' in next && typeof next.code === 'string' ? next.code : '';
    causes.push({ name: next.name, code });
  }
  return causes;
}
