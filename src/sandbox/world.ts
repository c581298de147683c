import type { StoryClock } from './clock.ts';
import type { SandboxRepository, SandboxState } from './state.ts';

/** What routes and people work on. */
export interface World {
  readonly state: SandboxState;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly treeEntryLimit: number;
  /** Null where the sandbox goes by the real time. */
  readonly clock: StoryClock | null;
  /** Bundles that are kept for a file, by its SHA-256. */
  readonly attestationsOf: (sha256: string) => Promise<readonly unknown[]>;
  readonly limits: Limits;
  /** Manifests that were handed in on the page for new apps, by the code that leads to them. */
  readonly manifests: Map<string, Record<string, unknown>>;
  /** Sends a webhook to the app if it is for the app; resolves when the app has answered, or will not. */
  tell(event: SandboxEvent): Promise<void>;
}

/** Something that GitHub tells apps of. */
export interface SandboxEvent {
  readonly event: string;
  readonly action: string | null;
  /** Login of the account whose installation is told. */
  readonly account: string;
  readonly repository: SandboxRepository | null;
  /** Login. */
  readonly sender: string;
  /** What this event carries beside the repository, the organisation, the sender and the installation. */
  readonly payload: Readonly<Record<string, unknown>>;
}

export type LimitedResource = 'core' | 'graphql';

/** Requests of the hour, by installation. */
export interface Limits {
  /** Counts one request; false where none was left. */
  take(installation: number, resource: LimitedResource): boolean;
  /** As it stands, without counting. */
  read(installation: number, resource: LimitedResource): LimitState;
  /** From now on until `resetSeconds` have passed, so many are left to everybody. */
  set(remaining: number, resetSeconds: number): void;
  clear(): void;
}

export interface LimitState {
  readonly limit: number;
  readonly remaining: number;
  readonly used: number;
  /** Seconds since the epoch. */
  readonly reset: number;
}
