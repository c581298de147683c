import type { SandboxRepository } from '../../src/sandbox/state.ts';

/** What people did that changes what is right at the end. */
export interface Ledger {
  /** A person asked for another check run of a commit. */
  asked(repositoryId: number, headSha: string): void;
  /** The app is to forget the repository: what it began there, it can end no more, and may begin anew if it comes back. */
  leaves(repository: SandboxRepository): void;
  /** For a while the app may not act on what it hears of the repository. */
  interrupted(repositoryId: number): void;
  wasInterrupted(repositoryId: number): boolean;
  /** How many check runs of a commit may say the same. */
  allowed(repositoryId: number, headSha: string): number;
  /** Whether the app was not allowed to end a check run any more. */
  isLeft(checkRunId: number): boolean;
}

export function openLedger(): Ledger {
  const more = new Map<string, number>();
  const left = new Set<number>();
  const interrupted = new Set<number>();
  const departures: number[] = [];
  return {
    asked(repositoryId, headSha) {
      const key = `${repositoryId} ${headSha}`;
      more.set(key, (more.get(key) ?? 0) + 1);
    },
    leaves({ id, checkRuns }) {
      interrupted.add(id);
      for (const run of checkRuns.values()) if (run.status !== 'completed') left.add(run.id);
      departures.push(id);
    },
    interrupted: (repositoryId) => void interrupted.add(repositoryId),
    wasInterrupted: (repositoryId) => interrupted.has(repositoryId),
    // It may hear of a departure late, when it has begun anew already
    allowed: (repositoryId, headSha) =>
      1 + (more.get(`${repositoryId} ${headSha}`) ?? 0) + departures.filter((id) => id === repositoryId).length,
    isLeft: (checkRunId) => left.has(checkRunId),
  };
}
