import type { RepositoryFiles } from '../../types/repository-files.ts';
import type { Dialect } from '../../workflows/shell/model.ts';

/** A script of the repository that a command runs, as text that the shell layer can read. */
export interface FollowedScript {
  /** The file it stands in. */
  readonly path: string;
  /** 1-based line of its first line in that file. */
  readonly line: number;
  readonly text: string;
  readonly dialect: Dialect;
  /** Folder it runs in, relative to the root; `` for the root. */
  readonly directory: string;
  /** What the script sees as $1, $2 …; null where not known. */
  readonly arguments: readonly (string | null)[];
  /** Appended to the last command of the script, as `npm run` does with what follows `--`. */
  readonly appended: readonly (string | null)[];
  /** Variables set for it by the tool that runs it (`make NAME=x`, tox's `setenv` …). */
  readonly environment: ReadonlyMap<string, string>;
  /** `npm run release`, `make publish`: for people. */
  readonly label: string;
}

/** A command as a follower is asked about it. Launchers (`npx`, `sudo`, `bundle exec` …) are gone already. */
export interface FollowedCommand {
  /** Base name, lower case: `npm`, `make`, `release.sh`. */
  readonly program: string;
  /** The program as written: `./scripts/release.sh`; null where it is hidden. */
  readonly path: string | null;
  /** Arguments after the program; null where hidden. */
  readonly words: readonly (string | null)[];
  /** Folder it runs in, relative to the root; `` for the root. */
  readonly directory: string;
  /** The known environment; null for variables that are set to what is hidden. */
  readonly environment: ReadonlyMap<string, string | null>;
}

/** Knows one family of programs: from its command to the scripts it runs, in order; empty where it finds nothing. */
export type Follower = (command: FollowedCommand, files: RepositoryFiles) => readonly FollowedScript[];

/** A script with the usual values where nothing else is said. */
export function followedScript(
  parts: Pick<FollowedScript, 'path' | 'line' | 'text' | 'directory' | 'label'> & Partial<FollowedScript>,
): FollowedScript {
  return { dialect: 'bash', arguments: [], appended: [], environment: noVariables, ...parts };
}

/** Stands in a script's text for what files cannot tell: a substitution, so that the shell layer hides it as well. */
export const hiddenText = '$(:)';

const noVariables: ReadonlyMap<string, string> = new Map();
