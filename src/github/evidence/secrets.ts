import { z } from 'zod';
import type { Observation } from '../../types/observation.ts';
import { readPages } from '../pages.ts';
import type { Feature } from '../permissions.ts';
import type { SecretName } from '../settings.ts';
import { notRead, notUnderstood, type Place, repositoryPage } from './place.ts';

/**
 * Names of a repository's secrets. An empty list is `seen`: GitHub answers 200 only to whom it shows them, and a 404
 * would hide the whole repository, so that neither is ever `absent`.
 */
export function repositorySecrets(place: Place): Promise<Observation<readonly SecretName[]>> {
  return secretsAt(place, 'repositorySecrets', '/actions/secrets');
}

/** Names of the organisation's secrets that the repository may use; a person's repository has an empty list of them. */
export function organisationSecrets(place: Place): Promise<Observation<readonly SecretName[]>> {
  return secretsAt(place, 'organisationSecrets', '/actions/organization-secrets');
}

/** Names of the secrets of one environment, which was listed before: 404 can only hide it. */
export function environmentSecrets(place: Place, environment: string): Promise<Observation<readonly SecretName[]>> {
  return secretsAt(place, 'environmentSecrets', '/environments/{environment_name}/secrets', {
    environment_name: environment,
  });
}

async function secretsAt(
  place: Place,
  feature: Feature,
  rest: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Observation<readonly SecretName[]>> {
  const { client, owner, name } = place;
  const source = repositoryPage(
    place,
    feature === 'environmentSecrets' ? 'settings/environments' : 'settings/secrets/actions',
  );
  const pages = await readPages(
    client,
    `GET /repos/{owner}/{repo}${rest}`,
    { owner, repo: name, ...parameters },
    { most: mostPages, pick: secretsIn },
  );
  if ('failed' in pages) return pages.failed === null ? notUnderstood(source) : notRead(pages.failed, feature, source);
  if (!pages.complete)
    return { state: 'unreadable', reason: `there are more than ${mostPages * 100} secrets, too many to list`, source };
  return { state: 'seen', value: pages.items, source };
}

const mostPages = 10;

function secretsIn(data: unknown): readonly SecretName[] | null {
  const parsed = listed.safeParse(data);
  return parsed.success ? parsed.data.secrets.map(({ name, updated_at }) => ({ name, updatedAt: updated_at })) : null;
}

const listed = z.object({ secrets: z.array(z.object({ name: z.string(), updated_at: z.string() })) });
