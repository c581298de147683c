import { ProbotOctokit } from 'probot';
import type { GitHubClient, StoredAnswer } from '../../../src/github/client.ts';
import { gitHubClient } from '../../../src/github/octokit-client.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';

/** Our own client, signed in as the local GitHub's only installation. It keeps answers, as the app's does. */
export function sandboxClient(sandbox: Sandbox): GitHubClient {
  const [installation = 0] = sandbox.state.installations.keys();
  const token = { installation, expiresAt: '2100-01-01T00:00:00Z', permissions: null, repositories: null };
  sandbox.state.tokens.set('bench', token);
  const octokit = new ProbotOctokit({
    baseUrl: sandbox.url,
    auth: { token: 'bench' },
    throttle: { enabled: false },
    retry: { enabled: false },
  });
  const stored = new Map<string, StoredAnswer>();
  return gitHubClient(octokit, {
    answers: {
      get: (key) => Promise.resolve(stored.get(key) ?? null),
      put: (key, answer) => Promise.resolve(void stored.set(key, answer)),
    },
    refusals: { get: () => Promise.resolve(null), put: () => Promise.resolve() },
    now: () => sandbox.state.now().getTime(),
  });
}
