import type { Logger } from 'pino';
import { ProbotOctokit } from 'probot';
import { gitHubClient, type Octokit, type RequestRecord } from '../github/octokit-client.ts';
import { userAccess } from '../github/user-access.ts';
import { userSignIn } from '../github/user-sign-in.ts';
import type { People } from '../web/sign-in/people.ts';
import { nothingKept } from './clients.ts';
import { logForLibraries } from './log.ts';

export interface PeopleOptions {
  readonly appId: number;
  readonly credentials: People['credentials'];
  /** GitHub's API where it is not github.com's. */
  readonly baseUrl?: string | undefined;
  /** Where people open pages of GitHub. */
  readonly web: string;
  readonly log: Logger;
  readonly onRequest: (request: RequestRecord) => void;
}

/** GitHub, asked in the name of people who sign in: what they ask counts against their own limits. */
export function peopleOf({ appId, credentials, baseUrl, web, log, onRequest }: PeopleOptions): People {
  const clientBy = (token: string | null) => {
    const octokit = new ProbotOctokit({
      log: logForLibraries(log),
      throttle: { enabled: false },
      retry: { enabled: false },
      ...(baseUrl === undefined ? {} : { baseUrl }),
      ...(token === null ? {} : { auth: { token } }),
    });
    return gitHubClient(octokit as unknown as Octokit, { ...nothingKept, onRequest, timeout: longest });
  };
  return {
    credentials,
    signIn: userSignIn({ ...credentials, web, client: clientBy(null) }),
    access: (token) => userAccess(clientBy(token), appId),
  };
}

/** In milliseconds, of one request: somebody looks at an empty page. */
const longest = 8000;
