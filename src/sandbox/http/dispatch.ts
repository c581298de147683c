import { findRepository, installationOf, reaches } from '../accounts.ts';
import type { SandboxApp, SandboxRepository } from '../state.ts';
import type { World } from '../world.ts';
import { type Answer, failure, notAccessible, notFound } from './answer.ts';
import type { Viewer } from './authenticate.ts';
import { pathPattern } from './match.ts';
import { isGranted } from './permission.ts';
import type { Call, Route } from './route.ts';

export interface Request {
  readonly method: string;
  /** Without the query and without `/api/v3`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export type Dispatch = (world: World, request: Request, viewer: Viewer) => Answer | Promise<Answer>;

/** Finds the route for a request, sees to it that the caller may use it, and lets it answer. The first that fits is taken. */
export function dispatcher(routes: readonly Route[]): Dispatch {
  const prepared = routes.map((route) => ({ route, match: pathPattern(fullPath(route)) }));
  return (world, request, viewer) => {
    if (viewer.kind === 'refused') return viewer.answer;
    const direct = withoutNumber(world, request.path);
    if (direct === null) return notFound;
    for (const { route, match } of prepared) {
      const parts = route.method === request.method ? match(direct) : null;
      if (parts !== null) return answer(world, { ...request, path: direct }, viewer, route, parts);
    }
    return notFound;
  };
}

/** The path that GitHub documents for a route. */
export function fullPath(route: Route): string {
  return route.by === 'repository' ? `/repos/{owner}/{repo}${route.path}` : route.path;
}

/** `/repositories/{id}/…` is where redirects lead; null where there is no such repository. */
function withoutNumber(world: World, path: string): string | null {
  const [, number, rest = ''] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? [];
  if (number === undefined) return path;
  const repository = world.state.repositories.get(Number(number));
  if (repository === undefined || repository.deleted) return null;
  return `/repos/${repository.owner}/${repository.name}${rest}`;
}

function answer(
  world: World,
  request: Request,
  viewer: Viewer,
  route: Route,
  parts: ReadonlyMap<string, string>,
): Answer | Promise<Answer> {
  const call: Call = { ...request, world, parameter: (name) => parts.get(name) ?? '' };
  if (route.by === 'anybody') return route.handle(call);
  if (viewer.kind === 'nobody' || viewer.kind === 'refused') return failure(401, 'Requires authentication');
  const { app } = viewer;
  if (route.by === 'app') return viewer.kind === 'app' ? route.handle({ ...call, app }) : wrongCredential;
  if (route.by === 'client') return viewer.kind === 'client' ? route.handle({ ...call, app }) : notFound;
  if (route.by === 'user')
    return viewer.kind === 'user' ? route.handle({ ...call, app, login: viewer.login }) : notAccessible;
  if (viewer.kind !== 'installation') return notAccessible;
  const { installation } = viewer;
  if (route.by === 'installation')
    return permitted(route.accepts, installation.permissions, () => route.handle({ ...call, app, installation }));

  const found = findRepository(world.state, call.parameter('owner'), call.parameter('repo'));
  if (found === null) return moved(world, request, call);
  if (isForEverybody(world, request.method, route.accepts, found, app))
    return route.handle({ ...call, app, installation, repository: found });
  if (!reaches(installation, found)) return notFound;
  return permitted(route.accepts, installation.permissions, () =>
    isReadOnly(found, request.method) ? archived : route.handle({ ...call, app, installation, repository: found }),
  );
}

/** The files and the history of a public repository, for an app that is not installed on its account. */
function isForEverybody(
  { state }: World,
  method: string,
  accepts: string,
  repository: SandboxRepository,
  app: SandboxApp,
): boolean {
  if (method !== 'GET' || accepts !== 'contents=read' || repository.visibility !== 'public') return false;
  return installationOf(state, repository.owner, app) === null;
}

const wrongCredential = failure(401, 'A JSON web token could not be decoded');

const archived = failure(403, 'Repository was archived so is read-only.');

function isReadOnly(repository: SandboxRepository, method: string): boolean {
  return repository.archived && method !== 'GET';
}

async function permitted(
  accepts: string | null,
  permissions: Readonly<Record<string, string>>,
  handle: () => Answer | Promise<Answer>,
): Promise<Answer> {
  if (accepts === null) return handle();
  const answered = isGranted(accepts, permissions) ? await handle() : notAccessible;
  return { ...answered, headers: { 'x-accepted-github-permissions': accepts, ...answered.headers } };
}

/** GitHub leads readers on by 301, and by 307 where something is written, since that keeps the method. */
function moved(world: World, request: Request, call: Call): Answer {
  const id = world.state.redirects.get(`${call.parameter('owner')}/${call.parameter('repo')}`.toLowerCase());
  const target = id === undefined ? undefined : world.state.repositories.get(id);
  if (target === undefined || target.deleted) return notFound;
  const rest = request.path.split('/').slice(4).join('/');
  const query = request.query.size === 0 ? '' : `?${request.query.toString()}`;
  const url = `${world.url}/repositories/${target.id}${rest === '' ? '' : `/${rest}`}${query}`;
  const isRead = request.method === 'GET';
  return {
    status: isRead ? 301 : 307,
    body: {
      message: isRead ? 'Moved Permanently' : 'Temporary Redirect',
      url,
      documentation_url: 'https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects',
    },
    headers: { location: url },
  };
}
