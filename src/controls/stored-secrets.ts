import type { SecretName, Settings } from '../github/settings.ts';
import { codeWords } from '../registries/plain.ts';
import type { Observation } from '../types/observation.ts';
import type { Unreadable } from './judgements.ts';

/** A secret that GitHub stores for the repository. Its value is nobody's business here. */
export interface StoredSecret extends SecretName {
  /** As a sentence names it: ``the environment `npm` ``, `the repository`, `the organization`. */
  readonly of: string;
  readonly kept: Keeper;
}

/** Whose secret it is. */
export type Keeper =
  | { readonly kind: 'repository' }
  | { readonly kind: 'organization' }
  | { readonly kind: 'environment'; readonly name: string };

/** Every secret that GitHub stores for the repository, and the first place that would not tell. */
export function storedSecrets(settings: Settings): {
  readonly stored: readonly StoredSecret[];
  readonly hidden: Unreadable | null;
} {
  const { repositorySecrets, organisationSecrets, environments } = settings;
  const inEnvironments = environments.state === 'seen' ? environments.value : [];
  const places: readonly Place[] = [
    { kept: repository, list: repositorySecrets },
    { kept: organization, list: organisationSecrets },
    ...inEnvironments.map(({ name, secrets }) => ({ kept: { kind: 'environment' as const, name }, list: secrets })),
  ];
  const unreadable = [...places.map(({ list }) => list), environments].find(
    (list): list is Unreadable => list.state === 'unreadable',
  );
  return { stored: places.flatMap(secretsOf), hidden: unreadable ?? null };
}

/** Where a secret is kept, and whether every place was seen where it may be. */
export function placesOf(
  name: string,
  settings: Settings,
): { readonly places: readonly StoredSecret[]; readonly seen: boolean } {
  const { stored, hidden } = storedSecrets(settings);
  return { places: stored.filter((secret) => isSameName(secret.name, name)), seen: hidden === null };
}

/**
 * The secret that a job reads by this name. GitHub looks in the job's environment first, then in the repository, then in
 * the organization; where it is hidden whether one of them holds it, so is the answer.
 *
 * @param environment its literal name; null where the job names none
 */
export function secretOfJob(
  name: string,
  environment: string | null,
  settings: Settings,
): StoredSecret | Unreadable | null {
  for (const place of [...ofEnvironment(environment, settings), ...wider(settings)]) {
    if (place.list.state === 'unreadable') return place.list;
    const found = secretsOf(place).find((secret) => isSameName(secret.name, name));
    if (found !== undefined) return found;
  }
  return null;
}

/** Where outside of environments a secret is kept: `the repository`; both where that is hidden; null where neither has it. */
export function keptOutside(name: string, settings: Settings): string | null {
  const found = secretOfJob(name, null, settings);
  if (found === null) return null;
  return 'of' in found ? found.of : `${keeperWords(repository)} or ${keeperWords(organization)}`;
}

/** GitHub compares names of environments and secrets without case. */
export function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

interface Place {
  readonly kept: Keeper;
  readonly list: Observation<readonly SecretName[]>;
}

const repository: Keeper = { kind: 'repository' };
const organization: Keeper = { kind: 'organization' };

function keeperWords(kept: Keeper): string {
  return kept.kind === 'environment' ? `the environment ${codeWords(kept.name)}` : `the ${kept.kind}`;
}

function wider({ repositorySecrets, organisationSecrets }: Settings): readonly Place[] {
  return [
    { kept: repository, list: repositorySecrets },
    { kept: organization, list: organisationSecrets },
  ];
}

function ofEnvironment(environment: string | null, { environments }: Settings): readonly Place[] {
  if (environment === null) return [];
  const kept = { kind: 'environment', name: environment } as const;
  if (environments.state === 'unreadable') return [{ kept, list: environments }];
  const known = environments.state === 'seen' ? environments.value : [];
  const found = known.find(({ name }) => isSameName(name, environment));
  return found === undefined ? [] : [{ kept, list: found.secrets }];
}

function secretsOf({ kept, list }: Place): readonly StoredSecret[] {
  return list.state === 'seen' ? list.value.map((secret) => ({ ...secret, of: keeperWords(kept), kept })) : [];
}
