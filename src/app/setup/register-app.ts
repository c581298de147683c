import type { CredentialValues } from '../credentials-file.ts';
import { type GitHubAddress, githubCom } from '../github-address.ts';
import { dashboardUrlOf } from '../sign-in-credentials.ts';
import { convert, type RegisteredApp } from './conversion.ts';
import { appManifest, readTier, type Tier } from './manifest.ts';
import { startSetupServer } from './setup-server.ts';
import { type CredentialPlace, prepareAddition, prepareCredentials } from './store-credentials.ts';

export { PlaceRefused } from './store-credentials.ts';

export interface RegistrationOptions {
  readonly tier: Tier;
  /** Login; null registers the app for the person who is signed in. */
  readonly organisation: string | null;
  readonly github: GitHubAddress;
  /** Where GitHub can reach `mintmark serve`. */
  readonly publicUrl: string;
  /** 0: a free one. */
  readonly port: number;
  /** Absolute; the credentials go there. */
  readonly folder: string;
  /** Replace credentials that are there already. */
  readonly force: boolean;
  /** Milliseconds until it is given up; an hour, as GitHub's code lasts, where it is left out. */
  readonly patience?: number;
  /** Shows a person the address to open. */
  onReady(url: string): void;
}

export type Registration =
  | {
      readonly state: 'stored';
      readonly app: Pick<RegisteredApp, 'id' | 'slug'>;
      readonly path: string;
      /** Where the app is installed on repositories. */
      readonly installUrl: string;
      /** Where people will open the dashboard; null where they cannot sign in. */
      readonly dashboard: string | null;
    }
  /** A whole sentence, without anything secret. */
  | { readonly state: 'failed'; readonly reason: string };

/**
 * Registers a GitHub App by GitHub's manifest flow: a local page sends the browser to GitHub with the manifest, GitHub
 * sends it back with a code, and the code is exchanged for the credentials, which are stored and never shown.
 *
 * @throws PlaceRefused where nothing can be stored, before anything is registered; and what listening throws.
 */
export async function registerApp(options: RegistrationOptions): Promise<Registration> {
  const tier = readTier(options.tier);
  const place = (options.tier === 'fixer' ? prepareAddition : prepareCredentials)(options.folder, options);
  let settle: (registration: Registration) => void = () => {};
  const settled = new Promise<Registration>((resolve) => {
    settle = resolve;
  });
  try {
    const server = await startSetupServer({
      port: options.port,
      target: registrationPage(options),
      manifest: (redirectUrl) => appManifest(tier, { ...options, redirectUrl }),
      async onCode(code) {
        const registration = await finish(code, place, options);
        settle(registration);
        return registration.state === 'stored'
          ? { title: 'Registered', message: 'The app is registered. Go back to the terminal: it says what is next.' }
          : { title: 'Not registered', message: registration.reason };
      },
    });
    const timer = setTimeout(() => settle({ state: 'failed', reason: tooLate }), options.patience ?? anHour);
    options.onReady(server.url);
    const registration = await settled;
    clearTimeout(timer);
    await server.close();
    return registration;
  } finally {
    place.discard();
  }
}

const anHour = 60 * 60 * 1000;
const tooLate = 'Nobody came back from GitHub within the hour. Run `mintmark setup` again when you are ready.';

function registrationPage({ github, organisation }: RegistrationOptions): string {
  const owner = organisation === null ? '' : `/organizations/${encodeURIComponent(organisation)}`;
  return `${github.web}${owner}/settings/apps/new`;
}

async function finish(
  code: string,
  place: CredentialPlace,
  { github, tier, publicUrl }: RegistrationOptions,
): Promise<Registration> {
  const conversion = await convert(code, github);
  if (conversion.state === 'failed') return conversion;
  const { id, slug } = conversion.app;
  const values = valuesOf(conversion.app, tier, publicUrl);
  if (values === null)
    return {
      state: 'failed',
      reason: `GitHub gave the app ${slug} no webhook secret, so nothing was stored. Delete it on GitHub and run \`mintmark setup\` again.`,
    };
  try {
    place.store({
      ...values,
      ...(github.web === githubCom.web ? {} : { GITHUB_URL: github.web }),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    return {
      state: 'failed',
      reason: `The app ${slug} is registered, but its credentials could not be stored (${reason}). Delete it on GitHub and run \`mintmark setup\` again.`,
    };
  }
  const dashboard = values.MINTMARK_URL ?? null;
  return { state: 'stored', app: { id, slug }, path: place.path, installUrl: installUrl(slug, github), dashboard };
}

/** Null where something is missing that the app cannot do without. */
function valuesOf(app: RegisteredApp, tier: Tier, publicUrl: string): CredentialValues | null {
  const { id, privateKey, webhookSecret, clientId, clientSecret } = app;
  if (tier === 'fixer') return { FIXER_APP_ID: String(id), FIXER_PRIVATE_KEY: privateKey };
  if (webhookSecret === null) return null;
  const dashboard = dashboardUrlOf({ MINTMARK_URL: publicUrl });
  return {
    APP_ID: String(id),
    PRIVATE_KEY: privateKey,
    WEBHOOK_SECRET: webhookSecret,
    CLIENT_ID: clientId,
    CLIENT_SECRET: clientSecret,
    // Nobody can sign in below a path, or where the connection is not protected
    ...(typeof dashboard === 'string' ? { MINTMARK_URL: dashboard } : {}),
  };
}

/** github.com and GitHub Enterprise Server show apps under different paths. */
function installUrl(slug: string, { web }: GitHubAddress): string {
  const isCloud = web === githubCom.web || new URL(web).hostname.endsWith('.ghe.com');
  return `${web}/${isCloud ? 'apps' : 'github-apps'}/${slug}/installations/new`;
}
