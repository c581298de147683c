/** What an installation may do where a scenario does not say: the core tier of the app's manifest. */
export const corePermissions: Readonly<Record<string, 'read' | 'write'>> = {
  metadata: 'read',
  contents: 'read',
  actions: 'read',
  checks: 'write',
  issues: 'write',
  pull_requests: 'read',
  merge_queues: 'read',
};

/** What the second app's manifest, `app.fixer.yml`, asks for. */
export const fixerPermissions: Readonly<Record<string, 'read' | 'write'>> = {
  metadata: 'read',
  contents: 'write',
  pull_requests: 'write',
  workflows: 'write',
};

/** The events that the app is subscribed to. */
export const subscribedEvents: readonly string[] = [
  'branch_protection_rule',
  'check_run',
  'check_suite',
  'create',
  'delete',
  'deployment_protection_rule',
  'issue_comment',
  'issues',
  'member',
  'merge_group',
  'organization',
  'pull_request',
  'push',
  'registry_package',
  'release',
  'repository',
  'repository_ruleset',
  'secret_scanning_alert',
  'workflow_run',
];

/** Events that GitHub sends to every app, whatever it is subscribed to. */
export const alwaysSent: readonly string[] = [
  'github_app_authorization',
  'installation',
  'installation_repositories',
  'installation_target',
  'ping',
];
