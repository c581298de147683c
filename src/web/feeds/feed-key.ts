import type { Signatures } from '../document.ts';

/** Whom a feed was made for. Feed readers cannot sign in: the address of the feed says who asks. */
export interface FeedReader {
  /** GitHub's number. */
  readonly id: number;
  readonly login: string;
}

/** What one address leads to: of a repository or of an account, without case. */
export type FeedScope = { readonly owner: string; readonly name: string } | { readonly account: string };

/**
 * The key that stands in the address of a feed, good for one person and one feed; null where sign-in is not set up. It says
 * who somebody is, never what they may see: GitHub is asked for that each time. A new client secret ends them all.
 */
export function feedKey(signatures: Signatures, { id, login }: FeedReader, scope: FeedScope): string | null {
  const signature = signatures.sign(signed({ id, login }, scope));
  return signature === null ? null : `${id}.${login}.${signature}`;
}

/** Whom a key was made for; null where it was not made here, or not for this feed. */
export function readerOf(signatures: Signatures, key: string, scope: FeedScope): FeedReader | null {
  const [, id = '', login = '', signature = ''] = /^(\d{1,15})\.([\w-]{1,100})\.([\w-]{1,200})$/.exec(key) ?? [];
  const reader = { id: Number(id), login };
  return signatures.isSigned(signed(reader, scope), signature) ? reader : null;
}

function signed({ id, login }: FeedReader, scope: FeedScope): string {
  const what = 'account' in scope ? [scope.account] : [scope.owner, scope.name];
  return JSON.stringify(['feed', version, id, login, ...what.map((part) => part.toLowerCase())]);
}

/** Another one ends all keys that were made before. */
const version = 1;
