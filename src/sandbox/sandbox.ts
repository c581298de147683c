import type { SandboxRegistries } from './registries/registries.ts';
import type { ScenarioCommit, ScenarioRelease, ScenarioRun } from './scenario.ts';
import type { SandboxDeployment, SandboxPull, SandboxRepository, SandboxState, SandboxStatus } from './state.ts';

/** A running local GitHub. What people do on github.com is done by `people`; each action sends its webhooks. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`: octokit's `baseUrl`; GraphQL is at `/graphql`. */
  readonly url: string;
  readonly state: SandboxState;
  readonly people: People;
  readonly faults: Faults;
  /** Every request that came in, in order, for counting and checking. */
  readonly requests: readonly SandboxRequest[];
  /** Called for each request once it is answered. */
  onAnswer(listener: (exchange: Exchange) => void): void;
  /** Sends a delivery again, with the same `X-GitHub-Delivery`. */
  redeliver(guid: string): Promise<void>;
  /** Resolves when no delivery is on its way. */
  delivered(): Promise<void>;
  repository(owner: string, name: string): SandboxRepository;
  /** The local registries, with the packages of the scenario. */
  readonly registries: SandboxRegistries;
  /**
   * Moves the clock on (never back), and lets happen what the scenario has for the time between: pushes, tags, releases
   * and runs on GitHub, with their webhooks, in order. Registries show what is due by themselves. Only for a sandbox that
   * was started with a clock.
   */
  advance(to: Date): Promise<void>;
  close(): Promise<void>;
}

export interface SandboxRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly status: number;
  /** True where the answer counts against the rate limit (all but 304 and the app's own endpoints). */
  readonly counted: boolean;
}

