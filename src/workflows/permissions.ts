import type { Job, PermissionLevel, Permissions, Workflow } from './model.ts';

/** What a job's token may do, by scope; a scope that is not in it is `none`. Null: the repository's default applies. */
export type GrantedPermissions = ReadonlyMap<string, PermissionLevel> | null;

/** Jobs that call a workflow, outermost first; empty for a workflow that an event starts. */
export type CallingJobs = readonly {
  readonly workflow: Pick<Workflow, 'permissions'>;
  readonly job: Pick<Job, 'permissions'>;
}[];

/** What a `permissions:` block asks for. */
export function permissionsOf(block: Permissions | null): GrantedPermissions {
  if (block === null) return null;
  switch (block.all) {
    case 'none':
      return new Map();
    case 'read-all':
      return new Map(scopes.filter(({ read }) => read).map(({ scope }) => [scope, 'read']));
    case 'write-all':
      return new Map(scopes.map(({ scope, write }) => [scope, write ? 'write' : 'read']));
    case null:
      return new Map(
        block.scopes.filter(({ level }) => level !== 'none').map(({ scope, level }) => [scope.toLowerCase(), level]),
      );
  }
}

/**
 * The permissions in force for a job. Its own block replaces the workflow's; a called workflow gets no more than the job
 * that calls it has, and all of that when it asks for nothing itself. Where several chains of callers lead to it, the
 * strongest of each scope counts.
 */
export function effectivePermissions(
  workflow: Pick<Workflow, 'permissions'>,
  job: Pick<Job, 'permissions'>,
  chains: readonly CallingJobs[] = [],
): GrantedPermissions {
  if (chains.length === 0) return requested(workflow, job);
  return chains
    .map((chain) => [...chain, { workflow, job }].map((link) => requested(link.workflow, link.job)).reduce(narrowed))
    .reduce(strongest);
}

/**
 * Whether the token surely may do this. Every default token reads contents and packages and none has `id-token`; the
 * rest depends on the repository's settings, and counts as not granted.
 */
export function grants(permissions: GrantedPermissions, scope: string, level: 'read' | 'write'): boolean {
  if (permissions === null) return level === 'read' && readByDefault.has(scope);
  return rank(permissions.get(scope)) >= ranks[level];
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions */
const scopes: readonly { readonly scope: string; readonly read: boolean; readonly write: boolean }[] = [
  { scope: 'actions', read: true, write: true },
  { scope: 'artifact-metadata', read: true, write: true },
  { scope: 'attestations', read: true, write: true },
  { scope: 'checks', read: true, write: true },
  { scope: 'contents', read: true, write: true },
  { scope: 'deployments', read: true, write: true },
  { scope: 'discussions', read: true, write: true },
  { scope: 'id-token', read: false, write: true },
  { scope: 'issues', read: true, write: true },
  { scope: 'models', read: true, write: false },
  { scope: 'packages', read: true, write: true },
  { scope: 'pages', read: true, write: true },
  { scope: 'pull-requests', read: true, write: true },
  { scope: 'repository-projects', read: true, write: true },
  { scope: 'security-events', read: true, write: true },
  { scope: 'statuses', read: true, write: true },
];

const readByDefault: ReadonlySet<string> = new Set(['contents', 'packages']);

const ranks: Readonly<Record<PermissionLevel, number>> = { none: 0, read: 1, write: 2 };

function rank(level: PermissionLevel | undefined): number {
  return ranks[level ?? 'none'];
}

function requested(workflow: Pick<Workflow, 'permissions'>, job: Pick<Job, 'permissions'>): GrantedPermissions {
  return permissionsOf(job.permissions ?? workflow.permissions);
}

/**
 * A caller that is silent hands on the repository's default, which has no `id-token`. GitHub refuses to start a run
 * whose called workflow asks for more than that, so a workflow that is in use has it: its own request is taken as in
 * force.
 */
function narrowed(granted: GrantedPermissions, asked: GrantedPermissions): GrantedPermissions {
  if (granted === null) return asked;
  if (asked === null) return granted;
  return new Map(
    [...asked].flatMap(([scope, level]): [string, PermissionLevel][] => {
      const limit = granted.get(scope);
      if (limit === undefined) return [];
      return [[scope, rank(limit) < rank(level) ? limit : level]];
    }),
  );
}

/** The higher level of each scope. */
export function strongest(left: GrantedPermissions, right: GrantedPermissions): GrantedPermissions {
  if (left === null || right === null) return left ?? right;
  const strongestOfEach = new Map(left);
  for (const [scope, level] of right) {
    if (rank(level) > rank(strongestOfEach.get(scope))) strongestOfEach.set(scope, level);
  }
  return strongestOfEach;
}
