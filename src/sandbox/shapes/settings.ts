import type { SandboxBranchProtection, SandboxEnvironment, SandboxRepository, SandboxRuleset } from '../state.ts';
import { firstDay } from '../story.ts';
import type { World } from '../world.ts';
import { nodeId } from './node-id.ts';
import { apiUrl, htmlUrl } from './repository.ts';
import type { BranchRule, Environment, Protection, Ruleset, Secret } from './types.ts';
import { simpleUser } from './user.ts';

export function environment(
  world: World,
  repository: SandboxRepository,
  made: SandboxEnvironment,
): Environment & { can_admins_bypass: boolean } {
  const name = encodeURIComponent(made.name);
  const rule = (offset: number, type: string) => ({
    id: made.id * 10 + offset,
    node_id: nodeId('GA', made.id * 10 + offset),
    type,
  });
  const reviewers = made.reviewers.map((login) => ({ type: 'User' as const, reviewer: simpleUser(world, login) }));
  return {
    id: made.id,
    node_id: nodeId('EN', made.id),
    name: made.name,
    url: `${apiUrl(world, repository)}/environments/${name}`,
    html_url: `${htmlUrl(world, repository)}/deployments/activity_log?environments_filter=${name}`,
    created_at: firstDay,
    updated_at: firstDay,
    protection_rules: [
      ...(reviewers.length > 0
        ? [{ ...rule(1, 'required_reviewers'), prevent_self_review: made.preventSelfReview, reviewers }]
        : []),
      ...(made.branchPolicy === 'none' ? [] : [rule(2, 'branch_policy')]),
    ],
    // Not in GitHub's description, but in its answers.
    can_admins_bypass: made.adminBypass,
    deployment_branch_policy:
      made.branchPolicy === 'none'
        ? null
        : {
            protected_branches: made.branchPolicy === 'protected',
            custom_branch_policies: made.branchPolicy === 'custom',
          },
  };
}

export function secret([name, at]: readonly [string, string]): Secret {
  return { name, created_at: at, updated_at: at };
}

/** As lists carry it: without its rules. */
export function rulesetLine(world: World, repository: SandboxRepository, made: SandboxRuleset): Ruleset {
  const isOwn = made.from === 'Repository';
  const self = `${apiUrl(world, repository)}/rulesets/${made.id}`;
  return {
    id: made.id,
    name: made.name,
    target: made.target,
    source_type: made.from,
    source: isOwn ? `${repository.owner}/${repository.name}` : repository.owner,
    enforcement: made.enforcement,
    node_id: nodeId('RRS', made.id),
    created_at: firstDay,
    updated_at: firstDay,
    _links: { self: { href: self }, html: { href: `${htmlUrl(world, repository)}/rules/${made.id}` } },
  };
}

/** Who may pass by is shown to those who could change it. */
export function fullRuleset(
  world: World,
  repository: SandboxRepository,
  made: SandboxRuleset,
  mayWrite: boolean,
): Ruleset {
  const actors = Array.from({ length: made.bypassActors }, (_, index) => ({
    actor_id: index + 1,
    actor_type: 'RepositoryRole' as const,
    bypass_mode: 'always' as const,
  }));
  return {
    ...rulesetLine(world, repository, made),
    conditions: { ref_name: { include: [...made.include], exclude: [...made.exclude] } },
    rules: made.rules.map(ruleBody) as NonNullable<Ruleset['rules']>,
    ...(mayWrite ? { bypass_actors: actors } : {}),
    current_user_can_bypass: 'never',
  };
}

/** A rule that holds for one branch, with where it comes from. */
export function branchRule(
  repository: SandboxRepository,
  made: SandboxRuleset,
  rule: SandboxRuleset['rules'][number],
): BranchRule {
  return {
    ...ruleBody(rule),
    ruleset_source_type: made.from,
    ruleset_source: made.from === 'Repository' ? `${repository.owner}/${repository.name}` : repository.owner,
    ruleset_id: made.id,
  } as BranchRule;
}

function ruleBody(rule: SandboxRuleset['rules'][number]) {
  const parameters = parametersOf(rule);
  return parameters === null ? { type: rule.type } : { type: rule.type, parameters };
}

/** GitHub demands parameters of some rules; the scenario's own are those of pull requests. */
function parametersOf(rule: SandboxRuleset['rules'][number]): Record<string, unknown> | null {
  if (rule.type === 'pull_request')
    return {
      required_approving_review_count: rule.approvals ?? 0,
      require_code_owner_review: rule.codeOwnerReview ?? false,
      dismiss_stale_reviews_on_push: false,
      require_last_push_approval: false,
      required_review_thread_resolution: false,
    };
  return otherParameters[rule.type] ?? null;
}

const otherParameters: Readonly<Record<string, Record<string, unknown>>> = {
  required_status_checks: { required_status_checks: [], strict_required_status_checks_policy: false },
  required_deployments: { required_deployment_environments: [] },
  update: { update_allows_fetch_and_merge: false },
  workflows: { workflows: [] },
  tag_name_pattern: { operator: 'starts_with', pattern: 'v' },
  branch_name_pattern: { operator: 'starts_with', pattern: 'release' },
};

export function protection(
  world: World,
  repository: SandboxRepository,
  branch: string,
  made: SandboxBranchProtection,
): Protection {
  const url = `${apiUrl(world, repository)}/branches/${encodeURIComponent(branch)}/protection`;
  return {
    url,
    ...(made.approvals > 0 || made.codeOwnerReview
      ? {
          required_pull_request_reviews: {
            url: `${url}/required_pull_request_reviews`,
            dismiss_stale_reviews: false,
            require_code_owner_reviews: made.codeOwnerReview,
            required_approving_review_count: made.approvals,
            require_last_push_approval: false,
          },
        }
      : {}),
    required_signatures: { url: `${url}/required_signatures`, enabled: false },
    enforce_admins: { url: `${url}/enforce_admins`, enabled: made.adminsEnforced },
    required_linear_history: { enabled: false },
    allow_force_pushes: { enabled: made.forcePushes },
    allow_deletions: { enabled: made.deletions },
    block_creations: { enabled: false },
    required_conversation_resolution: { enabled: false },
    lock_branch: { enabled: false },
    allow_fork_syncing: { enabled: false },
  };
}
