import { createPrivateKey } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Observation } from '../types/observation.ts';
import {
  type CredentialName,
  type CredentialValues,
  credentialsPath,
  readStoredCredentials,
} from './credentials-file.ts';
import { type GitHubAddress, githubAddress, githubCom } from './github-address.ts';

/** What the app proves by who it is, and that a webhook comes from GitHub. */
export interface Credentials {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly github: GitHubAddress;
}

/**
 * The app's credentials: from the environment where it names any of them, else from the file that `mintmark setup`
 * stored in the data folder. `absent`: nobody has set anything up. `unreadable`: what is wrong and what to do, in a
 * sentence without any of the values.
 */
export function readCredentials(
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
): Observation<Credentials> {
  const given = named(environment);
  const isGiven = Object.keys(given).some((name) => name !== 'GITHUB_URL');
  if (isGiven) return checked(given, 'the environment', process.cwd());
  const path = credentialsPath(folder);
  const stored = readStoredCredentials(path);
  if (stored.state === 'absent') return { state: 'absent', source: path };
  if (stored.state === 'refused') return { state: 'unreadable', reason: stored.reason, source: path };
  return checked({ ...named(stored.values), ...given }, path, folder);
}

const names = [
  'APP_ID',
  'PRIVATE_KEY',
  'PRIVATE_KEY_PATH',
  'WEBHOOK_SECRET',
  'GITHUB_URL',
] as const satisfies readonly CredentialName[];

/** What is set and not empty. */
function named(values: Readonly<Record<string, string | undefined>>): CredentialValues {
  const entries = names.map((name) => [name, values[name]?.trim() ?? ''] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

/** Paths in `values` are relative to `base`. */
function checked(values: CredentialValues, source: string, base: string): Observation<Credentials> {
  const appId = appIdOf(values);
  const privateKey = privateKeyOf(values, base);
  const webhookSecret = webhookSecretOf(values);
  const github = values.GITHUB_URL === undefined ? githubCom : githubAddress(values.GITHUB_URL);
  const problem = [appId, privateKey, webhookSecret].find((part) => typeof part === 'object');
  const reason = problem?.problem ?? ('problem' in github ? `GITHUB_URL: ${github.problem}.` : null);
  if (
    reason !== null ||
    typeof appId === 'object' ||
    typeof privateKey === 'object' ||
    typeof webhookSecret === 'object' ||
    'problem' in github
  )
    return { state: 'unreadable', reason: `${reason} (Read from ${source}.)`, source };
  return { state: 'seen', value: { appId, privateKey, webhookSecret, github }, source };
}

type Trouble = { readonly problem: string };

const setUp = 'or run `mintmark setup`';

function appIdOf({ APP_ID: id }: CredentialValues): number | Trouble {
  if (id === undefined)
    return { problem: `APP_ID is missing: set it to the number on the app's settings page, ${setUp}.` };
  const number = /^\d{1,15}$/.test(id) ? Number(id) : 0;
  return number > 0 ? number : { problem: "APP_ID has to be the number on the app's settings page." };
}

function privateKeyOf(values: CredentialValues, base: string): string | Trouble {
  const { PRIVATE_KEY: inline, PRIVATE_KEY_PATH: path } = values;
  if (inline !== undefined) return pemOf(inline, 'PRIVATE_KEY');
  if (path !== undefined) return keyFile(resolve(base, path));
  return {
    problem: `PRIVATE_KEY is missing: set it, or PRIVATE_KEY_PATH, to a key generated on the app's settings page, ${setUp}.`,
  };
}

function keyFile(path: string): string | Trouble {
  try {
    if (statSync(path).size > mostKeyBytes) return { problem: `PRIVATE_KEY_PATH: ${path} is too large to be a key.` };
    return pemOf(readFileSync(path, 'utf8'), 'PRIVATE_KEY_PATH');
  } catch {
    return { problem: `PRIVATE_KEY_PATH: ${path} cannot be read; it has to be the key file downloaded from GitHub.` };
  }
}

const mostKeyBytes = 64 * 1024;

/** GitHub's keys are RSA. Many places that keep variables cannot keep a line break, and write it as `\n`. */
function pemOf(text: string, name: string): string | Trouble {
  const pem = `${text.replaceAll('\\n', '\n').trim()}\n`;
  try {
    if (createPrivateKey(pem).asymmetricKeyType === 'rsa') return pem;
  } catch {
    // What the parser says can quote the key.
  }
  return {
    problem: `${name} holds no RSA private key in PEM: it has to be the whole file that GitHub generated, from -----BEGIN to the last -----, with line breaks or \\n between its lines.`,
  };
}

const shortestSecret = 16;

/** Probot takes `development` where there is none, which anybody could sign with. */
function webhookSecretOf({ WEBHOOK_SECRET: secret }: CredentialValues): string | Trouble {
  const advice = `set it to what the app's settings page has as its webhook secret (\`openssl rand -hex 32\` makes one), ${setUp}.`;
  if (secret === undefined)
    return { problem: `WEBHOOK_SECRET is missing, so that anybody could send webhooks: ${advice}` };
  if (secret === 'development') return { problem: `WEBHOOK_SECRET is the default that everybody knows: ${advice}` };
  if (secret.length < shortestSecret)
    return { problem: `WEBHOOK_SECRET is shorter than ${shortestSecret} characters and can be guessed: ${advice}` };
  return secret;
}
