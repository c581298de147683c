import type { Observation } from '../types/observation.ts';
import {
  type CredentialName,
  type CredentialValues,
  credentialsPath,
  readStoredCredentials,
} from './credentials-file.ts';
import { type KeyPlace, privateKeyOf } from './credentials-private-key.ts';
import { setUp, type Trouble } from './credentials-trouble.ts';
import { previousSecretOf, webhookSecretOf } from './credentials-webhook-secret.ts';
import { type FixerCredentials, fixerCredentialsOf } from './fixer-credentials.ts';
import { type GitHubAddress, githubAddress, githubCom } from './github-address.ts';
import { dashboardUrlOf, type SignInCredentials, signInCredentialsOf } from './sign-in-credentials.ts';
import type { PreviousSecret } from './webhook-signature.ts';

/** What the app proves by who it is, and that a webhook comes from GitHub. */
export interface Credentials {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** Still accepted; null where there is none. */
  readonly previousSecret: PreviousSecret | null;
  /** The second app, which writes; null where there is none. */
  readonly fixer: FixerCredentials | null;
  /** What people sign in to the dashboard by; null where there is nothing. */
  readonly signIn: SignInCredentials | null;
  /** The origin at which people open the dashboard; null where none is set. */
  readonly url: string | null;
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
  const isGiven = names.some((name) => given[name] !== undefined && !additions.has(name));
  if (isGiven) return checked(given, 'the environment', { base: process.cwd(), environment });
  const path = credentialsPath(folder);
  const stored = readStoredCredentials(path);
  if (stored.state === 'absent') return { state: 'absent', source: path };
  if (stored.state === 'refused') return { state: 'unreadable', reason: stored.reason, source: path };
  return checked({ ...named(stored.values), ...given }, path, { base: folder, environment });
}

const names = [
  'APP_ID',
  'PRIVATE_KEY',
  'PRIVATE_KEY_PATH',
  'PRIVATE_KEY_COMMAND',
  'WEBHOOK_SECRET',
  'WEBHOOK_SECRET_PREVIOUS',
  'WEBHOOK_SECRET_PREVIOUS_UNTIL',
  'CLIENT_ID',
  'CLIENT_SECRET',
  'MINTMARK_URL',
  'FIXER_APP_ID',
  'FIXER_PRIVATE_KEY',
  'FIXER_PRIVATE_KEY_PATH',
  'FIXER_PRIVATE_KEY_COMMAND',
  'GITHUB_URL',
] as const satisfies readonly CredentialName[];

/** What may be set in the environment beside credentials in the file. */
const additions: ReadonlySet<CredentialName> = new Set([
  'GITHUB_URL',
  'WEBHOOK_SECRET_PREVIOUS',
  'WEBHOOK_SECRET_PREVIOUS_UNTIL',
  'CLIENT_ID',
  'CLIENT_SECRET',
  'MINTMARK_URL',
  'FIXER_APP_ID',
  'FIXER_PRIVATE_KEY',
  'FIXER_PRIVATE_KEY_PATH',
  'FIXER_PRIVATE_KEY_COMMAND',
]);

/** What is set and not empty. */
function named(values: Readonly<Record<string, string | undefined>>): CredentialValues {
  const entries = names.map((name) => [name, values[name]?.trim() ?? ''] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

function checked(values: CredentialValues, source: string, place: KeyPlace): Observation<Credentials> {
  const refused = (reason: string) =>
    ({ state: 'unreadable', reason: `${reason} (Read from ${source}.)`, source }) as const;
  const appId = appIdOf(values);
  if (typeof appId === 'object') return refused(appId.problem);
  const privateKey = privateKeyOf(values, place);
  if (typeof privateKey === 'object') return refused(privateKey.problem);
  const webhookSecret = webhookSecretOf(values);
  if (typeof webhookSecret === 'object') return refused(webhookSecret.problem);
  const previousSecret = previousSecretOf(values);
  if (previousSecret !== null && 'problem' in previousSecret) return refused(previousSecret.problem);
  const fixer = fixerCredentialsOf(values, place);
  if (fixer !== null && 'problem' in fixer) return refused(fixer.problem);
  const signIn = signInCredentialsOf(values);
  if (signIn !== null && 'problem' in signIn) return refused(signIn.problem);
  const url = dashboardUrlOf(values);
  if (url !== null && typeof url === 'object') return refused(url.problem);
  const github = values.GITHUB_URL === undefined ? githubCom : githubAddress(values.GITHUB_URL);
  if ('problem' in github) return refused(`GITHUB_URL: ${github.problem}.`);
  return {
    state: 'seen',
    value: { appId, privateKey, webhookSecret, previousSecret, fixer, signIn, url, github },
    source,
  };
}

function appIdOf({ APP_ID: id }: CredentialValues): number | Trouble {
  if (id === undefined)
    return { problem: `APP_ID is missing: set it to the number on the app's settings page, ${setUp}.` };
  const number = /^\d{1,15}$/.test(id) ? Number(id) : 0;
  return number > 0 ? number : { problem: "APP_ID has to be the number on the app's settings page." };
}
