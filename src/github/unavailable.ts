import { GitHubUnavailable } from './client.ts';

/** What an answer says about limits and outages. Header names are lower case. */
export interface AnswerSigns {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** GitHub's own sentence, where the body has one. */
  readonly message: string;
}

/** Why GitHub cannot answer now, or null where the answer is one. `what` names the request, without its parameters. */
export function unavailability(what: string, signs: AnswerSigns, now: number): GitHubUnavailable | null {
  const { status, headers } = signs;
  const kind = limitOf(signs);
  if (kind !== null) {
    const until = limitEnd(headers, kind, now);
    return new GitHubUnavailable(kind, until, `${what}: ${limitWords[kind]}; it opens at ${isoTime(until)}`);
  }
  if (status === 408) return timedOut(what, now);
  // About us and never about a repository: the key, the clock, or a token that has just ended.
  if (status === 401) return noAccess(what, 'GitHub does not accept the credentials', now + pauses.outage);
  // Also for a token from before. Whatever is asked then says nothing about the repository
  if (status === 403 && suspendedWords.test(signs.message))
    return noAccess(what, 'the installation is suspended', now + pauses['no-access']);
  if (status >= 500)
    return new GitHubUnavailable('outage', limitEnd(headers, 'outage', now), `${what}: GitHub answers ${status}`);
  return null;
}

/** The same for an error of a GraphQL answer, which comes with status 200. */
export function graphqlLimit(
  what: string,
  error: { readonly type: string | null; readonly message: string },
  headers: AnswerSigns['headers'],
  now: number,
): GitHubUnavailable | null {
  const isPrimary = error.type === 'RATE_LIMITED' || error.type === 'RATE_LIMIT';
  if (!isPrimary && !secondaryWords.test(error.message)) return null;
  const kind = isPrimary ? 'primary-limit' : 'secondary-limit';
  const until = limitEnd(headers, kind, now);
  return new GitHubUnavailable(kind, until, `${what}: ${limitWords[kind]}; it opens at ${isoTime(until)}`);
}

/** No token was handed out for the installation, with this status. */
export function tokenRefused(what: string, status: number, now: number): GitHubUnavailable {
  const why = `GitHub gives no access to the installation (${status}): it may be suspended or gone`;
  return noAccess(what, why, now + pauses['no-access']);
}

function noAccess(what: string, why: string, until: number): GitHubUnavailable {
  return new GitHubUnavailable('no-access', until, `${what}: ${why}`);
}

export function timedOut(what: string, now: number): GitHubUnavailable {
  return new GitHubUnavailable('timeout', now + pauses.timeout, `${what}: GitHub took too long to answer`);
}

export function outage(what: string, why: string, now: number): GitHubUnavailable {
  return new GitHubUnavailable('outage', now + pauses.outage, `${what}: ${why}`);
}

type Kind = GitHubUnavailable['kind'];

/** Milliseconds to wait where GitHub names no time. Its documentation asks for a minute after a secondary limit. */
const pauses: Readonly<Record<Kind, number>> = {
  'primary-limit': 60_000,
  'secondary-limit': 60_000,
  outage: 30_000,
  timeout: 30_000,
  'no-access': 600_000,
};

const limitWords = {
  'primary-limit': "GitHub's hourly limit of requests is used up",
  'secondary-limit': 'GitHub asks to slow down (secondary rate limit)',
};

const suspendedWords = /\binstallation has been suspended\b/i;

const secondaryWords = /secondary rate limit|abuse detection/i;

function limitOf({ status, headers, message }: AnswerSigns): 'primary-limit' | 'secondary-limit' | null {
  if (status !== 403 && status !== 429) return null;
  if (secondaryWords.test(message)) return 'secondary-limit';
  if (headers['x-ratelimit-remaining'] === '0' || /^API rate limit exceeded/i.test(message)) return 'primary-limit';
  return headers['retry-after'] !== undefined || status === 429 ? 'secondary-limit' : null;
}

function limitEnd(headers: AnswerSigns['headers'], kind: Kind, now: number): number {
  const after = retryAfter(headers['retry-after'], now);
  const reset = kind === 'primary-limit' ? Number(headers['x-ratelimit-reset'] ?? Number.NaN) * 1000 : Number.NaN;
  const until = [after, reset].find((time) => Number.isFinite(time)) ?? now + pauses[kind];
  return Math.min(Math.max(until, now + 1_000), now + longestPause);
}

/** In milliseconds. A broken clock or a broken header must not stop the work for good. */
export const longestPause = 2 * 60 * 60 * 1000;

/** Seconds, or a date. */
function retryAfter(header: string | undefined, now: number): number {
  if (header === undefined || header.trim() === '') return Number.NaN;
  const seconds = Number(header);
  return Number.isFinite(seconds) ? now + seconds * 1000 : Date.parse(header);
}

function isoTime(time: number): string {
  return new Date(time).toISOString().slice(0, 19).concat('Z');
}
