import type { Pace } from '../github/budget-paces.ts';
import { GitHubUnavailable, type PlannedRequest } from '../github/client.ts';
import { longestPause } from '../github/unavailable.ts';
import type { GitHubLimits } from '../store/store.ts';
import type { Urgency } from '../types/urgency.ts';
import type { AskStore } from './github-store-trouble.ts';

/** The turns of one installation, which all processes on the store take from the same buckets. */
export interface Turns {
  /**
   * Waits until it is this request's turn.
   * @throws GitHubUnavailable where that would take long
   */
  take(request: PlannedRequest, urgency: Urgency): Promise<void>;
}

export interface TurnsOptions {
  readonly limits: Pick<GitHubLimits, 'turn'>;
  readonly installationId: number;
  readonly paces: readonly Pace[];
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Where the store does not answer, nobody waits, and GitHub refuses what is too fast. */
  readonly ask: AskStore;
}

export function turnsOf({ limits, installationId, paces, now, pause, ask }: TurnsOptions): Turns {
  const inHand = new Map<string, number>();
  const fetching = new Map<string, Promise<void>>();
  const comeBack = new Map<string, number>();

  async function fetch(pace: Pace, count: number, request: PlannedRequest, urgency: Urgency): Promise<void> {
    const turns = { count, between: pace.between, burst: pace.burst[urgency], patience: patience[urgency] };
    const wait = (await ask(() => limits.turn(installationId, pace.name, turns))) ?? 0;
    if (wait > patience[urgency]) throw sentAway(pace, request, urgency, wait);
    if (wait > 0) await pause(wait);
  }

  /** A lot is fetched once, however many requests are short of turns; they share what it brings. */
  async function fetchLot(pace: Pace, request: PlannedRequest, urgency: Urgency): Promise<void> {
    const key = `${pace.name} ${urgency}`;
    const under = fetching.get(key);
    if (under !== undefined) return under;
    const fetched = fetch(pace, pace.lot, request, urgency)
      .then(() => void inHand.set(pace.name, (inHand.get(pace.name) ?? 0) + pace.lot))
      .finally(() => fetching.delete(key));
    fetching.set(key, fetched);
    return fetched;
  }

  /** Whoever has no turn comes back when there is one, each after the one before: not all at the same moment. */
  function sentAway(
    { name, between }: Pace,
    { route }: PlannedRequest,
    urgency: Urgency,
    wait: number,
  ): GitHubUnavailable {
    const key = `${name} ${urgency}`;
    const until = Math.min(Math.max(now() + wait, (comeBack.get(key) ?? 0) + between), now() + longestPause);
    comeBack.set(key, until);
    const time = new Date(until).toISOString();
    return new GitHubUnavailable(
      'secondary-limit',
      until,
      `${route}: GitHub is asked at a pace; a turn is free ${time}`,
    );
  }

  return {
    async take(request, urgency) {
      for (const pace of paces) {
        const turns = pace.turns(request);
        if (turns === 0) continue;
        if (pace.lot <= turns) {
          await fetch(pace, turns, request, urgency);
          continue;
        }
        for (;;) {
          const left = (inHand.get(pace.name) ?? 0) - turns;
          if (left >= 0) {
            inHand.set(pace.name, left);
            break;
          }
          await fetchLot(pace, request, urgency);
        }
      }
    },
  };
}

/** How long a job keeps its place for a turn, in milliseconds, before it makes room for others. */
const patience: Readonly<Record<Urgency, number>> = { person: 20_000, background: 5000 };
