import { z } from 'zod';
import type { Observation } from '../../types/observation.ts';
import type { GitHubAnswer } from '../client.ts';
import { permissionFor } from '../permissions.ts';
import type { SecretScanning, Settings } from '../settings.ts';
import type { SettingsParts } from '../snapshot-parts.ts';
import { branchProtectionOf, isNotProtected } from './branch-protection.ts';
import { askRepository, isNotOffered, messageOf, notRead, notUnderstood, type Place, repositoryPage } from './place.ts';

export type Administration = Pick<
  Settings,
  'branchProtection' | 'dependencyAlerts' | 'secretScanning' | 'immutableReleases'
>;

/**
 * What only the permission for the repository's administration shows. Two of its endpoints say "off" by 404, by which
 * GitHub also hides what one may not see: such a 404 counts only where another answer proves that the permission is there.
 */
export async function administration(place: Place, parts: SettingsParts): Promise<Administration> {
  const [protection, alerts, immutable] = await Promise.all([
    askForProtection(place, parts),
    parts.alerts === true ? null : askRepository(place, '/vulnerability-alerts'),
    askRepository(place, '/immutable-releases'),
  ]);
  // The repository itself is shown to everybody: without the permission only the wanted block is missing.
  const repository = immutable.status === 403 ? null : await askRepository(place, '');
  const isProved =
    (protection !== null && (protection.status === 200 || isNotProtected(protection))) ||
    alerts?.status === 204 ||
    immutable.status === 200 ||
    analysisIn(repository) !== null;
  return {
    branchProtection: branchProtectionOf(place, parts, protection),
    dependencyAlerts: alertsOf(place, alerts, isProved),
    secretScanning: scanningOf(place, repository, immutable),
    immutableReleases: immutableOf(place, immutable, isProved),
  };
}

/** The query's null is ambiguous, its object is not. */
function askForProtection(
  place: Place,
  { facts, branchProtection: part }: SettingsParts,
): Promise<GitHubAnswer> | null {
  if (facts.defaultBranch === null || (part.state === 'value' && isObject(part.value))) return null;
  return askRepository(place, '/branches/{branch}/protection', { branch: facts.defaultBranch });
}

/** Null: the query said that alerts are on. That it says they are off is no proof, since it says so to strangers, too. */
function alertsOf(place: Place, answer: GitHubAnswer | null, isProved: boolean): Observation<boolean> {
  const source = repositoryPage(place, 'settings/security_analysis');
  if (answer === null || answer.status === 204) return { state: 'seen', value: true, source };
  const isOff = isProved || /alerts are disabled/i.test(messageOf(answer));
  if (answer.status === 404 && isOff && !isNotOffered(answer)) return { state: 'seen', value: false, source };
  return notRead(answer, 'dependencyAlerts', source);
}

function immutableOf(place: Place, answer: GitHubAnswer, isProved: boolean): Observation<boolean> {
  const source = repositoryPage(place, 'settings');
  const parsed = enabled.safeParse(answer.data);
  if (answer.status === 200)
    return parsed.success ? { state: 'seen', value: parsed.data.enabled, source } : notUnderstood(source);
  if (answer.status === 404 && isProved && !isNotOffered(answer)) return { state: 'seen', value: false, source };
  return notRead(answer, 'immutableReleases', source);
}

const enabled = z.object({ enabled: z.boolean() });

/** @param repository null where another endpoint of the same permission was refused, so that asking was in vain */
function scanningOf(place: Place, repository: GitHubAnswer | null, refused: GitHubAnswer): Observation<SecretScanning> {
  const source = repositoryPage(place, 'settings/security_analysis');
  if (repository === null) return notRead(refused, 'secretScanning', source);
  if (repository.status !== 200) return notRead(repository, 'secretScanning', source);
  const analysis = analysisIn(repository);
  if (analysis === null) {
    const reason = 'GitHub does not show it to this installation';
    return { state: 'unreadable', reason, permission: permissionFor('secretScanning'), source };
  }
  const { secret_scanning: scanning, secret_scanning_push_protection: push } = analysis;
  if (typeof scanning?.status !== 'string')
    return { state: 'unreadable', reason: 'GitHub does not say whether it is on', source };
  const value = { scanning: scanning.status === 'enabled', pushProtection: push?.status === 'enabled' };
  return { state: 'seen', value, source };
}

const switched = z.object({ status: z.string().nullish() }).nullish();

const withAnalysis = z.object({
  security_and_analysis: z.object({ secret_scanning: switched, secret_scanning_push_protection: switched }),
});

/** A block that is missing is hidden, not off. */
function analysisIn(answer: GitHubAnswer | null): z.infer<typeof withAnalysis>['security_and_analysis'] | null {
  const parsed = withAnalysis.safeParse(answer?.data);
  return parsed.success ? parsed.data.security_and_analysis : null;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
