import { setTimeout as sleep } from 'node:timers/promises';
import { blockEnd, budgetIn, closedBy, everyResource, isBlocked } from '../github/budget.ts';
import type { Pace } from '../github/budget-paces.ts';
import { GitHubUnavailable, type PlannedRequest, type RequestBudget } from '../github/client.ts';
import type { Log } from '../jobs/context.ts';
import type { GitHubLimits } from '../store/store.ts';
import type { Urgency } from '../types/urgency.ts';
import { limitMemory } from './github-memory.ts';
import { placesFor } from './github-places.ts';
import { type AskStore, patientWith } from './github-store-trouble.ts';
import { turnsOf } from './github-turns.ts';

/** The budgets of all installations; 0 is the app itself, which GitHub counts apart. */
export interface GitHubBudgets {
  of(installationId: number, urgency: Urgency): RequestBudget;
}

export interface BudgetOptions {
  /** Shared by the processes; where it does not answer, each goes by what it knows itself. */
  readonly limits: GitHubLimits;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly paces: readonly Pace[];
  readonly pause?: (milliseconds: number) => Promise<void>;
}

export function gitHubBudgets(options: BudgetOptions): GitHubBudgets {
  const opened = new Map<number, InstallationBudget>();
  const ask = patientWith(options.log, options.now);
  return {
    of(installationId, urgency) {
      const budget = opened.get(installationId) ?? installationBudget(installationId, options, ask);
      // Those that were used last are kept; of the others the store knows what matters
      opened.delete(installationId);
      opened.set(installationId, budget);
      for (const [oldest] of opened) {
        if (opened.size <= mostInstallations) break;
        opened.delete(oldest);
      }
      return { ...budget, ask: (request) => budget.ask(request, urgency) };
    },
  };
}

const mostInstallations = 5000;

/** GitHub allows 100 requests at the same time; half of them are for one process, and some of those for people. */
const mostAtOnce: Readonly<Record<Urgency, number>> = { person: 50, background: 40 };

interface InstallationBudget extends Pick<RequestBudget, 'answered' | 'refused'> {
  ask(request: PlannedRequest, urgency: Urgency): Promise<() => void>;
}

function installationBudget(installationId: number, options: BudgetOptions, ask: AskStore): InstallationBudget {
  const { limits, now, paces, pause = restFor } = options;
  const memory = limitMemory({ limits, installationId, now, ask });
  const turns = turnsOf({ limits, installationId, paces, now, pause, ask });
  const places = placesFor(mostAtOnce);
  const underWay = new Map<string, number>();
  /** By resource: the end of the last refusal after which GitHub has answered again. */
  const reopened = new Map<string, number>();
  let secondaryInARow = 0;
  let probe: Promise<void> | null = null;

  function check({ route, resource }: PlannedRequest, urgency: Urgency): void {
    const closed = closedBy({
      limits: [memory.of(resource), memory.of(everyResource)],
      urgency,
      underWay: underWay.get(resource) ?? 0,
      now: now(),
    });
    if (closed === null) return;
    const time = new Date(closed.until).toISOString();
    throw new GitHubUnavailable(closed.kind, closed.until, `${route}: ${closed.why}; not asked before ${time}`);
  }

  /** After a refusal one request goes first; the others wait for what GitHub says to it. */
  async function goFirst(request: PlannedRequest, urgency: Urgency): Promise<() => void> {
    while ([request.resource, everyResource].some(isUnproven)) {
      if (probe === null) {
        const { promise, resolve } = Promise.withResolvers<void>();
        probe = promise;
        return () => {
          probe = null;
          resolve();
        };
      }
      await probe;
      check(request, urgency);
    }
    return () => {};
  }

  function isUnproven(resource: string): boolean {
    return memory.of(resource).blockedUntil > (reopened.get(resource) ?? 0);
  }

  return {
    async ask(request, urgency) {
      const { resource } = request;
      await memory.learn();
      check(request, urgency);
      await turns.take(request, urgency);
      const leave = await places.enter(urgency);
      try {
        // Time may have passed
        await memory.learn();
        check(request, urgency);
        const wentFirst = await goFirst(request, urgency);
        underWay.set(resource, (underWay.get(resource) ?? 0) + 1);
        return () => {
          underWay.set(resource, (underWay.get(resource) ?? 1) - 1);
          wentFirst();
          leave();
        };
      } catch (error) {
        leave();
        throw error;
      }
    },

    async answered({ resource }, headers) {
      for (const name of [resource, everyResource]) {
        const limit = memory.of(name);
        // What was sent before the refusal is answered after it
        if (isBlocked(limit, now())) continue;
        reopened.set(name, limit.blockedUntil);
        if (name === everyResource) secondaryInARow = 0;
      }
      // Some routes of REST are counted apart
      const said = (headers['x-ratelimit-resource'] ?? resource) === resource ? budgetIn(headers, now()) : null;
      if (said !== null) await memory.told(resource, said);
    },

    async refused({ resource }, trouble) {
      if (trouble.kind === 'primary-limit') {
        await memory.blocked(resource, blockEnd(trouble, 0, now()), trouble.kind);
      } else if (trouble.kind === 'secondary-limit') {
        if (!isBlocked(memory.of(everyResource), now())) secondaryInARow += 1;
        await memory.blocked(everyResource, blockEnd(trouble, Math.max(secondaryInARow - 1, 0), now()), trouble.kind);
      }
    },
  };
}

function restFor(milliseconds: number): Promise<void> {
  return sleep(milliseconds, undefined, { ref: false });
}
