import { type GitHubAddress, githubAddress } from '../app/github-address.ts';
import type { AnswerCache, GitHubClient, RefusalCache, StoredAnswer } from '../github/client.ts';
import { gitHubClient, type Octokit } from '../github/octokit-client.ts';
import { Misuse } from './command.ts';
import type { Surroundings } from './surroundings.ts';

type Environment = Surroundings['environment'];

/** The GitHub that `GITHUB_URL` names; github.com without it. */
export function gitHubOf(environment: Environment): GitHubAddress {
  const address = githubAddress(environment['GITHUB_URL'] || 'https://github.com');
  if ('problem' in address) throw new Misuse(`GITHUB_URL: ${address.problem}`);
  return address;
}

/** The token of the person or the job; null where there is none. */
export function gitHubToken(environment: Environment): string | null {
  return environment['GITHUB_TOKEN'] || environment['GH_TOKEN'] || null;
}

/** Whether the address of a remote leads to this GitHub: a token is for nobody else's. */
export function isOnGitHub(remote: string, { web }: GitHubAddress): boolean {
  const wanted = new URL(web);
  const url = URL.parse(remote);
  const [, copied] = /^(?:[^@/:]{1,100}@)?([^@/:]{2,253}):(?!\/\/)/.exec(remote) ?? [];
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  const host = url !== null && url.host !== '' ? (isWeb ? url.host : url.hostname) : (copied ?? '');
  const plain = host.toLowerCase().replace(/^(?:www|ssh)\.github\.com$/, 'github.com');
  return plain === (isWeb ? wanted.host : wanted.hostname);
}

/** GitHub with a token, or as anybody sees it. What was asked is kept for the run. */
export async function openGitHub({ api }: GitHubAddress, token: string | null): Promise<GitHubClient> {
  const { ProbotOctokit } = await import('probot');
  const octokit = new ProbotOctokit({
    baseUrl: api,
    throttle: { enabled: false },
    retry: { enabled: false },
    ...(token === null ? {} : { auth: { token } }),
  });
  return gitHubClient(octokit as unknown as Octokit, { answers: keptInMemory(), refusals: keptNowhere });
}

function keptInMemory(): AnswerCache {
  const kept = new Map<string, StoredAnswer>();
  return {
    get: (key) => Promise.resolve(kept.get(key) ?? null),
    put: (key, answer) => Promise.resolve(void kept.set(key, answer)),
  };
}

const keptNowhere: RefusalCache = { get: () => Promise.resolve(null), put: () => Promise.resolve() };
