import type { Place } from '../types/place.ts';
import type { FileProblem } from '../types/repository-files.ts';

/**
 * A scalar as it stands in a workflow file. `value` is the text GitHub sees (numbers and booleans as written).
 * For a block scalar `at.line` is the line of the first line of content, so that line n of the value stands at
 * `at.line + n` (exact for `|`, an approximation for `>`).
 */
export interface Text {
  readonly value: string;
  readonly at: Place;
}

/** A key with its value; `key` is where the key stands. */
export interface Keyed<T> {
  readonly key: Place;
  readonly value: T;
}

/** One `NAME: value` of `env`, `with`, `secrets` and the like, in file order. */
export interface Entry {
  readonly name: string;
  readonly key: Place;
  readonly value: Text;
}

export type PermissionLevel = 'none' | 'read' | 'write';

/** A `permissions:` block as written. Scopes that are not named are `none` once any is. */
export interface Permissions {
  readonly at: Place;
  /** `read-all`, `write-all`, or `{}` written as `none`; null where scopes are listed. */
  readonly all: 'read-all' | 'write-all' | 'none' | null;
  readonly scopes: readonly { readonly scope: string; readonly level: PermissionLevel; readonly at: Place }[];
}

export interface Trigger {
  readonly event: string;
  readonly at: Place;
  /** `branches`, `branches-ignore`, `tags`, `tags-ignore`, `paths`, `types`, `workflows` … as written. */
  readonly filters: ReadonlyMap<string, readonly string[]>;
}

/** An input of `workflow_call`, `workflow_dispatch` or of an action. */
export interface Input {
  readonly name: string;
  readonly at: Place;
  readonly type: string | null;
  readonly required: boolean;
  readonly default: Text | null;
}

export interface Defaults {
  readonly shell: Text | null;
  readonly workingDirectory: Text | null;
}

/** A value of a matrix: scalars as text, objects as nested maps, lists as arrays. */
export type MatrixValue =
  | string
  | number
  | boolean
  | null
  | readonly MatrixValue[]
  | { readonly [name: string]: MatrixValue };

export interface Matrix {
  readonly at: Place;
  /** Named axes; `expression` where the axis is computed (`fromJSON(…)`). */
  readonly axes: readonly {
    readonly name: string;
    readonly values: readonly MatrixValue[] | null;
    readonly expression: Text | null;
  }[];
  readonly include: readonly { readonly [name: string]: MatrixValue }[];
  readonly exclude: readonly { readonly [name: string]: MatrixValue }[];
  /** The whole matrix is one expression, or include/exclude is. */
  readonly expression: Text | null;
}

export interface Step {
  /** Position within the job, from 0. */
  readonly index: number;
  /** The whole step, from its dash's first key to its last line. */
  readonly at: Place;
  readonly id: string | null;
  readonly name: Text | null;
  readonly if: Text | null;
  readonly uses: Keyed<Text> | null;
  readonly run: Keyed<Text> | null;
  readonly with: readonly Entry[];
  readonly env: readonly Entry[];
  readonly shell: Text | null;
  readonly workingDirectory: Text | null;
  readonly continueOnError: Text | null;
}

export interface Environment {
  readonly at: Place;
  readonly name: Text;
}

export interface Job {
  readonly id: string;
  /** The job's key. */
  readonly key: Place;
  /** The whole job with its key. */
  readonly at: Place;
  readonly name: Text | null;
  readonly needs: readonly string[];
  readonly if: Text | null;
  /** Labels of `runs-on` in every form (`group`'s labels too). */
  readonly runsOn: readonly Text[];
  readonly permissions: Permissions | null;
  readonly environment: Environment | null;
  readonly concurrency: Text | null;
  readonly env: readonly Entry[];
  readonly defaults: Defaults;
  readonly matrix: Matrix | null;
  readonly container: Text | null;
  readonly services: readonly Text[];
  readonly steps: readonly Step[];
  /** A reusable workflow that is called instead of steps. */
  readonly uses: Keyed<Text> | null;
  readonly with: readonly Entry[];
  /** `inherit` with its place, or the secrets passed on by name. */
  readonly secrets: { readonly inherit: Place | null; readonly entries: readonly Entry[] };
  readonly outputs: readonly Entry[];
}

/** A file under `.github/workflows`. */
export interface Workflow {
  readonly path: string;
  readonly name: Text | null;
  readonly triggers: readonly Trigger[];
  readonly permissions: Permissions | null;
  readonly env: readonly Entry[];
  readonly defaults: Defaults;
  readonly concurrency: Text | null;
  readonly jobs: readonly Job[];
  /** Inputs of `workflow_call`. */
  readonly callInputs: readonly Input[];
  /** Inputs of `workflow_dispatch`. */
  readonly dispatchInputs: readonly Input[];
  /** Secrets that `workflow_call` declares. */
  readonly callSecrets: readonly { readonly name: string; readonly required: boolean; readonly at: Place }[];
  readonly callOutputs: readonly Entry[];
  /** What could not be understood; the rest of the file is still there. */
  readonly problems: readonly FileProblem[];
}

/** An `action.yml`. */
export interface Action {
  readonly path: string;
  /** The folder that `uses: ./folder` names; `` for the root. */
  readonly folder: string;
  readonly name: Text | null;
  readonly inputs: readonly Input[];
  readonly outputs: readonly Entry[];
  readonly runs:
    | { readonly using: 'composite'; readonly steps: readonly Step[] }
    | { readonly using: 'docker'; readonly image: Text | null }
    | { readonly using: 'node'; readonly main: Text | null; readonly pre: Text | null; readonly post: Text | null }
    | { readonly using: 'unknown' };
  readonly problems: readonly FileProblem[];
}

/** `uses:` in all its forms. */
export type Uses =
  | {
      readonly kind: 'remote';
      readonly owner: string;
      readonly repository: string;
      /** Path within the repository; `` for the root. */
      readonly path: string;
      readonly ref: string;
      /** The path names a workflow file. */
      readonly workflow: boolean;
    }
  /** `./folder` or `$/folder`: in this repository. */
  | { readonly kind: 'local'; readonly path: string; readonly workflow: boolean }
  | { readonly kind: 'docker'; readonly image: string }
  /** Computed, or not of any known form. */
  | { readonly kind: 'unknown'; readonly text: string };
