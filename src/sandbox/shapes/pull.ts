import { diffTrees } from '../git/diff.ts';
import { commitsBetween, mergeBase } from '../git/history.ts';
import { get } from '../git/objects.ts';
import type { SandboxPull, SandboxRepository } from '../state.ts';
import type { World } from '../world.ts';
import { association } from './issue.ts';
import { nodeId } from './node-id.ts';
import { pullId } from './pull-id.ts';
import { apiUrl, htmlUrl, repositoryLine } from './repository.ts';
import type { Pull, PullSimple } from './types.ts';
import { simpleUser } from './user.ts';

export function pullLine(world: World, repository: SandboxRepository, pull: SandboxPull): PullSimple {
  const api = apiUrl(world, repository);
  const url = `${api}/pulls/${pull.number}`;
  const html = `${htmlUrl(world, repository)}/pull/${pull.number}`;
  const issueUrl = `${api}/issues/${pull.number}`;
  const statuses = `${api}/statuses/${pull.headSha}`;
  return {
    id: pullId(repository, pull),
    node_id: nodeId('PR', pullId(repository, pull)),
    number: pull.number,
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issueUrl,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issueUrl}/comments`,
    statuses_url: statuses,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: simpleUser(world, pull.author),
    body: pull.body,
    labels: [],
    milestone: null,
    active_lock_reason: null,
    created_at: pull.createdAt,
    updated_at: pull.createdAt,
    closed_at: pull.state === 'closed' ? pull.createdAt : null,
    merged_at: pull.merged ? pull.createdAt : null,
    merge_commit_sha: pull.merged ? (repository.refs.get(`refs/heads/${pull.baseRef}`) ?? null) : null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: side(world, headRepository(world, repository, pull), pull.headRef, pull.headSha),
    base: side(world, repository, pull.baseRef, pull.baseSha),
    _links: {
      self: { href: url },
      html: { href: html },
      issue: { href: issueUrl },
      comments: { href: `${issueUrl}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${api}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: association(world, repository, pull.author),
    auto_merge: null,
    draft: false,
  };
}

export function fullPull(world: World, repository: SandboxRepository, pull: SandboxPull): Pull {
  const line = pullLine(world, repository, pull);
  const files = changedFiles(repository, pull);
  const from = mergeBase(repository.objects, pull.baseSha, pull.headSha);
  return {
    ...line,
    state: pull.state,
    user: simpleUser(world, pull.author),
    labels: [],
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: { ...line.head, user: simpleUser(world, headRepository(world, repository, pull).owner) },
    base: { ...line.base, user: simpleUser(world, repository.owner) },
    merged: pull.merged,
    mergeable: pull.state === 'open' ? true : null,
    mergeable_state: pull.state === 'open' ? 'clean' : 'unknown',
    rebaseable: null,
    merged_by: null,
    comments: pull.comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commitsBetween(repository.objects, from, pull.headSha).length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

/** What the pull request changes, seen from where it left its base. */
export function changedFiles(repository: SandboxRepository, pull: SandboxPull) {
  const from = mergeBase(repository.objects, pull.baseSha, pull.headSha) ?? pull.baseSha;
  const treeOf = (sha: string) => get(repository.objects, sha, 'commit').tree;
  return diffTrees(repository.objects, treeOf(from), treeOf(pull.headSha));
}

function headRepository(world: World, repository: SandboxRepository, pull: SandboxPull): SandboxRepository {
  return world.state.repositories.get(pull.headRepository) ?? repository;
}

function side(world: World, repository: SandboxRepository, branch: string, sha: string) {
  return {
    label: `${repository.owner}:${branch}`,
    ref: branch,
    sha,
    user: simpleUser(world, repository.owner),
    repo: repositoryLine(world, repository),
  };
}
