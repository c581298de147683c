import { z } from 'zod';
import type { Observation } from '../../types/observation.ts';
import { readPages } from '../pages.ts';
import type { EnvironmentSettings, SecretName } from '../settings.ts';
import { notRead, notUnderstood, type Place, repositoryPage } from './place.ts';
import { environmentSecrets } from './secrets.ts';

/**
 * The environments with their rules.
 *
 * @param count how many there are, where GraphQL tells; with 0 nothing more is asked, with null REST decides
 */
export async function environments(
  place: Place,
  count: number | null,
): Promise<Observation<readonly EnvironmentSettings[]>> {
  const source = repositoryPage(place, 'settings/environments');
  if (count === 0) return { state: 'seen', value: [], source };
  const { client, owner, name } = place;
  const pages = await readPages(
    client,
    'GET /repos/{owner}/{repo}/environments',
    { owner, repo: name },
    { most: mostPages, pick: environmentsIn },
  );
  // A repository without any answers 200 and an empty list, so a 404 tells nothing.
  if ('failed' in pages)
    return pages.failed === null ? notUnderstood(source) : notRead(pages.failed, 'environments', source);
  if (!pages.complete)
    return {
      state: 'unreadable',
      reason: `there are more than ${mostPages * 100} environments, too many to list`,
      source,
    };
  const value: EnvironmentSettings[] = [];
  for (const [index, environment] of pages.items.entries()) {
    const secrets = index < mostWithSecrets ? await environmentSecrets(place, environment.name) : tooMany(source);
    value.push({ ...environment, secrets });
  }
  return { state: 'seen', value, source };
}

const mostPages = 3;
const mostWithSecrets = 10;

function tooMany(source: string): Observation<readonly SecretName[]> {
  const reason = `secrets were looked up for the first ${mostWithSecrets} environments only`;
  return { state: 'unreadable', reason, source };
}

function environmentsIn(data: unknown): readonly Omit<EnvironmentSettings, 'secrets'>[] | null {
  const parsed = listed.safeParse(data);
  return parsed.success ? parsed.data.environments.map(settingsOf) : null;
}

const listed = z.object({
  environments: z.array(
    z.object({
      name: z.string(),
      can_admins_bypass: z.boolean().nullish(),
      protection_rules: z
        .array(
          z.object({
            type: z.string(),
            prevent_self_review: z.boolean().nullish(),
            reviewers: z.array(z.unknown()).nullish(),
          }),
        )
        .nullish(),
      deployment_branch_policy: z
        .object({ protected_branches: z.boolean().nullish(), custom_branch_policies: z.boolean().nullish() })
        .nullish(),
    }),
  ),
});

type Listed = z.infer<typeof listed>['environments'][number];

function settingsOf(environment: Listed): Omit<EnvironmentSettings, 'secrets'> {
  const { name, can_admins_bypass, protection_rules, deployment_branch_policy } = environment;
  const review = protection_rules?.find(({ type }) => type === 'required_reviewers');
  return {
    name,
    reviewers: (review?.reviewers ?? []).length > 0,
    selfReview: review?.prevent_self_review !== true,
    // What servers did before they had the switch, and what it is set to at first.
    adminBypass: can_admins_bypass !== false,
    branchPolicy: branchPolicyOf(deployment_branch_policy),
  };
}

function branchPolicyOf(policy: Listed['deployment_branch_policy']): EnvironmentSettings['branchPolicy'] {
  if (policy?.protected_branches === true) return 'protected';
  return policy?.custom_branch_policies === true ? 'custom' : 'none';
}
