import type { Urgency } from '../types/urgency.ts';

/** Places for requests that are under way at the same time. */
export interface Places {
  /** Waits for a place, people first. What it gives frees the place; the second call does nothing. */
  enter(urgency: Urgency): Promise<() => void>;
}

/** @param most how many may be taken; where nobody waits, only up to a part of them */
export function placesFor(most: Readonly<Record<Urgency, number>>): Places {
  const waiting: Readonly<Record<Urgency, (() => void)[]>> = { person: [], background: [] };
  let taken = 0;

  function fill(): void {
    for (const urgency of ['person', 'background'] as const)
      while (taken < most[urgency]) {
        const next = waiting[urgency].shift();
        if (next === undefined) break;
        taken += 1;
        next();
      }
  }

  return {
    async enter(urgency) {
      await new Promise<void>((resolve) => {
        waiting[urgency].push(resolve);
        fill();
      });
      let left = false;
      return () => {
        if (left) return;
        left = true;
        taken -= 1;
        fill();
      };
    },
  };
}
