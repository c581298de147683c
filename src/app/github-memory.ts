import { type GitHubBudget, type GitHubLimit, keptBack, nothingKnown, together } from '../github/budget.ts';
import type { GitHubLimits } from '../store/store.ts';
import type { AskStore } from './github-store-trouble.ts';

/** What this process knows of the limits of one installation, and what it shares of that with others by the store. */
export interface LimitMemory {
  /** Learns what other processes were told, unless it has just done so. */
  learn(): Promise<void>;
  of(resource: string): GitHubLimit;
  /** An answer has said what is left. */
  told(resource: string, said: GitHubBudget): Promise<void>;
  blocked(resource: string, until: number, by: string): Promise<void>;
}

export interface MemoryOptions {
  readonly limits: Pick<GitHubLimits, 'of' | 'note' | 'block'>;
  readonly installationId: number;
  readonly now: () => number;
  readonly ask: AskStore;
}

export function limitMemory({ limits, installationId, now, ask }: MemoryOptions): LimitMemory {
  const known = new Map<string, GitHubLimit>();
  const noted = new Map<string, { readonly at: number; readonly answers: number }>();
  let learntAt = Number.NEGATIVE_INFINITY;
  let learning: Promise<void> | null = null;

  async function learnNow(): Promise<void> {
    const stored = await ask(() => limits.of(installationId));
    learntAt = now();
    for (const [resource, limit] of stored ?? []) known.set(resource, together(limitOf(resource), limit, now()));
  }

  function limitOf(resource: string): GitHubLimit {
    return known.get(resource) ?? nothingKnown;
  }

  return {
    async learn() {
      if (!isPast(learntAt, learnEvery, now())) return;
      learning ??= learnNow().finally(() => {
        learning = null;
      });
      await learning;
    },

    of: limitOf,

    async told(resource, said) {
      known.set(resource, { ...limitOf(resource), ...said });
      const { at, answers } = noted.get(resource) ?? { at: Number.NEGATIVE_INFINITY, answers: 0 };
      const isLow = said.remaining <= 10 * keptBack(said.allowed, 'person');
      if (!isLow && answers + 1 < noteAnswers && !isPast(at, noteEvery, said.notedAt)) {
        noted.set(resource, { at, answers: answers + 1 });
        return;
      }
      noted.set(resource, { at: said.notedAt, answers: 0 });
      await ask(() => limits.note(installationId, resource, said));
    },

    async blocked(resource, until, by) {
      const block = { ...nothingKnown, blockedUntil: until, blockedBy: by };
      known.set(resource, together(limitOf(resource), block, now()));
      await ask(() => limits.block(installationId, resource, until, by));
    },
  };
}

/** In milliseconds: a refusal that another process has met is obeyed within this time. */
const learnEvery = 1500;
const noteEvery = 1000;
/** Few enough, for all processes together, to be counted within what background work leaves. */
const noteAnswers = 25;

/** Also where the clock was set back. */
function isPast(at: number, every: number, now: number): boolean {
  return now < at || now - at >= every;
}
