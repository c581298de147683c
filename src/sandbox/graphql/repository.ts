import { GraphQLError } from 'graphql';
import type { SandboxInstallation, SandboxIssue, SandboxRepository, SandboxRuleset, SandboxState } from '../state.ts';
import { connection, type Page } from './connection.ts';
import { commitDate, gitObject, objectNamed, objectOf } from './git.ts';
import { showsPolicy } from './security-policy.ts';

/**
 * What resolves `repository(owner:, name:)` for one installation. What its permissions hide is hidden as GitHub does:
 * contents and references are FORBIDDEN, settings that only administrators see are null, and alerts read as off.
 * `releases` and `environments` cannot be null, and are counted for everyone: REST is where they are refused. Nor can
 * `issues`, which has none for whom they are hidden from.
 * @throws GraphQLError of type `NOT_FOUND`
 */
export function repositoryNamed(state: SandboxState, viewer: SandboxInstallation, wanted: WantedRepository): object {
  const repository = find(state, wanted);
  if (repository === null || !isInstalledOn(viewer, repository)) {
    const message = `Could not resolve to a Repository with the name '${wanted.owner}/${wanted.name}'.`;
    throw new GraphQLError(message, { extensions: { type: 'NOT_FOUND' } });
  }
  return repositoryFields(state, repository, (permission, level) => allows(viewer, permission, level));
}

export interface WantedRepository {
  readonly owner: string;
  readonly name: string;
  readonly followRenames: boolean;
}

type May = (permission: string, level: 'read' | 'write') => boolean;

function find(state: SandboxState, { owner, name, followRenames }: WantedRepository): SandboxRepository | null {
  const wanted = `${owner}/${name}`.toLowerCase();
  const all = [...state.repositories.values()].filter((repository) => !repository.deleted);
  const found = all.find((repository) => `${repository.owner}/${repository.name}`.toLowerCase() === wanted);
  if (found !== undefined) return found;
  const moved = followRenames ? state.redirects.get(wanted) : undefined;
  return all.find(({ id }) => id === moved) ?? null;
}

function isInstalledOn({ account, repositories }: SandboxInstallation, { id, owner }: SandboxRepository): boolean {
  return account.toLowerCase() === owner.toLowerCase() && (repositories === 'all' || repositories.has(id));
}

function allows({ permissions }: SandboxInstallation, permission: string, level: 'read' | 'write'): boolean {
  return permissions[permission] === 'write' || permissions[permission] === level;
}

function repositoryFields(state: SandboxState, repository: SandboxRepository, may: May): object {
  const head = `refs/heads/${repository.defaultBranch}`;
  return {
    databaseId: repository.id,
    name: repository.name,
    owner: () => ownerFields(state, repository.owner, may),
    visibility: repository.visibility.toUpperCase(),
    isArchived: repository.archived,
    isFork: repository.parent !== null,
    isEmpty: ![...repository.refs.keys()].some((name) => name.startsWith('refs/heads/')),
    hasIssuesEnabled: repository.issuesEnabled,
    isSecurityPolicyEnabled: () => showsPolicy(state, repository),
    hasVulnerabilityAlertsEnabled: may('administration', 'read') && repository.vulnerabilityAlerts,
    defaultBranchRef: () => (repository.refs.has(head) ? refFields(repository, head, 'refs/heads/', may) : null),
    object: (wanted: { expression?: string | null; oid?: string | null }) => {
      demandContents(may);
      const found =
        typeof wanted.oid === 'string'
          ? objectOf(repository, wanted.oid)
          : objectNamed(repository, wanted.expression ?? '');
      return found === null ? null : gitObject(repository, found);
    },
    refs: (wanted: WantedRefs) => {
      demandContents(may);
      return connection(sortedRefs(repository, wanted), wanted, (name) =>
        refFields(repository, name, wanted.refPrefix, may),
      );
    },
    rulesets: (wanted: Page & { includeParents: boolean; targets?: readonly string[] | null }) => {
      const kept = repository.rulesets.filter(
        ({ from, target }) =>
          (wanted.includeParents || from === 'Repository') && (wanted.targets?.includes(target.toUpperCase()) ?? true),
      );
      return connection(kept, wanted, (ruleset) => rulesetFields(state, repository, ruleset, may));
    },
    environments: (wanted: Page & { names: readonly string[] }) => {
      const all = [...repository.environments.values()];
      const kept = wanted.names.length === 0 ? all : all.filter(({ name }) => wanted.names.includes(name));
      return connection(kept, wanted, ({ name }) => ({ name }));
    },
    releases: (wanted: Page) => connection(publishedReleases(repository), wanted, ({ tag }) => ({ tagName: tag })),
    issues: (wanted: WantedIssues) =>
      connection(may('issues', 'read') ? sortedIssues(repository, wanted) : [], wanted, ({ author }) => ({
        author: () => authorFields(state, author),
      })),
  };
}

interface WantedIssues extends Page {
  readonly states?: readonly ('OPEN' | 'CLOSED')[] | null;
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' } | null;
}

