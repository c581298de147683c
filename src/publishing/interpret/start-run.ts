import type { Value } from '../../types/values.ts';
import type { Combination } from '../../workflows/matrix.ts';
import type { Job, Workflow } from '../../workflows/model.ts';
import type { CallChain } from '../publication.ts';
import type { InputBinding, Run, World } from './run.ts';

/** A job, and what those who start it hand to it. */
export interface RunStart {
  readonly world: World;
  readonly workflow: Workflow;
  readonly job: Job;
  readonly chain: CallChain;
  readonly inputs: ReadonlyMap<string, InputBinding> | null;
  readonly secrets: ReadonlyMap<string, Value> | null;
  readonly combination: Combination | null;
}

/** Scripts of the repository that one job may enter, and its steps and commands together. Real jobs stay below fifty and a thousand. */
const most = { scripts: 400, acts: 10_000 };

/** A run that has not done anything yet. */
export function startRun({ world, workflow, job, chain, inputs, secrets, combination }: RunStart): Run {
  return {
    world,
    workflow,
    job,
    chain,
    frame: { inputs, secrets, combination, prefix: '', actionFolder: null, files: [], entered: [], ways: [] },
    happenings: [],
    written: [],
    origins: new Map(),
    checkouts: new Set(),
    added: new Map(),
    left: { ...most },
  };
}
