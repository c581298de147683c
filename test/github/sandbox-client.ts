import { ProbotOctokit } from 'probot';
import type { GitHubClient } from '../../src/github/client.ts';
import { gitHubClient } from '../../src/github/octokit-client.ts';
import type { LocalGitHub } from '../sandbox/local-github.ts';
import { memoryCaches } from './memory-caches.ts';

/** Our own client, signed in as the installation of a local GitHub. Answers are kept as long as `caches` are. */
export async function sandboxClient(
  { askAsApp, installation, sandbox }: LocalGitHub,
  caches = memoryCaches(),
): Promise<GitHubClient> {
  const { body } = await askAsApp(`/app/installations/${installation}/access_tokens`, { method: 'POST' });
  const octokit = new ProbotOctokit({
    baseUrl: sandbox.url,
    auth: { token: String(body.token) },
    throttle: { enabled: false },
    retry: { enabled: false },
  });
  return gitHubClient(octokit, caches);
}
