import { createHash } from 'node:crypto';
import { GitHubUnavailable } from '../../github/client.ts';
import type { GitHubUser, UserAccess, UserInstallation, UserRepository } from '../../github/user-access.ts';

/** What GitHub lists for whoever has a token, asked at most once a minute: who loses a right keeps it no longer than that. */
export interface KeptAccess {
  of(token: string): UserAccess;
  /** GitHub was asked about this token within the minute. */
  knows(token: string): boolean;
  forget(token: string): void;
}

/** @param open asks GitHub with a token */
export function keptAccess(open: (token: string) => UserAccess, clock: () => number): KeptAccess {
  const kept = new Map<string, Entry>();

  function entryOf(token: string): Entry {
    const digest = digestOf(token);
    const known = kept.get(digest);
    if (known !== undefined && known.until > clock()) return known;
    const made: Entry = { until: clock() + believed, access: rememberingAccess(open(token)) };
    kept.delete(digest);
    kept.set(digest, made);
    for (const [oldest] of kept) {
      if (kept.size <= mostPeople) break;
      kept.delete(oldest);
    }
    return made;
  }

  return {
    of: (token) => entryOf(token).access,
    knows: (token) => (kept.get(digestOf(token))?.until ?? 0) > clock(),
    forget: (token) => void kept.delete(digestOf(token)),
  };
}

interface Entry {
  readonly until: number;
  readonly access: UserAccess;
}

/** In milliseconds. */
const believed = 60_000;

/** Each may have thousands of repositories; one more is asked anew. */
const mostPeople = 100;

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Each question is asked once, however many requests wait for its answer. */
function rememberingAccess(access: UserAccess): UserAccess {
  const user = once<GitHubUser>();
  const installations = once<readonly UserInstallation[]>();
  const repositories = once<readonly UserRepository[]>();
  return {
    user: () => user(0, () => access.user()),
    installations: () => installations(0, () => access.installations()),
    repositories: (id) => repositories(id, () => access.repositories(id)),
  };
}

function once<Answer>(): (key: number, ask: () => Promise<Answer>) => Promise<Answer> {
  const asked = new Map<number, Promise<Answer>>();
  return (key, ask) => {
    const known = asked.get(key);
    if (known !== undefined) return known;
    const answer = ask();
    asked.set(key, answer);
    answer.catch((error: unknown) => {
      // That GitHub does not take the token is an answer; an outage is none
      if (!isRefusal(error)) asked.delete(key);
    });
    return answer;
  };
}

/** GitHub does not take the token: it has ended, was taken back, or is of another app. */
export function isRefusal(error: unknown): boolean {
  return error instanceof GitHubUnavailable && error.kind === 'no-access';
}
