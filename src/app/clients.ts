import type { Probot } from 'probot';
import type { AnswerCache, GitHubClient, RefusalCache } from '../github/client.ts';
import { gitHubClient, type RequestRecord } from '../github/octokit-client.ts';
import type { Store } from '../store/store.ts';
import type { Urgency } from '../types/urgency.ts';
import { octokitFor } from './probot.ts';

export interface Clients {
  clientFor(installationId: number, repositoryId: number, urgency: Urgency): Promise<GitHubClient>;
  /** Signed in as the app itself. */
  appClient(): Promise<GitHubClient>;
}

/** Clients for GitHub whose answers and refusals are kept in the store. */
export function clientsOf(options: {
  readonly probot: Probot;
  readonly store: Pick<Store, 'answers' | 'refusals'>;
  readonly now: () => number;
  readonly onRequest: (request: RequestRecord) => void;
}): Clients {
  const { probot, store, now, onRequest } = options;
  return {
    async clientFor(installationId, repositoryId) {
      const octokit = await octokitFor(probot, installationId);
      const answers = store.answers(repositoryId);
      return gitHubClient(octokit, { answers, refusals: store.refusals(installationId), now, onRequest });
    },
    async appClient() {
      return gitHubClient(await octokitFor(probot), { ...nothingKept, now, onRequest });
    },
  };
}

const nothingKept: { readonly answers: AnswerCache; readonly refusals: RefusalCache } = {
  answers: { get: () => Promise.resolve(null), put: () => Promise.resolve() },
  refusals: { get: () => Promise.resolve(null), put: () => Promise.resolve() },
};
