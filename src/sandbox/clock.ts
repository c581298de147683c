import type { Happening } from './story.ts';

/** The time of a story that goes on by itself no more than a book does. */
export interface StoryClock {
  /** Milliseconds since the epoch. */
  now: number;
  /** What is still to happen, in order. */
  readonly ahead: Ahead[];
  /** What commits will be, by the repository's id and their own, those that are there already included. */
  readonly foreseen: Map<number, ReadonlyMap<string, string>>;
}

export interface Ahead {
  readonly at: number;
  /** Id of the repository. */
  readonly repository: number;
  readonly happening: Happening;
}

export function storyClock(startsAt: Date): StoryClock {
  return { now: startsAt.getTime(), ahead: [], foreseen: new Map() };
}

/** Puts something among what is still to happen: after what happens at the same time. */
export function lieAhead(clock: StoryClock, ahead: Ahead): void {
  const index = clock.ahead.findIndex(({ at }) => at > ahead.at);
  clock.ahead.splice(index === -1 ? clock.ahead.length : index, 0, ahead);
}