/** Without pull requests, which GraphQL lists by themselves; by the times of their last change where that is wanted. */
function sortedIssues({ issues }: SandboxRepository, { states, orderBy }: WantedIssues): readonly SandboxIssue[] {
  const kept = [...issues.values()].filter(
    ({ state }) => states?.includes(state === 'open' ? 'OPEN' : 'CLOSED') ?? true,
  );
  const time = ({ createdAt, updatedAt }: SandboxIssue) => (orderBy?.field === 'UPDATED_AT' ? updatedAt : createdAt);
  const sorted = kept.toSorted((one, other) => Date.parse(time(one)) - Date.parse(time(other)));
  return orderBy?.direction === 'DESC' ? sorted.toReversed() : sorted;
}

/** The login of an app's bot stands without its ending here, which REST has. */
function authorFields(state: SandboxState, login: string): object {
  const bot = /^(.+)\[bot\]$/.exec(login)?.[1];
  if (bot !== undefined) return { __typename: 'Bot', login: bot };
  return { __typename: state.accounts.get(login.toLowerCase())?.type ?? 'User', login };
}

function demandContents(may: May): void {
  if (may('contents', 'read')) return;
  throw new GraphQLError('Resource not accessible by integration', { extensions: { type: 'FORBIDDEN' } });
}

function ownerFields(state: SandboxState, login: string, may: May): object {
  const account = state.accounts.get(login.toLowerCase());
  const requires = may('organization_administration', 'read') ? (account?.twoFactorRequired ?? null) : null;
  return {
    __typename: account?.type ?? 'User',
    login: account?.login ?? login,
    requiresTwoFactorAuthentication: requires,
  };
}

interface WantedRefs extends Page {
  readonly refPrefix: string;
  readonly query?: string | null;
  readonly direction?: 'ASC' | 'DESC' | null;
  readonly orderBy?: { readonly field: 'ALPHABETICAL' | 'TAG_COMMIT_DATE'; readonly direction: 'ASC' | 'DESC' } | null;
}

/** Full names, in the order that is wanted; those with equal dates by their names. */
function sortedRefs(repository: SandboxRepository, { refPrefix, query, direction, orderBy }: WantedRefs): string[] {
  const names = [...repository.refs.keys()]
    .filter((name) => name.startsWith(refPrefix) && name.slice(refPrefix.length).includes(query ?? ''))
    .toSorted();
  const way = orderBy?.direction ?? direction ?? 'ASC';
  if (orderBy?.field !== 'TAG_COMMIT_DATE') return way === 'ASC' ? names : names.toReversed();
  const dates = new Map(names.map((name) => [name, Date.parse(commitDate(repository, shaOf(repository, name)))]));
  const dateOf = (name: string) => dates.get(name) || 0;
  return names.toSorted((one, other) => (dateOf(one) - dateOf(other)) * (way === 'ASC' ? 1 : -1));
}

function refFields(repository: SandboxRepository, fullName: string, prefix: string, may: May): object {
  const name = fullName.slice(prefix.length);
  return {
    name,
    target: () => {
      demandContents(may);
      const found = objectOf(repository, shaOf(repository, fullName));
      return found === null ? null : gitObject(repository, found);
    },
    branchProtectionRule: () => {
      const rule = repository.branchProtection.get(name);
      if (rule === undefined || !fullName.startsWith('refs/heads/') || !may('administration', 'read')) return null;
      return {
        requiresApprovingReviews: rule.approvals > 0,
        requiredApprovingReviewCount: rule.approvals,
        requiresCodeOwnerReviews: rule.codeOwnerReview,
        allowsForcePushes: rule.forcePushes,
        allowsDeletions: rule.deletions,
        isAdminEnforced: rule.adminsEnforced,
      };
    },
  };
}

function shaOf(repository: SandboxRepository, fullName: string): string {
  return repository.refs.get(fullName) ?? '';
}

function rulesetFields(state: SandboxState, repository: SandboxRepository, ruleset: SandboxRuleset, may: May): object {
  const editedWith = ruleset.from === 'Repository' ? 'administration' : 'organization_administration';
  const rules = ruleset.rules.map((rule) => ({
    type: rule.type.toUpperCase(),
    parameters:
      rule.type === 'pull_request'
        ? {
            __typename: 'PullRequestParameters',
            requiredApprovingReviewCount: rule.approvals ?? 0,
            requireCodeOwnerReview: rule.codeOwnerReview ?? false,
          }
        : null,
  }));
  return {
    name: ruleset.name,
    target: ruleset.target.toUpperCase(),
    enforcement: ruleset.enforcement.toUpperCase(),
    source: () =>
      ruleset.from === 'Repository'
        ? { ...repositoryFields(state, repository, may), __typename: 'Repository' }
        : { ...ownerFields(state, repository.owner, may), __typename: 'Organization' },
    conditions: { refName: { include: ruleset.include, exclude: ruleset.exclude } },
    bypassActors: (wanted: Page) =>
      may(editedWith, 'write') ? connection(Array.from({ length: ruleset.bypassActors }), wanted, () => ({})) : null,
    rules: (wanted: Page & { type?: string | null }) =>
      connection(
        rules.filter(({ type }) => (wanted.type ?? type) === type),
        wanted,
        (rule) => rule,
      ),
  };
}

/** Drafts are shown to those who can push, which an app that only reads cannot. */
function publishedReleases({ releases }: SandboxRepository) {
  return releases.filter(({ draft }) => !draft);
}
