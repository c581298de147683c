/** An event that a manifest subscribes to. GitHub refuses a manifest whose permissions do not allow its events. */
export interface Subscription {
  /** As `X-GitHub-Event` names it. */
  readonly event: string;
  /** The least that GitHub asks for it (docs.github.com, “Webhook events and payloads”), as `permission:level`. */
  readonly permission: string;
  /** What it brings word of, in words that follow "hears of". */
  readonly news: string;
  /** What happens without it, a whole sentence; null where the next audit notices by itself. */
  readonly lost: string | null;
}

/** Every event that `app.yml` or `app.full.yml` subscribes to. A tier has those that its permissions allow. */
export const subscriptions: readonly Subscription[] = [
  {
    event: 'branch_protection_rule',
    permission: 'administration:read',
    news: 'changes of classic branch protection',
    lost: null,
  },
  {
    event: 'check_run',
    // Re-runs and buttons are sent only to apps that may write checks.
    permission: 'checks:write',
    news: "the check run's buttons",
    lost: 'The buttons of the check run do nothing.',
  },
  {
    event: 'check_suite',
    permission: 'checks:write',
    news: 'a re-run of all checks',
    lost: 'A re-run of all checks passes Mintmark by.',
  },
  { event: 'create', permission: 'contents:read', news: 'new tags', lost: null },
  { event: 'delete', permission: 'contents:read', news: 'deleted tags', lost: null },
  {
    event: 'deployment_protection_rule',
    permission: 'deployments:write',
    news: 'deployments that ask to be let through',
    lost: 'Deployments to an environment that carries the rule wait in vain.',
  },
  {
    event: 'issue_comment',
    permission: 'issues:read',
    news: 'answers in the issue',
    lost: 'Answers in the issue are not read.',
  },
  {
    event: 'issues',
    permission: 'issues:read',
    news: 'boxes that are ticked and issues that are closed',
    lost: 'Boxes that are ticked in the issue do nothing.',
  },
  { event: 'member', permission: 'members:read', news: 'people who may push, or no longer', lost: null },
  {
    event: 'merge_group',
    permission: 'merge_queues:read',
    news: 'merge groups',
    lost: 'A merge queue that requires the check waits for it in vain.',
  },
  { event: 'organization', permission: 'members:read', news: 'members and the name of the organisation', lost: null },
  {
    event: 'pull_request',
    permission: 'pull_requests:read',
    news: 'pull requests',
    lost: 'Pull requests get no check.',
  },
  { event: 'push', permission: 'contents:read', news: 'pushes', lost: null },
  { event: 'registry_package', permission: 'packages:read', news: "packages on GitHub's own registry", lost: null },
  { event: 'release', permission: 'contents:read', news: 'releases', lost: null },
  { event: 'repository', permission: 'metadata:read', news: 'renames and transfers', lost: null },
  { event: 'repository_ruleset', permission: 'administration:read', news: 'changes of rulesets', lost: null },
  {
    event: 'secret_scanning_alert',
    permission: 'secret_scanning_alerts:read',
    news: 'leaked secrets that GitHub has found',
    lost: null,
  },
  { event: 'workflow_run', permission: 'actions:read', news: 'runs of the publishing workflow', lost: null },
];
