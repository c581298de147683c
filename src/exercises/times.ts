import type { Length } from './scenario.ts';

/** How the minutes of an exercise are spent: opening, three modules of these injects, hot wash. */
export interface Times {
  readonly opening: number;
  readonly module: number;
  readonly injects: readonly number[];
  readonly hotWash: number;
}

export function timesOf(length: Length): Times {
  return times[length];
}

const times: Readonly<Record<Length, Times>> = {
  60: { opening: 5, module: 15, injects: [8, 7], hotWash: 10 },
  90: { opening: 10, module: 21, injects: [7, 7, 7], hotWash: 17 },
};
