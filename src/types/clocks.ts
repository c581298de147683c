/** How much the clocks of processes differ at most, in milliseconds, where none of them is wrong. */
export const clocksDiffer = 600_000;

/** It was noted by a clock that was ahead, and was set back since: no reason to wait until time has caught up. Both in milliseconds. */
export function isFromAhead(at: number, now: number): boolean {
  return at > now + clocksDiffer;
}
