import type { GitHubAnswer } from './client.ts';

/** Where GitHub's routes find a repository. */
export interface Place {
  readonly owner: string;
  readonly repo: string;
}

/** Why GitHub did not take what it was told. Each is an ordinary outcome, and none of them is an exception. */
export type NotTold =
  /** The repository, commit, check run or issue is not there, or not there any more. */
  | { readonly outcome: 'gone' }
  /** The installation may not; `permission` as GitHub names it, where it does. */
  | { readonly outcome: 'refused'; readonly permission: string | null; readonly message: string }
  /** Read-only, for everybody. */
  | { readonly outcome: 'archived' }
  /** GitHub does not accept it as it is: too much of something, or an impossible value. In GitHub's words. */
  | { readonly outcome: 'invalid'; readonly message: string };

/** What an answer that is no success means. */
export function notTold({ status, data, permission }: GitHubAnswer): NotTold {
  const message = messageOf(data);
  if (status === 404 || status === 410 || status === 301) return { outcome: 'gone' };
  if (status === 403 && /\barchived\b/i.test(message)) return { outcome: 'archived' };
  if (status === 403 || status === 401) return { outcome: 'refused', permission, message };
  return { outcome: 'invalid', message: `${status}: ${message}` };
}

/** GitHub's own sentence with the first of its reasons; at most 500 characters. */
export function messageOf(data: unknown): string {
  if (!isRecord(data)) return '';
  const errors = Array.isArray(data['errors']) ? data['errors'].slice(0, 3) : [];
  const reasons = errors.map((error: unknown) => (isRecord(error) ? (error['message'] ?? error['code']) : error));
  return [data['message'], ...reasons]
    .filter((part) => typeof part === 'string' && part !== '')
    .join('; ')
    .slice(0, 500);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isSuccess({ status }: GitHubAnswer): boolean {
  return status >= 200 && status < 300;
}
