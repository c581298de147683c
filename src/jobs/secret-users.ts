import type { OtherUsers, Settings } from '../github/settings.ts';
import type { StoredRepository } from '../store/store.ts';
import type { SecretUser } from '../store/stored-secret-names.ts';
import type { ObservedWork } from './repository-work.ts';

/** Who else names each of the organisation's secrets that a repository may use, by the secret's name in capitals. */
export type SecretUsers = readonly (readonly [string, OtherUsers])[];

/** As far as the audits of the installation's other repositories know; nothing where there are no such secrets. */
export async function secretUsersOf(
  { context, repository }: Pick<ObservedWork, 'context' | 'repository'>,
  { organisationSecrets }: Settings,
): Promise<SecretUsers> {
  if (organisationSecrets.state !== 'seen' || organisationSecrets.value.length === 0) return [];
  const names = [...new Set(organisationSecrets.value.map(({ name }) => name.toUpperCase()))].toSorted();
  const users = await context.store.secretNames.elsewhere({
    installationId: repository.installationId,
    repositoryId: repository.id,
    names,
  });
  const bySecret = Map.groupBy(users, ({ secret }) => secret);
  return names.map((name) => [name, toldOf(bySecret.get(name) ?? [], repository)]);
}

/** The settings with what is known of who else uses the organisation's secrets. */
export function withSecretUsers(settings: Settings, users: SecretUsers): Settings {
  const { organisationSecrets } = settings;
  if (organisationSecrets.state !== 'seen') return settings;
  const known = new Map(users);
  const value = organisationSecrets.value.map((secret) => {
    const others = known.get(secret.name.toUpperCase());
    return others === undefined ? secret : { ...secret, others };
  });
  return { ...settings, organisationSecrets: { ...organisationSecrets, value } };
}

/** Names that a sentence can bear, and a person can go through. */
const mostNamed = 10;

/** Those who read this repository's issue may not know that a private one exists: those are only counted. */
function toldOf(users: readonly SecretUser[], { visibility }: Pick<StoredRepository, 'visibility'>): OtherUsers {
  const shown = users.filter(
    (user) => user.visibility === 'public' || (user.visibility === 'internal' && visibility !== 'public'),
  );
  const named = shown.slice(0, mostNamed).map(({ repository }) => repository);
  return { named, more: users.length - named.length };
}
