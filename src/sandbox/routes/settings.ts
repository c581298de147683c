import { type Answer, failure, noContent, notFound, ok } from '../http/answer.ts';
import { paginate } from '../http/paginate.ts';
import { onRepository, type RepositoryCall, type Route } from '../http/route.ts';
import { nodeId } from '../shapes/node-id.ts';
import { environment, secret } from '../shapes/settings.ts';
import type { SandboxEnvironment } from '../state.ts';

/** What a repository's settings show: environments, names of secrets, and what is switched on. */
export const settingsRoutes: readonly Route[] = [
  onRepository('GET', '/environments', 'actions=read', (call) =>
    paginate(call, [...call.repository.environments.values()], (page, total) => ({
      total_count: total,
      environments: page.map((made) => environment(call.world, call.repository, made)),
    })),
  ),
  onRepository('GET', '/environments/{environment_name}/deployment-branch-policies', 'actions=read', (call) =>
    onEnvironment(call, (made) => {
      // A scenario says that there are policies of its own, not which: it stands for tags of versions.
      const policies =
        made.branchPolicy === 'custom' ? [{ id: made.id * 10 + 3, name: 'v*', type: 'tag' as const }] : [];
      return paginate(call, policies, (page, total) => ({
        total_count: total,
        branch_policies: page.map((policy) => ({ ...policy, node_id: nodeId('GA', policy.id) })),
      }));
    }),
  ),
  onRepository('GET', '/environments/{environment_name}/secrets', 'environments=read', (call) =>
    onEnvironment(call, (made) => listSecrets(call, made.secrets)),
  ),
  onRepository('GET', '/environments/{environment_name}', 'actions=read', (call) =>
    onEnvironment(call, (made) => ok(environment(call.world, call.repository, made))),
  ),
  onRepository('GET', '/actions/secrets', 'secrets=read', (call) => listSecrets(call, call.repository.secrets)),
  onRepository('GET', '/actions/organization-secrets', 'secrets=read', (call) =>
    listSecrets(call, call.repository.organisationSecrets),
  ),
  onRepository('GET', '/immutable-releases', 'administration=read', ({ repository }) =>
    repository.immutableReleases ? ok({ enabled: true, enforced_by_owner: false }) : notFound,
  ),
  onRepository('GET', '/private-vulnerability-reporting', 'metadata=read', ({ repository }) =>
    ok({ enabled: repository.privateVulnerabilityReporting }),
  ),
  onRepository('GET', '/vulnerability-alerts', 'administration=read', ({ repository }) =>
    repository.vulnerabilityAlerts ? noContent : failure(404, 'Vulnerability alerts are disabled.'),
  ),
];

function onEnvironment(call: RepositoryCall, handle: (made: SandboxEnvironment) => Answer): Answer {
  const made = call.repository.environments.get(call.parameter('environment_name'));
  return made === undefined ? notFound : handle(made);
}

function listSecrets(call: RepositoryCall, secrets: ReadonlyMap<string, string>): Answer {
  return paginate(call, [...secrets], (page, total) => ({ total_count: total, secrets: page.map(secret) }));
}
