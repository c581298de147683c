import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Probot } from 'probot';
import type { GitHubClient } from '../github/client.ts';
import { installationOf } from '../github/installation.ts';
import { gitHubClient, type RequestRecord } from '../github/octokit-client.ts';
import { nothingKept } from './clients.ts';
import type { FixerCredentials } from './fixer-credentials.ts';
import type { GitHubBudgets } from './github-budget.ts';
import { identityOf } from './identity.ts';
import { createProbot, octokitFor } from './probot.ts';

/** The second app, as jobs use it. */
export interface Fixer {
  /** A client that may write to a repository; null where there is no second app, or it is not installed there. */
  readonly fixerFor: (owner: string, repo: string) => Promise<GitHubClient | null>;
  /** @throws where GitHub does not know the app, or does not accept its key */
  identify(): Promise<void>;
}

export interface FixerOptions {
  /** Null: there is no second app. */
  readonly credentials: FixerCredentials | null;
  readonly baseUrl?: string;
  readonly budgets: GitHubBudgets;
  readonly log: Logger;
  readonly now: () => number;
  readonly onRequest: (request: RequestRecord) => void;
  /** Of one request, in milliseconds. */
  readonly timeout?: number | undefined;
}

/** Signs in as the second app, once somebody asks for it. */
export function fixerOf(options: FixerOptions): Fixer {
  if (options.credentials === null) return { fixerFor: () => Promise.resolve(null), identify: () => Promise.resolve() };
  return signedInAs(options.credentials, options);
}

function signedInAs(credentials: FixerCredentials, options: FixerOptions): Fixer {
  const { now } = options;
  const installations = new Map<string, { readonly id: number | null; readonly until: number }>();
  let signedIn: Promise<Probot> | null = null;

  async function asItself(): Promise<GitHubClient> {
    signedIn ??= signIn(credentials, options);
    return gitHubClient(await octokitFor(await signedIn), { ...nothingKept, ...common(options) });
  }

  async function installationFor(owner: string, repo: string): Promise<number | null> {
    const name = `${owner}/${repo}`.toLowerCase();
    const known = installations.get(name);
    if (known !== undefined && known.until > now()) return known.id;
    const id = await installationOf(await asItself(), owner, repo);
    installations.delete(name);
    installations.set(name, { id, until: now() + believed });
    for (const [oldest] of installations) {
      if (installations.size <= mostKnown) break;
      installations.delete(oldest);
    }
    return id;
  }

  return {
    async fixerFor(owner, repo) {
      const id = await installationFor(owner, repo);
      if (id === null || signedIn === null) return null;
      const budget = options.budgets.of(id, 'person');
      return gitHubClient(await octokitFor(await signedIn, id), { ...nothingKept, ...common(options), budget });
    },

    async identify() {
      try {
        await identityOf(credentials.appId, await asItself());
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'unknown';
        throw new Error(`the second app, of FIXER_APP_ID, cannot sign in: ${reason}`, { cause: error });
      }
    },
  };
}

/** How long it is believed where the second app is installed, in milliseconds: GitHub sends it no word of that. */
const believed = 60_000;

const mostKnown = 5000;

function common({ now, onRequest, timeout }: FixerOptions) {
  return { now, onRequest, ...(timeout === undefined ? {} : { timeout }) };
}

/** Nobody sends it webhooks, and so nobody has to know the secret that Probot asks for. */
function signIn({ appId, privateKey }: FixerCredentials, { baseUrl, log }: FixerOptions): Promise<Probot> {
  const webhookSecret = randomBytes(32).toString('hex');
  return createProbot({ appId, privateKey, webhookSecret, log, ...(baseUrl === undefined ? {} : { baseUrl }) });
}
