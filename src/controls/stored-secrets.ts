import type { SecretName, Settings } from '../github/settings.ts';
import { codeWords } from '../registries/plain.ts';
import type { Observation } from '../types/observation.ts';
import type { Unreadable } from './judgements.ts';

/** A secret that GitHub stores for the repository. Its value is nobody's business here. */
export interface StoredSecret extends SecretName {
  /** As a sentence names it: ``the environment `npm` ``, `the repository`, `the organization`. */
  readonly of: string;
}

/** Every secret that GitHub stores for the repository, and the first place that would not tell. */
export function storedSecrets(settings: Settings): {
  readonly stored: readonly StoredSecret[];
  readonly hidden: Unreadable | null;
} {
  const { repositorySecrets, organisationSecrets, environments } = settings;
  const inEnvironments = environments.state === 'seen' ? environments.value : [];
  const places: readonly Place[] = [
    { of: repository, list: repositorySecrets },
    { of: organization, list: organisationSecrets },
    ...inEnvironments.map(({ name, secrets }) => ({ of: `the environment ${codeWords(name)}`, list: secrets })),
  ];
  const unreadable = [...places.map(({ list }) => list), environments].find(
    (list): list is Unreadable => list.state === 'unreadable',
  );
  return { stored: places.flatMap(secretsOf), hidden: unreadable ?? null };
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
  for (const { of, list } of [...ofEnvironment(environment, settings), ...wider(settings)]) {
    if (list.state === 'unreadable') return list;
    const found = secretsOf({ of, list }).find((secret) => isSameName(secret.name, name));
    if (found !== undefined) return found;
  }
  return null;
}

/** Where outside of environments a secret is kept: `the repository`; both where that is hidden; null where neither has it. */
export function keptOutside(name: string, settings: Settings): string | null {
  const found = secretOfJob(name, null, settings);
  if (found === null) return null;
  return 'of' in found ? found.of : `${repository} or ${organization}`;
}

/** GitHub compares names of environments and secrets without case. */
export function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

interface Place {
  readonly of: string;
  readonly list: Observation<readonly SecretName[]>;
}

const repository = 'the repository';
const organization = 'the organization';

function wider({ repositorySecrets, organisationSecrets }: Settings): readonly Place[] {
  return [
    { of: repository, list: repositorySecrets },
    { of: organization, list: organisationSecrets },
  ];
}

function ofEnvironment(environment: string | null, { environments }: Settings): readonly Place[] {
  if (environment === null) return [];
  const of = `the environment ${codeWords(environment)}`;
  if (environments.state === 'unreadable') return [{ of, list: environments }];
  const known = environments.state === 'seen' ? environments.value : [];
  const found = known.find(({ name }) => isSameName(name, environment));
  return found === undefined ? [] : [{ of, list: found.secrets }];
}

function secretsOf({ of, list }: Place): readonly StoredSecret[] {
  return list.state === 'seen' ? list.value.map((secret) => ({ ...secret, of })) : [];
}
