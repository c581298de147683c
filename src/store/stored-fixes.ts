import type { PinnedCommit } from '../github/action-commits.ts';
import type { FixOffer } from '../types/fix-offer.ts';

/** Fixes that people have asked for, each as one pull request. */
export interface Fixes {
  /** A person wants a pull request for a finding. Nothing changes where one is under way or stands open. */
  want(fix: WantedFix): Promise<void>;
  /** All of a repository, by their fingerprints. */
  list(repositoryId: number): Promise<readonly StoredFix[]>;
  byPull(repositoryId: number, pullNumber: number): Promise<StoredFix | null>;
  /** What has become of it. The state stays where it has been wanted again since (a higher `wish`). */
  put(fix: StoredFix): Promise<void>;
  /** Something has happened to its pull request that is to be looked at. */
  touch(repositoryId: number, fingerprint: string): Promise<void>;
  remove(repositoryId: number, fingerprint: string): Promise<void>;
}

export interface WantedFix {
  readonly repositoryId: number;
  /** Of the finding. */
  readonly fingerprint: string;
  readonly control: string;
  readonly title: string;
  readonly branch: string;
  /** The login of whoever asked for it. */
  readonly by: string;
  readonly now: number;
}

export interface StoredFix extends Omit<WantedFix, 'now'> {
  readonly wantedAt: number;
  /** The last one that was opened for it. */
  readonly pullNumber: number | null;
  readonly state: 'wanted' | 'open' | 'merged' | 'closed' | 'refused';
  /** Of `refused`, and of `closed` where we closed it: why, in a sentence. */
  readonly reason: string | null;
  /** The branch has commits of a person's: it is left alone. */
  readonly byHand: boolean;
  /** Digest of the files as they were written last. */
  readonly written: string;
  /** The commit of the default branch that the last commit stands on. */
  readonly baseSha: string | null;
  /** Commits that were made for its branch, newest first: a branch at one of them is as we left it. */
  readonly heads: readonly string[];
  /** Goes up with each wish and with all that happens to its pull request. */
  readonly wish: number;
  /** Something has happened that has not been looked at. */
  readonly isStale: boolean;
}

/** What could be put right in the repositories, as it was last worked out. */
export interface FixOffers {
  /** Null where there is none of these inputs; without inputs, the last ones. */
  get(repositoryId: number, inputs?: string): Promise<readonly KnownOffer[] | null>;
  put(repositoryId: number, inputs: string, offers: readonly KnownOffer[], now: number): Promise<void>;
}

/** Files are read anew when a fix is made. */
export type KnownOffer = Omit<FixOffer, 'files'>;

/** Commits behind the tags and branches of actions, by `owner/name@ref`, in lower case but for the ref. */
export interface ActionCommits {
  /** Those that were asked for since then. Null: GitHub has none. */
  get(
    installationId: number,
    actions: readonly string[],
    since: number,
  ): Promise<ReadonlyMap<string, PinnedCommit | null>>;
  put(installationId: number, action: string, found: PinnedCommit | null, now: number): Promise<void>;
}
