import type { RepositoryFiles } from '../types/repository-files.ts';
import type { Value } from '../types/values.ts';

/**
 * One thing that a job does, as a registry's tables see it: an action that is used, a reusable workflow of another
 * repository that is called, or a command that a script runs. Values are what files tell; hidden parts stay hidden.
 */
export type Act = ActionAct | CommandAct;

interface ActBase {
  /** The environment in force: workflow, job, step, `$GITHUB_ENV` and the command's own prefix. */
  readonly environment: ReadonlyMap<string, Value>;
  /** The folder it happens in, relative to the repository's root; empty for the root, hidden where it is computed. */
  readonly directory: Value;
}

export interface ActionAct extends ActBase {
  readonly kind: 'action';
  /** `owner/name` or `owner/name/path`, lower case; a reusable workflow keeps its `.github/workflows/x.yml` path. */
  readonly action: string;
  readonly ref: string;
  /** Called as a reusable workflow (`jobs.x.uses`), not as a step. */
  readonly workflow: boolean;
  /** Inputs by lower-cased name, as handed over (defaults of the action are not in it). */
  readonly inputs: ReadonlyMap<string, Value>;
  /** Secrets handed to a reusable workflow by name; `inherit` where all are. */
  readonly secrets: ReadonlyMap<string, Value> | 'inherit';
}

export interface CommandAct extends ActBase {
  readonly kind: 'command';
  /** Base name of the program, lower case, without `.exe`/`.cmd`: `npm`, `twine`, `gradlew`. */
  readonly program: string;
  /** Arguments after the program. */
  readonly words: readonly Value[];
  /** What is piped or redirected into it, where that is known. */
  readonly input: Value | null;
  /** Where its output is written: `>` and `>>` with the path. */
  readonly output: Value | null;
}

/** Where a value arrives at an act. */
export type Carrier =
  | { readonly input: string }
  | { readonly flag: string }
  | { readonly env: string }
  /** Position among the arguments that are neither flags nor the subcommand, from 0. */
  | { readonly positional: number }
  | { readonly stdin: true };

/** What the job did before an act, and the files of the repository. */
export interface Session {
  /** In order. */
  readonly before: readonly Act[];
  /** Files that the job wrote before; `path` as written in the script. */
  readonly written: readonly { readonly path: Value; readonly content: Value }[];
  readonly files: RepositoryFiles;
}