/** One request with its answer, both as parsed JSON where they are JSON. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseBody: unknown;
  readonly responseHeaders: Readonly<Record<string, string>>;
}

/** What people do; `by` is a login. Every promise resolves when its webhooks have been handed to the app. */
export interface People {
  install(owner: string, options?: { permissions?: Record<string, 'read' | 'write'> }): Promise<number>;
  /** Installs the second app, which writes. */
  installFixer(owner: string, options?: { permissions?: Record<string, 'read' | 'write'> }): void;
  uninstallFixer(owner: string): void;
  acceptPermissions(owner: string, permissions: Record<string, 'read' | 'write'>): Promise<void>;
  suspend(owner: string): Promise<void>;
  unsuspend(owner: string): Promise<void>;
  uninstall(owner: string): Promise<void>;
  addRepositories(owner: string, names: readonly string[]): Promise<void>;
  removeRepositories(owner: string, names: readonly string[]): Promise<void>;
  /** Commits to a branch and pushes; gives the new head. */
  push(owner: string, name: string, branch: string, commit: ScenarioCommit): Promise<string>;
  createTag(
    owner: string,
    name: string,
    tag: string,
    options?: { target?: string; annotated?: boolean; verified?: boolean },
  ): Promise<void>;
  deleteTag(owner: string, name: string, tag: string): Promise<void>;
  /** Forks into the account `by`. */
  fork(owner: string, name: string, by: string): Promise<SandboxRepository>;
  openPull(owner: string, name: string, pull: OpenPull): Promise<SandboxPull>;
  /** Pushes another commit to the head of a pull request. */
  pushToPull(owner: string, name: string, number: number, commit: ScenarioCommit): Promise<string>;
  retarget(owner: string, name: string, number: number, base: string): Promise<void>;
  reopenPull(owner: string, name: string, number: number): Promise<void>;
  closePull(owner: string, name: string, number: number): Promise<void>;
  merge(owner: string, name: string, number: number): Promise<string>;
  /** Puts a pull request into a merge queue: gives the head of the group. */
  enqueue(owner: string, name: string, number: number): Promise<string>;
  rerunCheck(owner: string, name: string, checkRunId: number, by: string): Promise<void>;
  rerunSuite(owner: string, name: string, headSha: string, by: string): Promise<void>;
  pressButton(owner: string, name: string, checkRunId: number, identifier: string, by: string): Promise<void>;
  editIssue(owner: string, name: string, number: number, body: string, by: string): Promise<void>;
  /** Ticks the box of the issue on whose line this text stands. */
  tickBox(owner: string, name: string, number: number, text: string, by: string): Promise<void>;
  closeIssue(
    owner: string,
    name: string,
    number: number,
    reason: 'completed' | 'not_planned',
    by: string,
  ): Promise<void>;
  reopenIssue(owner: string, name: string, number: number, by: string): Promise<void>;
  lockIssue(owner: string, name: string, number: number, by: string): Promise<void>;
  deleteIssue(owner: string, name: string, number: number, by: string): Promise<void>;
  comment(owner: string, name: string, number: number, body: string, by: string): Promise<void>;
  rename(owner: string, name: string, to: string): Promise<void>;
  transfer(owner: string, name: string, to: string): Promise<void>;
  archive(owner: string, name: string): Promise<void>;
  unarchive(owner: string, name: string): Promise<void>;
  setVisibility(owner: string, name: string, visibility: 'public' | 'private'): Promise<void>;
  deleteRepository(owner: string, name: string): Promise<void>;
  release(owner: string, name: string, release: ScenarioRelease): Promise<void>;
  /** A workflow runs: it has begun, and has ended unless the sandbox has a clock that ends it later. */
  run(owner: string, name: string, run: ScenarioRun): Promise<void>;
  /** A workflow runs and comes to a job in an environment that carries the app's protection rule, which is asked. */
  deploy(owner: string, name: string, run: ScenarioRun, environment: string): Promise<SandboxDeployment>;
  /** Another app's check run of a commit, made anew where there was one of this name; null while it is running. */
  checkCommit(
    owner: string,
    name: string,
    ref: string,
    check: { readonly name: string; readonly conclusion: string | null },
  ): Promise<void>;
  setStatus(owner: string, name: string, ref: string, status: Pick<SandboxStatus, 'context' | 'state'>): Promise<void>;
  addMember(organisation: string, login: string): void;
  removeMember(organisation: string, login: string): void;
  /** Null: is none any more. */
  setCollaborator(owner: string, name: string, login: string, role: string | null): void;
  /** A webhook whose payload is made by the caller: `member`, `repository_ruleset`, `workflow_run` … */
  send(event: string, payload: Record<string, unknown>): Promise<void>;
}

export interface OpenPull {
  readonly title: string;
  readonly branch: string;
  readonly base?: string;
  readonly commit: ScenarioCommit;
  readonly by: string;
  /** From the fork of `by`. */
  readonly fromFork?: boolean;
}

/** Switches for trouble. Each holds until it is set back or its count is used up. */
export interface Faults {
  /** The next `times` requests whose `METHOD /path` matches are answered like this. */
  answer(fault: Fault): void;
  /** Requests that are left of the hour; 0 gives 403 with `x-ratelimit-remaining: 0` until `reset` seconds have passed. */
  primaryLimit(remaining: number, resetSeconds: number): void;
  clear(): void;
}

export interface Fault {
  readonly matches: (method: string, path: string) => boolean;
  readonly times: number;
  readonly kind:
    | { readonly type: 'status'; readonly status: number }
    | { readonly type: 'secondary-limit'; readonly retryAfterSeconds: number }
    | { readonly type: 'slow'; readonly milliseconds: number }
    | { readonly type: 'broken' }
    /** It is done, and half of the answer arrives before the connection breaks. */
    | { readonly type: 'truncated' };
}

export interface SandboxOptions {
  /** The time at which the story begins; the real clock where it is left out, and then everything has happened. */
  readonly startsAt?: Date;
  /** 0, a free one, where it is left out. */
  readonly port?: number;
  readonly webhookSecret?: string;
  /** A recursive tree listing ends after so many entries and says so; 100,000 where it is left out. */
  readonly treeEntryLimit?: number;
  /** Requests an hour and installation; 5,000 where it is left out. */
  readonly rateLimit?: number;
}
