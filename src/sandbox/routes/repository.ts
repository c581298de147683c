import { accountOf, repositoriesOf, roleOf } from '../accounts.ts';
import { type Answer, notFound, ok } from '../http/answer.ts';
import { paginate } from '../http/paginate.ts';
import { isGranted } from '../http/permission.ts';
import { onRepository, type RepositoryCall, type Route } from '../http/route.ts';
import { fullRepository, repositoryLine } from '../shapes/repository.ts';
import type { CollaboratorPermission, RateLimits } from '../shapes/types.ts';
import { fullUser, organisation, simpleUser } from '../shapes/user.ts';

/** Who and what there is: repositories, accounts, and what is left of the hour. */
export const repositoryRoutes: readonly Route[] = [
  {
    by: 'installation',
    method: 'GET',
    path: '/installation/repositories',
    accepts: 'metadata=read',
    handle: (call) =>
      paginate(call, repositoriesOf(call.world.state, call.installation), (page, total) => ({
        total_count: total,
        repository_selection: call.installation.repositories === 'all' ? 'all' : 'selected',
        repositories: page.map((repository) => repositoryLine(call.world, repository)),
      })),
  },
  onRepository('GET', '', 'metadata=read', ({ world, repository, installation }) =>
    ok(fullRepository(world, repository, isGranted('administration=read', installation.permissions))),
  ),
  onRepository('GET', '/collaborators/{username}/permission', 'metadata=read', collaboratorPermission),
  {
    by: 'installation',
    method: 'GET',
    path: '/orgs/{org}',
    accepts: null,
    handle({ world, installation, parameter }) {
      const account = world.state.accounts.get(parameter('org').toLowerCase());
      if (account?.type !== 'Organization') return notFound;
      const isOwn = installation.account.toLowerCase() === account.login.toLowerCase();
      const isGrantedHere = isGranted('organization_administration=read', installation.permissions);
      return ok(organisation(world, account, isOwn && isGrantedHere));
    },
  },
  {
    by: 'installation',
    method: 'GET',
    path: '/users/{username}',
    accepts: null,
    handle({ world, parameter }) {
      const account = world.state.accounts.get(parameter('username').toLowerCase());
      return account === undefined ? notFound : ok(fullUser(world, account.login));
    },
  },
  {
    by: 'installation',
    method: 'GET',
    path: '/rate_limit',
    accepts: null,
    handle({ world, installation }) {
      const core = world.limits.read(installation.id, 'core');
      const graphql = world.limits.read(installation.id, 'graphql');
      const answer: RateLimits = {
        resources: { core, graphql, search: { ...core, limit: 30, used: 0, remaining: 30 } },
        rate: core,
      };
      return ok(answer);
    },
  },
];

/** The old word for a role, which knows four only. */
const oldWords: Readonly<Record<string, string>> = { maintain: 'write', triage: 'read' };

function collaboratorPermission({ world, repository, parameter }: RepositoryCall): Answer {
  const login = parameter('username');
  if (!world.state.accounts.has(login.toLowerCase())) return notFound;
  const role = roleOf(world.state, repository, login);
  const permission = oldWords[role] ?? role;
  const answer: CollaboratorPermission = {
    permission,
    role_name: role,
    user: {
      ...simpleUser(world, accountOf(world.state, login).login),
      role_name: role,
      permissions: {
        admin: role === 'admin',
        maintain: ['admin', 'maintain'].includes(role),
        push: ['admin', 'maintain', 'write'].includes(role),
        triage: ['admin', 'maintain', 'write', 'triage'].includes(role),
        pull: role !== 'none',
      },
    },
  };
  return ok(answer);
}
