import type { Observation } from './observation.ts';

/**
 * The files of one repository at one commit, wherever they come from. Paths are POSIX, relative to the root, without a
 * leading `./`; `read` answers `absent` for what is not there and `unreadable` for what must not or cannot be read
 * (too large, binary, a link out of the tree), never an exception.
 */
export interface RepositoryFiles {
  /** Every file, sorted by code unit. */
  readonly paths: readonly string[];
  /** The text of a file, without a byte order mark and with line ends as they stand. */
  read(path: string): Observation<string>;
  /** What was found wrong while listing: a link out of the tree, a loop, a folder that cannot be opened. */
  readonly problems: readonly FileProblem[];
}

/** Something wrong with one file. The audit goes on without it. */
export interface FileProblem {
  readonly path: string;
  /** 1-based; null where the whole file is meant. */
  readonly line: number | null;
  readonly message: string;
}
