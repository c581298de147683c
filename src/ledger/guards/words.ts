import { codeWords } from '../../registries/plain.ts';
import type { ReleasePublisher } from '../../registries/release.ts';
import type { ReleaseFactsRow } from '../facts.ts';

/** `1.2.3` as code. */
export function versionWords({ release }: ReleaseFactsRow): string {
  return codeWords(release.version);
}

/** `1.2.3` of 2026-03-01. */
export function datedWords(row: ReleaseFactsRow): string {
  return row.at === null ? versionWords(row) : `${versionWords(row)} of ${dayWords(row.at)}`;
}

/** `2026-03-01`; for a time that no calendar holds, words that say so. */
function dayWords(at: number): string {
  return isOnCalendar(at) ? new Date(at).toISOString().slice(0, 10) : 'an impossible date';
}

/** `2026-03-01 12:00 UTC`. */
export function minuteWords(at: number): string {
  return isOnCalendar(at) ? `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC` : 'an impossible time';
}

const isOnCalendar = (at: number) => Math.abs(at) <= 8.64e15;

export function publisherWords({ kind, name, provider }: ReleasePublisher): string {
  if (kind === 'trusted')
    return provider === null ? 'trusted publishing' : `trusted publishing (${codeWords(provider)})`;
  if (name !== null) return `the account ${codeWords(name)}`;
  return kind === 'person' ? 'an account' : 'a publisher that the registry does not name';
}

export function commitWords(commit: string): string {
  return codeWords(commit.slice(0, 12));
}

/** `1 release`, `3 releases`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** At most three of them, as code, and how many more there are. */
export function listWords(names: readonly string[]): string {
  const shown = names.slice(0, 3).map(codeWords).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/** An e-mail address told apart without being spread: `a…@example.org`. */
export function emailWords(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? codeWords(`${email.slice(0, 1)}…`) : codeWords(`${email.slice(0, 1)}…${email.slice(at)}`);
}
