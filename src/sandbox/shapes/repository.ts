import { accountOf } from '../accounts.ts';
import type { SandboxRepository } from '../state.ts';
import { firstDay } from '../story.ts';
import type { World } from '../world.ts';
import { nodeId } from './node-id.ts';
import type { FullRepository, Repository } from './types.ts';
import { simpleUser } from './user.ts';

/** Where the API has a repository. */
export function apiUrl(world: World, { owner, name }: Pick<SandboxRepository, 'owner' | 'name'>): string {
  return `${world.url}/repos/${owner}/${name}`;
}

/** Where people look at it. */
export function htmlUrl(world: World, { owner, name }: Pick<SandboxRepository, 'owner' | 'name'>): string {
  return `${world.url}/${owner}/${name}`;
}

/** As lists and webhooks carry it. */
export function repositoryLine(world: World, repository: SandboxRepository): Repository {
  const openIssues = [...repository.issues.values(), ...repository.pulls.values()].filter(
    ({ state }) => state === 'open',
  ).length;
  const forks = [...world.state.repositories.values()].filter(
    ({ parent, deleted }) => parent === repository.id && !deleted,
  ).length;
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    owner: simpleUser(world, repository.owner),
    private: repository.visibility !== 'public',
    visibility: repository.visibility,
    html_url: htmlUrl(world, repository),
    description: null,
    fork: repository.parent !== null,
    ...urls(apiUrl(world, repository), htmlUrl(world, repository)),
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    topics: [],
    forks_count: forks,
    forks,
    stargazers_count: 0,
    watchers_count: 0,
    watchers: 0,
    size: repository.objects.size,
    default_branch: repository.defaultBranch,
    open_issues_count: openIssues,
    open_issues: openIssues,
    is_template: false,
    has_issues: repository.issuesEnabled,
    has_projects: true,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: repository.archived,
    disabled: false,
    allow_forking: true,
    web_commit_signoff_required: false,
    pushed_at: repository.pushedAt,
    created_at: firstDay,
    updated_at: repository.pushedAt,
  };
}

/** As it is asked for by itself. What is switched on for security is shown to those who administer the repository. */
export function fullRepository(world: World, repository: SandboxRepository, isAdministrator: boolean): FullRepository {
  const line = repositoryLine(world, repository);
  const parent = repository.parent === null ? undefined : world.state.repositories.get(repository.parent);
  const isOrganisation = accountOf(world.state, repository.owner).type === 'Organization';
  return {
    ...line,
    pushed_at: repository.pushedAt,
    created_at: firstDay,
    updated_at: repository.pushedAt,
    has_discussions: false,
    license: null,
    template_repository: null,
    subscribers_count: 0,
    network_count: line.forks_count,
    ...(isOrganisation ? { organization: line.owner } : {}),
    ...(parent === undefined ? {} : { parent: repositoryLine(world, parent), source: repositoryLine(world, parent) }),
    ...(isAdministrator
      ? {
          security_and_analysis: {
            secret_scanning: { status: onOff(repository.secretScanning) },
            secret_scanning_push_protection: { status: onOff(repository.pushProtection) },
            dependabot_security_updates: { status: onOff(repository.vulnerabilityAlerts) },
          },
        }
      : {}),
  };
}

/** As check suites and the lists of installations carry it. */
export function repositoryStub(repository: SandboxRepository) {
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    private: repository.visibility !== 'public',
  };
}

function onOff(isOn: boolean): 'enabled' | 'disabled' {
  return isOn ? 'enabled' : 'disabled';
}

function urls(api: string, html: string) {
  const bare = html.replace(/^https?:/, '');
  return {
    url: api,
    archive_url: `${api}/{archive_format}{/ref}`,
    assignees_url: `${api}/assignees{/user}`,
    blobs_url: `${api}/git/blobs{/sha}`,
    branches_url: `${api}/branches{/branch}`,
    collaborators_url: `${api}/collaborators{/collaborator}`,
    comments_url: `${api}/comments{/number}`,
    commits_url: `${api}/commits{/sha}`,
    compare_url: `${api}/compare/{base}...{head}`,
    contents_url: `${api}/contents/{+path}`,
    contributors_url: `${api}/contributors`,
    deployments_url: `${api}/deployments`,
    downloads_url: `${api}/downloads`,
    events_url: `${api}/events`,
    forks_url: `${api}/forks`,
    git_commits_url: `${api}/git/commits{/sha}`,
    git_refs_url: `${api}/git/refs{/sha}`,
    git_tags_url: `${api}/git/tags{/sha}`,
    git_url: `git:${bare}.git`,
    issue_comment_url: `${api}/issues/comments{/number}`,
    issue_events_url: `${api}/issues/events{/number}`,
    issues_url: `${api}/issues{/number}`,
    keys_url: `${api}/keys{/key_id}`,
    labels_url: `${api}/labels{/name}`,
    languages_url: `${api}/languages`,
    merges_url: `${api}/merges`,
    milestones_url: `${api}/milestones{/number}`,
    notifications_url: `${api}/notifications{?since,all,participating}`,
    pulls_url: `${api}/pulls{/number}`,
    releases_url: `${api}/releases{/id}`,
    ssh_url: `ssh://git@${bare.slice(2)}.git`,
    stargazers_url: `${api}/stargazers`,
    statuses_url: `${api}/statuses/{sha}`,
    subscribers_url: `${api}/subscribers`,
    subscription_url: `${api}/subscription`,
    tags_url: `${api}/tags`,
    teams_url: `${api}/teams`,
    trees_url: `${api}/git/trees{/sha}`,
    clone_url: `${html}.git`,
    hooks_url: `${api}/hooks`,
    svn_url: html,
  };
}
