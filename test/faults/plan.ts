import { type FaultName, type FaultNeed, faultKinds } from './faults.ts';
import { seeded } from './random.ts';

/** What one run does and when, which follows from its seed alone. When the app comes to it is up to the machine. */
export interface Plan {
  readonly seed: number;
  /** How many processes share the work. */
  readonly replicas: number;
  readonly steps: readonly Step[];
  /** How the processes end before everything is brought to rest. */
  readonly ending: 'kill' | 'stop';
}

export interface Step {
  /** Milliseconds after the step before. */
  readonly after: number;
  /** Null: somebody does something that is possible then. */
  readonly fault: FaultName | null;
  /** For everything that is left to be chosen when it comes to it. */
  readonly seed: number;
}

/** @param has what the stage of the run offers to faults */
export function planOf(seed: number, has: ReadonlySet<FaultNeed>): Plan {
  const random = seeded(seed);
  const possible = faultKinds.filter(({ needs }) => needs.every((need) => has.has(need)));
  const step = (fault: FaultName | null): Step => ({
    after: random.whole(0, 140),
    fault,
    seed: random.whole(0, 2 ** 31),
  });
  const steps = Array.from({ length: random.whole(14, 24) }, () =>
    step(random.chance(0.42) ? random.weighed(possible).name : null),
  );
  return {
    seed,
    replicas: has.has('replicas') && random.chance(0.35) ? 2 : 1,
    // An app that nobody has installed has nothing to lose
    steps: [step(null), ...steps],
    ending: random.chance(0.5) ? 'kill' : 'stop',
  };
}
