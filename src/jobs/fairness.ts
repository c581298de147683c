import type { Urgency } from '../types/urgency.ts';

/**
 * Who comes first, as pg-boss' priorities (the highest is taken first). Urgencies are bands of numbers; within a band each
 * job has a turn, counted downward, and each installation has one job a turn. A job joins behind the last one of its own
 * installation, and not before the turn that is being taken: so whoever comes with one job waits for one job of each other
 * installation, and not for the 5,000 that one of them has brought (start-time fair queueing).
 *
 * People come first without any limit. That starves nobody: their jobs are bounded by what GitHub delivers of what people
 * do, at most one for each repository, and audits that nobody waits for have no time by which they must be done.
 */
export const bands: Readonly<Record<Urgency, Band>> = {
  // 0 is what a version without turns gives its jobs: they come first, and none of a person's is left behind
  person: { first: 0, last: -999_999_999 },
  background: { first: -1_000_000_000, last: -1_999_999_999 },
};

interface Band {
  readonly first: number;
  readonly last: number;
}

export function urgencyOf(priority: number): Urgency {
  return priority >= bands.person.last ? 'person' : 'background';
}

/** A job that is to be queued, and what waits before it. */
export interface Wanted {
  readonly subject: string;
  /** Whose turn it takes: the id of an installation, or `0` where that is not known. */
  readonly owner: string;
  /** The priority of the last job of this owner that waits in the band; null where none does. */
  readonly last: number | null;
  /** The priority of the first job of the band that is due; null where none is. */
  readonly ahead: number | null;
}

export interface Placed {
  readonly subject: string;
  readonly owner: string;
  readonly priority: number;
}

/** Gives each job its turn, in the order in which they are wanted. */
export function takeTurns(wanted: readonly Wanted[], urgency: Urgency): readonly Placed[] {
  const { first, last: floor } = bands[urgency];
  const lasts = new Map<string, number>();
  return wanted.map(({ subject, owner, last, ahead }) => {
    const behindOwn = (lasts.get(owner) ?? last ?? first) - 1;
    const priority = Math.max(Math.min(behindOwn, ahead ?? behindOwn), floor);
    lasts.set(owner, priority);
    return { subject, owner, priority };
  });
}
