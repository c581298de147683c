import { z } from 'zod';
import type { Observation } from '../../types/observation.ts';
import type { GitHubAnswer } from '../client.ts';
import type { BranchProtection } from '../settings.ts';
import type { SettingsParts } from '../snapshot-parts.ts';
import { messageOf, notRead, notUnderstood, type Place, repositoryPage } from './place.ts';

/**
 * The classic protection of the default branch.
 *
 * @param answer REST's, where it had to be asked
 */
export function branchProtectionOf(
  place: Place,
  { facts, branchProtection: part }: SettingsParts,
  answer: GitHubAnswer | null,
): Observation<BranchProtection> {
  const source = repositoryPage(place, 'settings/branches');
  if (facts.defaultBranch === null) return { state: 'absent', source };
  if (answer === null) {
    const parsed = fromQuery.safeParse(part.state === 'value' ? part.value : null);
    return parsed.success ? { state: 'seen', value: parsed.data, source } : notUnderstood(source);
  }
  if (answer.status === 200) {
    const parsed = fromRest.safeParse(answer.data);
    return parsed.success ? { state: 'seen', value: parsed.data, source } : notUnderstood(source);
  }
  return isNotProtected(answer) ? { state: 'absent', source } : notRead(answer, 'branchProtection', source);
}

/** GitHub says so only to whom it would show the protection; any other 404 may hide it. */
export function isNotProtected(answer: GitHubAnswer): boolean {
  return answer.status === 404 && /^Branch not protected/i.test(messageOf(answer));
}

const fromQuery = z
  .object({
    requiresApprovingReviews: z.boolean(),
    requiredApprovingReviewCount: z.number().nullish(),
    requiresCodeOwnerReviews: z.boolean(),
    allowsForcePushes: z.boolean(),
    allowsDeletions: z.boolean(),
    isAdminEnforced: z.boolean(),
  })
  .transform(
    (rule): BranchProtection => ({
      approvals: rule.requiresApprovingReviews ? (rule.requiredApprovingReviewCount ?? 0) : 0,
      codeOwnerReview: rule.requiresCodeOwnerReviews,
      forcePushes: rule.allowsForcePushes,
      deletions: rule.allowsDeletions,
      adminsEnforced: rule.isAdminEnforced,
    }),
  );

const on = z.object({ enabled: z.boolean().nullish() }).nullish();

const fromRest = z
  .object({
    required_pull_request_reviews: z
      .object({
        required_approving_review_count: z.number().nullish(),
        require_code_owner_reviews: z.boolean().nullish(),
      })
      .nullish(),
    allow_force_pushes: on,
    allow_deletions: on,
    enforce_admins: on,
  })
  .transform(
    (rule): BranchProtection => ({
      approvals: rule.required_pull_request_reviews?.required_approving_review_count ?? 0,
      codeOwnerReview: rule.required_pull_request_reviews?.require_code_owner_reviews === true,
      forcePushes: rule.allow_force_pushes?.enabled === true,
      deletions: rule.allow_deletions?.enabled === true,
      adminsEnforced: rule.enforce_admins?.enabled === true,
    }),
  );
