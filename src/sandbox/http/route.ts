import type { z } from 'zod';
import type { SandboxApp, SandboxInstallation, SandboxRepository } from '../state.ts';
import type { World } from '../world.ts';
import { type Answer, invalid } from './answer.ts';

/** One request, as routes see it. */
export interface Call {
  readonly world: World;
  readonly method: string;
  /** Without the query and without `/api/v3`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined where nothing was sent. */
  readonly body: unknown;
  /** A part of the path that the route names, decoded. */
  readonly parameter: (name: string) => string;
}

/** A request by one of the apps. */
export interface AppCall extends Call {
  readonly app: SandboxApp;
}

/** A request by a person who has signed in to an app. */
export interface UserCall extends AppCall {
  readonly login: string;
}

/** A request by an installation, which is narrowed to what its token may do. */
export interface InstallationCall extends AppCall {
  readonly installation: SandboxInstallation;
}

/** A request by an installation on a repository that it reaches. */
export interface RepositoryCall extends InstallationCall {
  readonly repository: SandboxRepository;
}

/**
 * A route by who may call it. `path` is GitHub's, with `{name+}` for what may hold slashes; `accepts` is what GitHub sends
 * as `X-Accepted-GitHub-Permissions`: `contents=read`, alternatives after `; `. A repository's path leaves out
 * `/repos/{owner}/{repo}`.
 */
export type Route =
  | (RoutePath & { readonly by: 'anybody'; handle(call: Call): Answer })
  | (RoutePath & { readonly by: 'app'; handle(call: AppCall): Answer | Promise<Answer> })
  /** By the app's client secret. */
  | (RoutePath & { readonly by: 'client'; handle(call: AppCall): Answer })
  | (RoutePath & { readonly by: 'user'; handle(call: UserCall): Answer })
  | (RoutePath & {
      readonly by: 'installation';
      readonly accepts: string | null;
      handle(call: InstallationCall): Answer;
    })
  | (RoutePath & {
      readonly by: 'repository';
      readonly accepts: string;
      handle(call: RepositoryCall): Answer | Promise<Answer>;
    });

interface RoutePath {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
}

/** A route on a repository, in a row of a table. */
export function onRepository(
  method: RoutePath['method'],
  path: string,
  accepts: string,
  handle: (call: RepositoryCall) => Answer | Promise<Answer>,
): Route {
  return { by: 'repository', method, path, accepts, handle };
}

/** Reads what was sent against a schema and hands it on; 422 in GitHub's shape where it does not fit. */
export function withBody<Body>(
  call: Call,
  resource: string,
  schema: z.ZodType<Body>,
  handle: (body: Body) => Answer,
): Answer {
  const checked = schema.safeParse(call.body ?? {});
  if (checked.success) return handle(checked.data);
  return invalid(
    checked.error.issues.map(({ path, message, input }) => ({
      resource,
      field: path.join('.'),
      code: input === undefined ? 'missing_field' : 'invalid',
      message,
    })),
  );
}
