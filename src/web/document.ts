import type { GitHubClient } from '../github/client.ts';
import type { PageContent, PageRequest } from './page.ts';

/** Something else than a page, whole as it is sent: CSV, RSS, JSON, SVG. */
export interface Document {
  /** 200 where it is left out. */
  readonly status?: number;
  /** With its charset where it is text: `text/csv; charset=utf-8`. */
  readonly type: string;
  readonly body: string;
  /** Everybody may keep it for so many seconds, and show it on pages of theirs. Left out: it is for one person, and kept nowhere. */
  readonly publicFor?: number;
  /** It is stored under this name instead of being shown: letters, digits, `.`, `-` and `_`. */
  readonly fileName?: string;
}

/** A request by a person who has signed in. */
export interface SignedRequest extends PageRequest {
  readonly signatures: Signatures;
}

/** A request by anybody: nothing is known of who sends it. */
export interface OpenRequest extends Omit<PageRequest, 'sight'> {
  readonly signatures: Signatures;
  /** GitHub as the installation sees it that a repository belongs to; people wait for the answer. */
  clientFor(installationId: number, repositoryId: number): Promise<GitHubClient>;
  /** In milliseconds since the epoch, by a clock that never stands still: for what is kept a while. */
  readonly realTime: number;
}

/** For addresses that stand for a person, since what reads them cannot sign in. */
export interface Signatures {
  /** What belongs to a text, in URL-safe letters, for nobody else to make; null where sign-in is not set up. */
  sign(text: string): string | null;
  /** In the same time, whatever is wrong with it. */
  isSigned(text: string, signature: string): boolean;
}

/** Null: there is nothing here for this person. */
export type SignedPage = (request: SignedRequest) => Promise<PageContent | null>;
export type SignedDocument = (request: SignedRequest) => Promise<Document | null>;
export type OpenDocument = (request: OpenRequest) => Promise<Document | null>;
