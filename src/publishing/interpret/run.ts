import type { Act } from '../../registries/act.ts';
import type { Place } from '../../types/place.ts';
import type { RepositoryFiles } from '../../types/repository-files.ts';
import type { Value } from '../../types/values.ts';
import type { Combination } from '../../workflows/matrix.ts';
import type { Action, Job, Step, Workflow } from '../../workflows/model.ts';
import type { Dialect, Script } from '../../workflows/shell/model.ts';
import type { CallChain } from '../publication.ts';

/** What a job was seen to do: one act, where it stands, and under which step of the job. */
export interface Happening {
  readonly act: Act;
  /** In the workflow, or in the file that was followed. */
  readonly at: Place;
  /** The job's own step; null where the job itself calls a reusable workflow of another repository. */
  readonly step: Step | null;
  /** Which step it belongs to, also inside composite actions: the key of `Run.origins`. */
  readonly origin: string;
  /** Files followed to get here, besides the workflow. */
  readonly files: readonly string[];
  readonly entered: readonly Action[];
  /** `npm run release → ./publish.sh`: the commands of the repository that led here; empty for the step's own. */
  readonly ways: readonly string[];
  /**
   * A command that runs something of the repository: `followed` into it, its path where that is there but cannot be
   * read, `missing` where it is not; null for any other.
   */
  readonly script: 'followed' | 'missing' | (string & {}) | null;
}

/** A file that the job writes, and what is known of its content. */
export interface WrittenFile {
  readonly path: Value;
  readonly content: Value;
  /** How many happenings came before it. */
  readonly after: number;
  readonly at: Place;
  /** Written in a branch, or in a step that may be skipped. */
  readonly conditional: boolean;
}

/** What is known of one step: what it does, and the outputs it sets itself. */
export interface StepOrigin {
  readonly step: Step;
  readonly outputs: Map<string, Value>;
}

/** One job, run through in the mind for one matrix combination and one chain of callers. */
export interface Run {
  readonly world: World;
  readonly workflow: Workflow;
  readonly job: Job;
  readonly chain: CallChain;
  /** What the job itself sees; composite actions and scripts see frames of their own. */
  readonly frame: Frame;
  readonly happenings: Happening[];
  readonly written: WrittenFile[];
  /** Steps by scoped key; a step with an id stands under its id as well. */
  readonly origins: Map<string, StepOrigin>;
  /** Folders that the repository itself is checked out into (`path: source`), besides the workspace's root. */
  readonly checkouts: Set<string>;
  /** What steps have put into `$GITHUB_ENV`. */
  readonly added: Map<string, Value>;
  /** What may still be done; bounds work on hostile input. */
  readonly left: { scripts: number; acts: number };
}

/** What surrounds every run: the repository, and how scripts are read. */
export interface World {
  readonly files: RepositoryFiles;
  /** `owner/name` of the repository itself, lower case; null where files cannot tell. */
  readonly repository: string | null;
  /** `owner/name` as far as manifests tell it too, for the names of images. */
  readonly imageOwner: string | null;
  /** Programs that the registries' tables know. */
  readonly programs: ReadonlySet<string>;
  /** Every folder that holds a file, at any depth; `` is the root. */
  readonly folders: ReadonlySet<string>;
  /** By the folder that `uses: ./folder` names. */
  readonly actions: ReadonlyMap<string, Action>;
  readonly workflows: ReadonlyMap<string, Workflow>;
  /** Null where the dialect's grammar is not at hand yet; the map is then made once more with it. */
  readScript(text: string, dialect: Dialect): Script | null;
}

/** The lexical surroundings of a step: those of its job, or of the composite action it stands in. */
export interface Frame {
  /** Bound inputs; null where nobody bound them. */
  readonly inputs: ReadonlyMap<string, InputBinding> | null;
  /** Secrets as a caller handed them over; null for the repository's own. */
  readonly secrets: ReadonlyMap<string, Value> | null;
  /** The matrix combination it is run through for; null where the matrix stays hidden or there is none. */
  readonly combination: Combination | null;
  /** Distinguishes the step ids of nested composite actions. */
  readonly prefix: string;
  /** Folder of the composite action; null outside of one. */
  readonly actionFolder: string | null;
  readonly files: readonly string[];
  readonly entered: readonly Action[];
  readonly ways: readonly string[];
}

export interface InputBinding {
  readonly value: Value;
  /** `boolean` and `number` inputs of reusable workflows are no strings in expressions. */
  readonly type: string | null;
}
