import type { Probot } from 'probot';
import type { AnswerCache, GitHubClient, RefusalCache } from '../github/client.ts';
import { gitHubClient, type RequestRecord } from '../github/octokit-client.ts';
import type { Store } from '../store/store.ts';
import type { Urgency } from '../types/urgency.ts';
import type { GitHubBudgets } from './github-budget.ts';
import { octokitFor } from './probot.ts';

export interface Clients {
  clientFor(installationId: number, repositoryId: number | null, urgency: Urgency): Promise<GitHubClient>;
  /** Signed in as the app itself. */
  appClient(): Promise<GitHubClient>;
}

/** Clients for GitHub whose answers and refusals are kept in the store. */
export function clientsOf(options: {
  readonly probot: Probot;
  readonly store: Pick<Store, 'answers' | 'refusals'>;
  readonly budgets: GitHubBudgets;
  readonly now: () => number;
  readonly onRequest: (request: RequestRecord) => void;
  /** Of one request, in milliseconds. */
  readonly timeout?: number | undefined;
}): Clients {
  const { probot, store, budgets, now, onRequest, timeout } = options;
  const always = { now, onRequest, ...(timeout === undefined ? {} : { timeout }) };
  return {
    async clientFor(installationId, repositoryId, urgency) {
      const octokit = await octokitFor(probot, installationId);
      const answers = repositoryId === null ? nothingKept.answers : store.answers(repositoryId);
      const kept = { answers, refusals: store.refusals(installationId) };
      return gitHubClient(octokit, { ...kept, ...always, budget: budgets.of(installationId, urgency) });
    },
    async appClient() {
      return gitHubClient(await octokitFor(probot), {
        ...nothingKept,
        ...always,
        budget: budgets.of(theApp, 'person'),
      });
    },
  };
}

/** Requests that are signed in as the app have limits of their own, and 0 is none of GitHub's ids. */
const theApp = 0;

/** For clients whose answers are nobody's. */
export const nothingKept: { readonly answers: AnswerCache; readonly refusals: RefusalCache } = {
  answers: { get: () => Promise.resolve(null), put: () => Promise.resolve() },
  refusals: { get: () => Promise.resolve(null), put: () => Promise.resolve() },
};
