import type { GraphqlAnswer } from '../../src/github/client.ts';
import { type Answers, fakeGitHub } from './fake-github.ts';

const sha = (letter: string) => letter.repeat(40);

/** The query's answer for `acme/press`, an organisation's public repository with one of everything. */
export const press = {
  databaseId: 7,
  name: 'press',
  owner: { __typename: 'Organization', login: 'acme', requiresTwoFactorAuthentication: true },
  visibility: 'PUBLIC',
  isArchived: false,
  isFork: false,
  isEmpty: false,
  hasIssuesEnabled: true,
  hasVulnerabilityAlertsEnabled: true,
  isSecurityPolicyEnabled: true,
  defaultBranchRef: {
    name: 'main',
    target: { oid: sha('a'), tree: { oid: sha('b') } },
    branchProtectionRule: {
      requiresApprovingReviews: true,
      requiredApprovingReviewCount: 2,
      requiresCodeOwnerReviews: true,
      allowsForcePushes: false,
      allowsDeletions: false,
      isAdminEnforced: true,
    },
  },
  workflows: {
    entries: [
      { name: 'release.yml', type: 'blob', object: blob('c', 'on: push\n') },
      { name: 'logo.png', type: 'blob', object: { ...blob('d', ''), isBinary: true, text: null } },
      { name: 'folder', type: 'tree', object: { oid: sha('e') } },
    ],
  },
  github: { entries: [{ name: 'CODEOWNERS', type: 'blob', object: blob('f', '\uFEFF* @acme/all\n') }] },
  root: { entries: [{ name: 'package.json', type: 'blob', mode: 33188, oid: sha('1') }] },
  rulesets: {
    nodes: [
      {
        name: 'tags',
        target: 'TAG',
        enforcement: 'ACTIVE',
        source: { __typename: 'Organization' },
        conditions: { refName: { include: ['refs/tags/v*'], exclude: [] } },
        bypassActors: null,
        rules: {
          nodes: [
            { type: 'DELETION', parameters: null },
            { type: 'PULL_REQUEST', parameters: { requiredApprovingReviewCount: 1, requireCodeOwnerReview: true } },
          ],
        },
      },
    ],
  },
  environments: { totalCount: 1 },
  releases: { totalCount: 1 },
  refs: {
    nodes: [
      { name: 'v2', target: { __typename: 'Tag', oid: sha('2'), target: commit('3') } },
      { name: 'v1', target: commit('4') },
      { name: 'logo', target: { __typename: 'Blob', oid: sha('5') } },
    ],
  },
};

/** What REST answers for it, with every permission granted. */
export const pressRoutes: Answers = {
  'GET /repos/{owner}/{repo}/environments': {
    data: {
      total_count: 1,
      environments: [
        {
          name: 'npm',
          can_admins_bypass: false,
          protection_rules: [
            { type: 'required_reviewers', prevent_self_review: true, reviewers: [{ type: 'User' }] },
            { type: 'branch_policy' },
          ],
          deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
        },
      ],
    },
  },
  'GET /repos/{owner}/{repo}/environments/{environment_name}/secrets': secrets('NPM_TOKEN'),
  'GET /repos/{owner}/{repo}/actions/secrets': secrets('DEPLOY_KEY'),
  'GET /repos/{owner}/{repo}/actions/organization-secrets': secrets('SHARED'),
  'GET /repos/{owner}/{repo}/releases': {
    data: [
      { tag_name: 'draft', draft: true, published_at: null, assets: [] },
      {
        tag_name: 'v2',
        name: 'Two',
        draft: false,
        prerelease: false,
        immutable: true,
        published_at: '2026-02-02T00:00:00Z',
        author: { login: 'octocat' },
        assets: [{ name: 'a.tgz', size: 12, digest: 'sha256:00', uploader: { login: 'robot[bot]' } }],
      },
    ],
  },
  'GET /repos/{owner}/{repo}/git/tags/{tag_sha}': { data: { verification: { verified: true, reason: 'valid' } } },
  'GET /repos/{owner}/{repo}/private-vulnerability-reporting': { data: { enabled: true } },
  'GET /repos/{owner}/{repo}/immutable-releases': { data: { enabled: true, enforced_by_owner: false } },
  'GET /repos/{owner}/{repo}': {
    data: {
      security_and_analysis: {
        secret_scanning: { status: 'enabled' },
        secret_scanning_push_protection: { status: 'disabled' },
      },
    },
  },
};

/** A GitHub that holds `acme/press`, with some things otherwise. */
export function pressGitHub(
  changes: {
    readonly repository?: Readonly<Record<string, unknown>>;
    readonly routes?: Answers;
    readonly errors?: GraphqlAnswer<unknown>['errors'];
  } = {},
) {
  const repository = { ...press, ...changes.repository };
  return fakeGitHub({ ...pressRoutes, ...changes.routes }, () => ({
    data: { repository },
    errors: changes.errors ?? [],
  }));
}

function secrets(name: string) {
  return { data: { total_count: 1, secrets: [{ name, created_at: 'then', updated_at: '2026-01-01T00:00:00Z' }] } };
}

function blob(letter: string, text: string) {
  return { oid: sha(letter), byteSize: Buffer.byteLength(text), isBinary: false, isTruncated: false, text };
}

function commit(letter: string) {
  return { __typename: 'Commit', oid: sha(letter), committedDate: '2026-02-01T00:00:00Z' };
}
