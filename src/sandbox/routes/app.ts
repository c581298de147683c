import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { findRepository, installationOf, installationsOf, reaches, repositoriesOf } from '../accounts.ts';
import { type Answer, created, failure, notFound, ok } from '../http/answer.ts';
import { suspended, tokenLifetime } from '../http/authenticate.ts';
import { paginate } from '../http/paginate.ts';
import { type AppCall, type Call, type Route, withBody } from '../http/route.ts';
import { app, convertedManifest, installation } from '../shapes/app.ts';
import { repositoryLine } from '../shapes/repository.ts';
import type { InstallationToken } from '../shapes/types.ts';
import type { SandboxInstallation } from '../state.ts';

/** What an app asks for by its JWT, about itself. */
export const appRoutes: readonly Route[] = [
  { by: 'app', method: 'GET', path: '/app', handle: (call) => ok(app(call.world, call.app)) },
  {
    by: 'app',
    method: 'GET',
    path: '/app/installations',
    handle: (call) =>
      paginate(call, [...installationsOf(call.world.state, call.app).values()], (page) =>
        page.map((installed) => installation(call.world, installed, call.app)),
      ),
  },
  {
    by: 'app',
    method: 'GET',
    path: '/app/installations/{installation_id}',
    handle: (call) =>
      told(call, installationsOf(call.world.state, call.app).get(Number(call.parameter('installation_id')))),
  },
  { by: 'app', method: 'POST', path: '/app/installations/{installation_id}/access_tokens', handle: giveToken },
  {
    by: 'app',
    method: 'GET',
    path: '/repos/{owner}/{repo}/installation',
    handle(call) {
      const repository = findRepository(call.world.state, call.parameter('owner'), call.parameter('repo'));
      const installed = repository && installationOf(call.world.state, repository.owner, call.app);
      return told(call, installed && repository && reaches(installed, repository) ? installed : null);
    },
  },
  {
    by: 'app',
    method: 'GET',
    path: '/orgs/{org}/installation',
    handle: (call) => told(call, installationOf(call.world.state, call.parameter('org'), call.app)),
  },
  {
    by: 'app',
    method: 'GET',
    path: '/users/{username}/installation',
    handle: (call) => told(call, installationOf(call.world.state, call.parameter('username'), call.app)),
  },
  { by: 'anybody', method: 'POST', path: '/app-manifests/{code}/conversions', handle: convertManifest },
];

function told({ world, app: by }: AppCall, installed: SandboxInstallation | null | undefined): Answer {
  return installed === null || installed === undefined ? notFound : ok(installation(world, installed, by));
}

const tokenRequest = z.strictObject({
  repositories: z.array(z.string()).optional(),
  repository_ids: z.array(z.int()).optional(),
  permissions: z.record(z.string(), z.enum(['read', 'write'])).optional(),
});

function giveToken(call: AppCall): Answer {
  const installed = installationsOf(call.world.state, call.app).get(Number(call.parameter('installation_id')));
  if (installed === undefined) return notFound;
  if (installed.suspendedAt !== null) return suspended;
  return withBody(call, 'InstallationToken', tokenRequest, (asked) => {
    const own = repositoriesOf(call.world.state, installed);
    const chosen = own.filter(
      ({ id, name }) => asked.repository_ids?.includes(id) || asked.repositories?.includes(name),
    );
    const count = (asked.repository_ids?.length ?? 0) + (asked.repositories?.length ?? 0);
    const isNarrow = asked.repository_ids !== undefined || asked.repositories !== undefined;
    if (chosen.length < count)
      return failure(
        422,
        'There is at least one repository that does not exist or is not accessible to the parent installation.',
      );
    const isTooMuch = Object.entries(asked.permissions ?? {}).some(
      ([name, access]) => installed.permissions[name] !== 'write' && installed.permissions[name] !== access,
    );
    if (isTooMuch) return failure(422, 'The permissions requested are not granted to this installation.');

    const token = `ghs_${randomBytes(18).toString('hex')}`;
    const expiresAt = new Date(Date.now() + tokenLifetime).toISOString().replace(/\.\d+/, '');
    call.world.state.tokens.set(token, {
      installation: installed.id,
      expiresAt,
      permissions: asked.permissions ?? null,
      repositories: isNarrow ? new Set(chosen.map(({ id }) => id)) : null,
    });
    const answer: InstallationToken = {
      token,
      expires_at: expiresAt,
      permissions: { ...(asked.permissions ?? installed.permissions) },
      repository_selection: isNarrow || installed.repositories !== 'all' ? 'selected' : 'all',
      ...(isNarrow ? { repositories: chosen.map((repository) => repositoryLine(call.world, repository)) } : {}),
    };
    return created(answer);
  });
}

/** A code is good once. */
function convertManifest(call: Call): Answer {
  const code = call.parameter('code');
  return call.world.manifests.delete(code) ? created(convertedManifest(call.world)) : notFound;
}
