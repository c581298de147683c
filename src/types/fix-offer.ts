import type { SettledBy } from './settled-by.ts';

/**
 * An edit that was tried: the finding is gone after it, or waits for nothing but what `settledBy` names; nothing new came,
 * and every line that it does not mean is as it was.
 */
export interface FixOffer {
  /** Of the finding that it puts right. */
  readonly fingerprint: string;
  /** Id of the control. */
  readonly control: string;
  readonly safety: 'safe' | 'needs-thought';
  /** What it does. What stands between two backticks is code, here and in `first`. */
  readonly title: string;
  /** What has to be done elsewhere before it is merged, in order. */
  readonly first: readonly string[];
  /** Fingerprints of other findings that are gone with it. */
  readonly also: readonly string[];
  /** The whole texts, by path. */
  readonly files: readonly FixedFile[];
  /** Unified diff, with `a/` and `b/` paths. */
  readonly diff: string;
  /** The files are as they should be with it; the finding itself goes by this only. */
  readonly settledBy?: SettledBy;
}

export interface FixedFile {
  /** POSIX, relative to the root. */
  readonly path: string;
  /** Null where the file is new. */
  readonly before: string | null;
  readonly after: string;
}
