import { isFromAhead } from '../types/clocks.ts';
import type { Urgency } from '../types/urgency.ts';
import type { GitHubUnavailable } from './client.ts';
import { longestPause } from './unavailable.ts';

/** What GitHub allows in an hour and what is left of it, as an answer's headers say. Times in milliseconds. */
export interface GitHubBudget {
  /** Requests an hour. */
  readonly allowed: number;
  readonly remaining: number;
  readonly resetAt: number;
  readonly notedAt: number;
}

/** What is known of one resource (`core`, `graphql`) of an installation, or of all of them together. */
export interface GitHubLimit extends GitHubBudget {
  /** 0 where GitHub does not refuse. */
  readonly blockedUntil: number;
  /** `primary-limit` or `secondary-limit`; null where it does not refuse. */
  readonly blockedBy: string | null;
}

export const nothingKnown: GitHubLimit = {
  allowed: 0,
  remaining: 0,
  resetAt: 0,
  notedAt: 0,
  blockedUntil: 0,
  blockedBy: null,
};

/** The resource under which secondary limits are kept, which hold for REST and GraphQL together. */
export const everyResource = 'all';

/** Why a request may not go out, and from when on it may. */
export interface Closed {
  readonly kind: 'primary-limit' | 'secondary-limit';
  readonly until: number;
  readonly why: string;
}

/** Whether a request has to stay; null where it may go out. Limits that cannot be true (a clock was set) are passed over. */
export function closedBy(question: {
  /** Of the resource that is asked for, and of all together. */
  readonly limits: readonly GitHubLimit[];
  readonly urgency: Urgency;
  /** Requests that have been sent and not been answered, which what is left may not count yet. */
  readonly underWay: number;
  readonly now: number;
}): Closed | null {
  const { limits, urgency, underWay, now } = question;
  const blocked = limits.filter((limit) => isBlocked(limit, now));
  for (const { blockedUntil, blockedBy } of blocked.toSorted((a, b) => b.blockedUntil - a.blockedUntil)) {
    const kind = blockedBy === 'primary-limit' ? 'primary-limit' : 'secondary-limit';
    return { kind, until: blockedUntil, why: refusing[kind] };
  }
  for (const { allowed, remaining, resetAt } of limits.filter((limit) => holds(limit, now))) {
    const left = remaining - underWay;
    if (left <= keptBack(allowed, 'person'))
      return { kind: 'primary-limit', until: resetAt, why: refusing['primary-limit'] };
    if (left <= keptBack(allowed, urgency)) return { kind: 'primary-limit', until: resetAt, why: leftToPeople };
  }
  return null;
}

/** Whether GitHub refuses now. */
export function isBlocked({ blockedUntil }: GitHubLimit, now: number): boolean {
  return isAhead(blockedUntil, now);
}

/** How many requests of an hour stay unused: few for requests that are under way elsewhere, many for people who wait. */
export function keptBack(allowed: number, urgency: Urgency): number {
  return urgency === 'person'
    ? Math.min(10, Math.floor(allowed / 10))
    : Math.min(Math.max(500, Math.floor(allowed / 10)), Math.floor(allowed / 2));
}

/** What the headers of an answer say of the hour; null where they say nothing, as those of servers without limits. */
export function budgetIn(headers: Readonly<Record<string, string | undefined>>, now: number): GitHubBudget | null {
  const allowed = wholeNumber(headers['x-ratelimit-limit']);
  const remaining = wholeNumber(headers['x-ratelimit-remaining']);
  const reset = wholeNumber(headers['x-ratelimit-reset']);
  if (allowed === null || allowed === 0 || remaining === null || reset === null) return null;
  return {
    allowed: Math.min(allowed, largest),
    remaining: Math.min(remaining, allowed, largest),
    resetAt: reset * 1000,
    notedAt: now,
  };
}

/** What two processes know, taken together: the newer answer, and the refusal that lasts longer. */
export function together(one: GitHubLimit, other: GitHubLimit, now: number): GitHubLimit {
  const [said = one] = [one, other].toSorted(
    (a, b) => notedAgo(a, now) - notedAgo(b, now) || a.remaining - b.remaining,
  );
  const blocks = [one, other].filter(({ blockedUntil }) => blockedUntil <= now + longestPause);
  const block = blocks.toSorted((a, b) => b.blockedUntil - a.blockedUntil)[0] ?? nothingKnown;
  return { ...said, blockedUntil: block.blockedUntil, blockedBy: block.blockedBy };
}

/**
 * When a refusal ends. A secondary limit that is met again, as soon as the one before has ended, lasts twice as long each
 * time, as GitHub asks for.
 *
 * @param before refusals in a row before this one
 */
export function blockEnd(trouble: Pick<GitHubUnavailable, 'kind' | 'until'>, before: number, now: number): number {
  const pause = Math.max(trouble.until - now, 0) * (trouble.kind === 'secondary-limit' ? 2 ** Math.min(before, 12) : 1);
  return now + Math.min(pause, longestPause);
}

const refusing = {
  'primary-limit': "GitHub's hourly limit of requests is used up",
  'secondary-limit': 'GitHub has asked to slow down (secondary rate limit)',
};

const leftToPeople = "what is left of GitHub's hourly limit is kept for people who wait";

function holds({ allowed, resetAt, notedAt }: GitHubLimit, now: number): boolean {
  return allowed > 0 && isAhead(resetAt, now) && !isFromAhead(notedAt, now);
}

function isAhead(time: number, now: number): boolean {
  return time > now && time <= now + longestPause;
}

/** How old an answer is; one from a time to come was noted before a clock was set back. */
function notedAgo({ notedAt }: GitHubLimit, now: number): number {
  return isFromAhead(notedAt, now) ? Number.MAX_SAFE_INTEGER : now - notedAt;
}

function wholeNumber(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,10}$/.test(header) ? Number(header) : null;
}

/** What a column of the store holds. */
const largest = 2 ** 31 - 1;
