import { generateKeyPairSync } from 'node:crypto';
import { accountOf } from './accounts.ts';
import { buildRepository, type Telling } from './build-repository.ts';
import type { StoryClock } from './clock.ts';
import { corePermissions, subscribedEvents } from './core-tier.ts';
import type { Scenario, ScenarioInstallation, ScenarioOrganisation } from './scenario.ts';
import type { SandboxApp, SandboxState } from './state.ts';

/**
 * The state that a scenario describes. Equal scenarios give equal ids and equal git objects; only the app's keys differ.
 *
 * @param clock where it is given, what its time has not reached is left to it
 * @throws Error where the scenario contradicts itself: a tag on what does not exist, an installation on no repository.
 */
export function buildState(scenario: Scenario, webhookSecret: string, clock: StoryClock | null = null): SandboxState {
  let lastId = 1000;
  const state: SandboxState = {
    app: buildApp({ id: 1000, slug: 'mintmark', name: 'Mintmark' }, webhookSecret),
    fixer: buildApp({ id: 950, slug: 'mintmark-fixer', name: 'Mintmark fixer' }, webhookSecret),
    accounts: new Map(),
    repositories: new Map(),
    redirects: new Map(),
    installations: new Map(),
    fixerInstallations: new Map(),
    tokens: new Map(),
    userTokens: new Map(),
    oauthCodes: new Map(),
    deliveries: [],
    nextId: () => ++lastId,
    now: () => (clock === null ? new Date() : new Date(clock.now)),
  };
  const beginning = { elsewhere: firstRelease(scenario), clock: clock?.now ?? Number.POSITIVE_INFINITY };
  const story = { clock, beginning };
  for (const organisation of scenario.organisations) buildOrganisation(state, organisation, story);
  for (const login of scenario.users ?? []) accountOf(state, login);
  return state;
}

/** Milliseconds since the epoch: when a registry takes the first release of all. */
function firstRelease({ packages = [] }: Scenario): number {
  return Math.min(...packages.flatMap((each) => each.releases.map(({ at }) => Date.parse(at))));
}

function buildApp(named: Pick<SandboxApp, 'id' | 'slug' | 'name'>, webhookSecret: string): SandboxApp {
  return {
    ...named,
    get privateKey() {
      return keysOf(named.id).privateKey;
    },
    get publicKey() {
      return keysOf(named.id).publicKey;
    },
    webhookSecret,
    clientSecret: `sandbox-client-secret-of-${named.slug}`,
    callbackUrls: ['http://127.0.0.1/sign-in/callback'],
    webhookUrl: null,
  };
}

interface Keys {
  readonly publicKey: string;
  readonly privateKey: string;
}

const made = new Map<number, Keys>();

/** Two primes of 1,024 bits take their time: they are looked for when the first one asks, once for all local GitHubs. */
function keysOf(app: number): Keys {
  const known = made.get(app);
  if (known !== undefined) return known;
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  made.set(app, keys);
  return keys;
}

function buildOrganisation(state: SandboxState, organisation: ScenarioOrganisation, story: Telling): void {
  const account = accountOf(state, organisation.login, organisation.type ?? 'Organization');
  account.twoFactorRequired = organisation.twoFactorRequired ?? false;
  for (const member of organisation.members ?? []) account.members.add(accountOf(state, member).login);
  for (const repository of organisation.repositories) buildRepository(state, account, repository, story);
  const installation = organisation.installation ?? null;
  if (installation !== null) buildInstallation(state, account.login, installation);
}

function buildInstallation(state: SandboxState, account: string, installation: ScenarioInstallation): void {
  const own = [...state.repositories.values()].filter(({ owner }) => owner === account);
  const chosen = installation.repositories?.map((name) => {
    const found = own.find((repository) => repository.name === name);
    if (found === undefined)
      throw new Error(`the installation of ${account} names a repository that is not there: ${name}`);
    return found.id;
  });
  const id = state.nextId();
  state.installations.set(id, {
    id,
    account,
    permissions: { ...(installation.permissions ?? corePermissions) },
    events: subscribedEvents,
    repositories: chosen === undefined ? 'all' : new Set(chosen),
    suspendedAt: null,
  });
}
