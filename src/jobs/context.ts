import type { GitHubClient } from '../github/client.ts';
import type { Http } from '../http/index.ts';
import type { Trust } from '../provenance/index.ts';
import type { GateOutcome, Store } from '../store/store.ts';
import type { GateDecision } from '../types/gate.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Urgency } from '../types/urgency.ts';
import type { Queue } from './queue.ts';
import type { Schedule } from './watch/schedule.ts';

/** What every job works with. */
export interface JobContext {
  readonly store: Store;
  readonly queue: Queue;
  /**
   * A client for one installation, whose stored answers belong to one repository; null: to none, and nothing is stored.
   * Where nobody waits, it leaves a part of the installation's budget to those who do.
   */
  clientFor(installationId: number, repositoryId: number | null, urgency: Urgency): Promise<GitHubClient>;
  /** A client of the second app, which may write to a repository; null where there is none, or it is not installed there. */
  fixerFor(owner: string, repo: string): Promise<GitHubClient | null>;
  /** A client that is signed in as the app itself, for what concerns no installation. */
  appClient(): Promise<GitHubClient>;
  /** Who we are on GitHub: the app's id, and the slug that its bot is named for (`slug[bot]`). */
  readonly app: { readonly id: number; readonly slug: string };
  /** Where people open pages: `https://github.com`, or the server's own. */
  readonly server: string;
  /** Mintmark's own, so that a new version looks again at what an old one judged. */
  readonly version: string;
  /** How registries are asked; null where they are not, and packages are not followed. */
  readonly registries: RegistryAccess | null;
  readonly log: Log;
  readonly measures: Measures;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface RegistryAccess {
  readonly http: Http;
  /** Whom to believe about attestations, as fresh as it can be had. */
  trust(): Promise<Trust>;
  readonly schedule: Schedule;
}

/** Structured logging: fields are names, ids and counts, never payloads, tokens or contents of files. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** What is counted for `/metrics`. */
export interface Measures {
  /** An audit of one commit has ended; what it asked GitHub for, and how long it took in seconds. */
  audited(audit: {
    readonly purpose: string;
    readonly outcome: 'done' | 'unchanged' | 'failed' | 'put-off';
    readonly seconds: number;
    readonly requests: {
      readonly counted: number;
      readonly free: number;
      readonly graphql: number;
      readonly writes: number;
    };
  }): void;
  /** A check run was completed. */
  concluded(conclusion: string): void;
  /** The remediation issue was written or left alone: `created`, `edited`, `closed`, `reopened`, `unchanged`, `disabled` … */
  issue(outcome: string): void;
  /** A deployment was answered, so many seconds after it had asked. */
  gated(answer: { readonly decision: GateDecision; readonly outcome: GateOutcome; readonly seconds: number }): void;
  /** A package was looked at on its registry. */
  looked(registry: RegistryId, outcome: 'changed' | 'unchanged' | 'unreadable'): void;
}
