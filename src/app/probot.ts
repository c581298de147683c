import type { Logger } from 'pino';
import { Probot, ProbotOctokit } from 'probot';
import type { Octokit } from '../github/octokit-client.ts';
import { logForLibraries } from './log.ts';

export interface ProbotOptions {
  readonly appId: number;
  /** In PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** GitHub's API where it is not github.com's: `https://host/api/v3` of an Enterprise Server. */
  readonly baseUrl?: string;
  readonly log: Logger;
}

/**
 * Probot, for what it is good at: signing in, and handing events to what listens to them. Its own
 * server is not used, and its plugins that wait and try again are off: both are done by the queue, which survives a crash.
 * @throws where the webhook secret is missing or Probot's default, which everybody knows
 */
export async function createProbot(options: ProbotOptions): Promise<Probot> {
  const { appId, privateKey, webhookSecret, baseUrl, log } = options;
  if (webhookSecret === '' || webhookSecret === 'development')
    throw new Error('the webhook secret is missing or the default one: anybody could send webhooks that we believe');
  const probot = new Probot({
    appId,
    privateKey,
    secret: webhookSecret,
    log: logForLibraries(log),
    // An object in place of the function is ignored without a word (Probot 14.3)
    Octokit: ProbotOctokit.defaults((defaults: object) => ({
      ...defaults,
      throttle: { enabled: false },
      retry: { enabled: false },
    })),
    ...(baseUrl === undefined ? {} : { baseUrl }),
  });
  await probot.ready();
  return probot;
}

/** Signs in as one installation, or as the app itself. Tokens are renewed by themselves. */
export async function octokitFor(probot: Probot, installationId?: number): Promise<Octokit> {
  return (await probot.auth(installationId)) as unknown as Octokit;
}
