import type { ExerciseScenario, Length } from './scenario.ts';
import { timesOf } from './times.ts';

/** The controls whose gaps a story of this length meets, in its order. */
export function controlsOf({ modules }: ExerciseScenario, length: Length): readonly string[] {
  const met = modules.flatMap(({ injects }) => injects.slice(0, timesOf(length).injects.length));
  return [...new Set(met.flatMap(({ tests }) => tests))];
}
