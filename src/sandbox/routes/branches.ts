import { matchesWildcard } from '../../types/glob.ts';
import { resolveCommit } from '../git/resolve.ts';
import { failure, notFound, ok } from '../http/answer.ts';
import { paginate } from '../http/paginate.ts';
import { isGranted } from '../http/permission.ts';
import { onRepository, type Route } from '../http/route.ts';
import { commitLine } from '../shapes/git.ts';
import { apiUrl, htmlUrl } from '../shapes/repository.ts';
import { branchRule, fullRuleset, protection, rulesetLine } from '../shapes/settings.ts';
import type { Branch, BranchShort } from '../shapes/types.ts';
import type { SandboxRepository, SandboxRuleset } from '../state.ts';
import type { World } from '../world.ts';

/** Branches and what protects them. */
export const branchRoutes: readonly Route[] = [
  onRepository('GET', '/branches', 'contents=read', (call) => {
    const names = [...call.repository.refs.keys()].filter((name) => name.startsWith(heads)).toSorted();
    return paginate(call, names, (page) =>
      page.map((name) => branchLine(call.world, call.repository, name.slice(heads.length))),
    );
  }),
  onRepository('GET', '/branches/{branch+}/protection', 'administration=read', (call) => {
    const branch = call.parameter('branch');
    const made = call.repository.branchProtection.get(branch);
    if (!call.repository.refs.has(heads + branch)) return failure(404, 'Branch not found');
    if (made === undefined) return failure(404, 'Branch not protected');
    return ok(protection(call.world, call.repository, branch, made));
  }),
  onRepository('GET', '/branches/{branch+}', 'contents=read', (call) => {
    const branch = call.parameter('branch');
    if (!call.repository.refs.has(heads + branch)) return failure(404, 'Branch not found');
    return ok(fullBranch(call.world, call.repository, branch));
  }),
  onRepository('GET', '/rulesets', 'metadata=read', (call) => {
    const withParents = call.query.get('includes_parents') !== 'false';
    const targets = call.query.get('targets')?.split(',');
    const shown = call.repository.rulesets.filter(
      ({ from, target }) => (withParents || from === 'Repository') && (targets?.includes(target) ?? true),
    );
    return paginate(call, shown, (page) => page.map((made) => rulesetLine(call.world, call.repository, made)));
  }),
  onRepository('GET', '/rulesets/{ruleset_id}', 'metadata=read', (call) => {
    const made = call.repository.rulesets.find(({ id }) => id === Number(call.parameter('ruleset_id')));
    if (made === undefined) return notFound;
    const mayWrite = isGranted('administration=write', call.installation.permissions);
    return ok(fullRuleset(call.world, call.repository, made, mayWrite));
  }),
  onRepository('GET', '/rules/branches/{branch+}', 'metadata=read', (call) => {
    const active = call.repository.rulesets.filter(
      (made) => made.enforcement === 'active' && holdsFor(call.repository, made, call.parameter('branch')),
    );
    const rules = active.flatMap((made) => made.rules.map((rule) => branchRule(call.repository, made, rule)));
    return paginate(call, rules, (page) => page);
  }),
];

const heads = 'refs/heads/';

/** Whether a ruleset holds for a branch, by its patterns. */
function holdsFor(repository: SandboxRepository, made: SandboxRuleset, branch: string): boolean {
  const matches = (pattern: string) =>
    pattern === '~ALL' ||
    (pattern === '~DEFAULT_BRANCH' && branch === repository.defaultBranch) ||
    matchesWildcard(heads + branch, pattern);
  return made.target === 'branch' && made.include.some(matches) && !made.exclude.some(matches);
}

function branchLine(world: World, repository: SandboxRepository, branch: string): BranchShort {
  const sha = resolveCommit(repository, heads + branch) ?? '';
  const isProtected = isProtectedBranch(repository, branch);
  return { name: branch, commit: { sha, url: `${apiUrl(world, repository)}/commits/${sha}` }, protected: isProtected };
}

function fullBranch(world: World, repository: SandboxRepository, branch: string): Branch {
  const url = `${apiUrl(world, repository)}/branches/${encodeURIComponent(branch)}`;
  const isProtected = isProtectedBranch(repository, branch);
  return {
    name: branch,
    commit: commitLine(world, repository, resolveCommit(repository, heads + branch) ?? ''),
    _links: { self: url, html: `${htmlUrl(world, repository)}/tree/${branch}` },
    protected: isProtected,
    protection: {
      enabled: isProtected,
      required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] },
    },
    protection_url: `${url}/protection`,
  };
}

function isProtectedBranch(repository: SandboxRepository, branch: string): boolean {
  return (
    repository.branchProtection.has(branch) ||
    repository.rulesets.some((made) => made.enforcement === 'active' && holdsFor(repository, made, branch))
  );
}
