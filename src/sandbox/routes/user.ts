import { z } from 'zod';
import { givenRoleOf, installationsOf, isMember, repositoriesOf } from '../accounts.ts';
import { type Answer, noContent, notAccessible, ok } from '../http/answer.ts';
import { clientIdOf } from '../http/authenticate.ts';
import { paginate } from '../http/paginate.ts';
import { type AppCall, type Route, type UserCall, withBody } from '../http/route.ts';
import { installation } from '../shapes/app.ts';
import { repositoryLine } from '../shapes/repository.ts';
import { fullUser } from '../shapes/user.ts';
import type { SandboxInstallation, SandboxRepository } from '../state.ts';

/** What a person who has signed in to the app asks for, and how the app has the sign-in forgotten. */
export const userRoutes: readonly Route[] = [
  { by: 'user', method: 'GET', path: '/user', handle: ({ world, login }) => ok(fullUser(world, login)) },
  {
    by: 'user',
    method: 'GET',
    path: '/user/installations',
    handle: (call) =>
      paginate(
        call,
        [...installationsOf(call.world.state, call.app).values()].filter((installed) => isFor(call, installed)),
        (page, total) => ({
          total_count: total,
          installations: page.map((installed) => installation(call.world, installed, call.app)),
        }),
      ),
  },
  {
    by: 'user',
    method: 'GET',
    path: '/user/installations/{installation_id}/repositories',
    handle: repositoriesFor,
  },
  { by: 'client', method: 'DELETE', path: '/applications/{client_id}/token', handle: forgetToken },
];

function isFor(call: UserCall, installed: SandboxInstallation): boolean {
  return isMember(call.world.state, installed.account, call.login) || seenIn(call, installed).length > 0;
}

/** What the person was given; that everybody may read a repository is not enough. */
function seenIn({ world, login }: UserCall, installed: SandboxInstallation): readonly SandboxRepository[] {
  return repositoriesOf(world.state, installed).filter(
    (repository) => givenRoleOf(world.state, repository, login) !== 'none',
  );
}

function repositoriesFor(call: UserCall): Answer {
  const installed = installationsOf(call.world.state, call.app).get(Number(call.parameter('installation_id')));
  if (installed === undefined || installed.suspendedAt !== null || !isFor(call, installed)) return notAccessible;
  return paginate(call, seenIn(call, installed), (page, total) => ({
    total_count: total,
    repository_selection: installed.repositories === 'all' ? 'all' : 'selected',
    repositories: page.map((repository) => ({
      ...repositoryLine(call.world, repository),
      permissions: rights(givenRoleOf(call.world.state, repository, call.login)),
    })),
  }));
}

const roles = ['read', 'triage', 'write', 'maintain', 'admin'];

/** Each role may what the ones before it may. */
function rights(role: string) {
  const may = (needed: string) => roles.indexOf(role) >= roles.indexOf(needed);
  return {
    pull: may('read'),
    triage: may('triage'),
    push: may('write'),
    maintain: may('maintain'),
    admin: may('admin'),
  };
}

function forgetToken(call: AppCall): Answer {
  if (call.parameter('client_id') !== clientIdOf(call.app)) return notAccessible;
  return withBody(call, 'OauthAccess', z.strictObject({ access_token: z.string() }), ({ access_token: token }) => {
    call.world.state.userTokens.delete(token);
    return noContent;
  });
}
