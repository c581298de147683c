import { botOf, roleOf } from '../accounts.ts';
import type { SandboxComment, SandboxIssue, SandboxLabel, SandboxPull, SandboxRepository } from '../state.ts';
import type { World } from '../world.ts';
import { app } from './app.ts';
import { nodeId } from './node-id.ts';
import { pullId } from './pull-id.ts';
import { apiUrl, htmlUrl } from './repository.ts';
import type { Comment, Issue, Label } from './types.ts';
import { simpleUser } from './user.ts';

export function issue(world: World, repository: SandboxRepository, item: SandboxIssue): Issue {
  return {
    ...urls(world, repository, item.number, 'issues'),
    id: item.id,
    node_id: nodeId('I', item.id),
    number: item.number,
    title: item.title,
    user: simpleUser(world, item.author),
    labels: [...item.labels].map((name) => label(world, repository, labelNamed(repository, name))),
    state: item.state,
    state_reason: item.stateReason,
    locked: item.locked,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: item.comments.length,
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    closed_at: item.state === 'closed' ? item.updatedAt : null,
    closed_by: null,
    author_association: association(world, repository, item.author),
    active_lock_reason: null,
    body: item.body,
    reactions: reactions(`${apiUrl(world, repository)}/issues/${item.number}/reactions`),
    ...byApp(world, item.author),
  };
}

/** A pull request is an issue, too. */
export function pullAsIssue(world: World, repository: SandboxRepository, pull: SandboxPull): Issue {
  const html = `${htmlUrl(world, repository)}/pull/${pull.number}`;
  return {
    ...urls(world, repository, pull.number, 'pull'),
    id: pullId(repository, pull),
    node_id: nodeId('PR', pullId(repository, pull)),
    number: pull.number,
    title: pull.title,
    user: simpleUser(world, pull.author),
    labels: [],
    state: pull.state,
    state_reason: null,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: pull.comments.length,
    created_at: pull.createdAt,
    updated_at: pull.createdAt,
    closed_at: pull.state === 'closed' ? pull.createdAt : null,
    author_association: association(world, repository, pull.author),
    active_lock_reason: null,
    body: pull.body,
    reactions: reactions(`${apiUrl(world, repository)}/issues/${pull.number}/reactions`),
    pull_request: {
      url: `${apiUrl(world, repository)}/pulls/${pull.number}`,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: pull.merged ? pull.createdAt : null,
    },
  };
}

export function comment(world: World, repository: SandboxRepository, number: number, written: SandboxComment): Comment {
  const api = apiUrl(world, repository);
  return {
    id: written.id,
    node_id: nodeId('IC', written.id),
    url: `${api}/issues/comments/${written.id}`,
    html_url: `${htmlUrl(world, repository)}/issues/${number}#issuecomment-${written.id}`,
    issue_url: `${api}/issues/${number}`,
    user: simpleUser(world, written.author),
    created_at: written.createdAt,
    updated_at: written.createdAt,
    author_association: association(world, repository, written.author),
    body: written.body,
    reactions: reactions(`${api}/issues/comments/${written.id}/reactions`),
    ...byApp(world, written.author),
  };
}

export function label(world: World, repository: SandboxRepository, named: SandboxLabel): Label {
  return {
    id: named.id,
    node_id: nodeId('LA', named.id),
    url: `${apiUrl(world, repository)}/labels/${encodeURIComponent(named.name)}`,
    name: named.name,
    color: named.color,
    default: false,
    description: named.description,
  };
}

function labelNamed(repository: SandboxRepository, name: string): SandboxLabel {
  return repository.labels.get(name) ?? { id: 0, name, color: 'ededed', description: null };
}

export function association(
  world: World,
  repository: SandboxRepository,
  login: string,
): 'OWNER' | 'MEMBER' | 'COLLABORATOR' | 'NONE' {
  if (repository.owner.toLowerCase() === login.toLowerCase()) return 'OWNER';
  if (world.state.accounts.get(repository.owner.toLowerCase())?.members.has(login)) return 'MEMBER';
  return ['none', 'read'].includes(roleOf(world.state, repository, login)) ? 'NONE' : 'COLLABORATOR';
}

function byApp(world: World, author: string) {
  const by = [world.state.app, world.state.fixer].find((each) => author === botOf({ app: each }));
  return { performed_via_github_app: by === undefined ? null : app(world, by) };
}

function urls(world: World, repository: SandboxRepository, number: number, page: 'issues' | 'pull') {
  const url = `${apiUrl(world, repository)}/issues/${number}`;
  return {
    url,
    repository_url: apiUrl(world, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${htmlUrl(world, repository)}/${page}/${number}`,
    timeline_url: `${url}/timeline`,
  };
}

function reactions(url: string) {
  return { url, total_count: 0, '+1': 0, '-1': 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 };
}
