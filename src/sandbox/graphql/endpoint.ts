import {
  buildSchema,
  type DocumentNode,
  execute,
  GraphQLError,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import type { SandboxInstallation, SandboxState } from '../state.ts';
import { answeredErrors, syntaxErrors, validationErrors, variableErrors } from './errors.ts';
import { refusals, sizeOf } from './limits.ts';
import { repositoryNamed } from './repository.ts';
import { schemaText } from './schema.ts';

export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: unknown;
}

/** Whose token came with the request; null for none, or one that is no installation's. */
export type GraphqlViewer = { readonly installation: SandboxInstallation } | null;

/** Counts the points of one query, and tells what is left after it. */
export type SpendPoints = (installation: number, cost: number) => PointsLeft;

export interface PointsLeft {
  readonly limit: number;
  readonly remaining: number;
  /** ISO 8601, without milliseconds. */
  readonly resetAt: string;
}

export type GraphqlEndpoint = (
  body: GraphqlRequest,
  viewer: GraphqlViewer,
) => Promise<{ readonly status: number; readonly body: unknown }>;

/**
 * `POST /graphql` over the sandbox's state, for the part of GitHub's schema that our queries use. Mistakes in a query
 * are answered as GitHub does, with status 200 and errors in its words.
 *
 * @param spend counts the points of a query; by itself, the endpoint counts for each installation and hour.
 */
export function graphqlEndpoint(state: SandboxState, spend: SpendPoints = hourlyPoints(state)): GraphqlEndpoint {
  return async (body, viewer) => {
    if (viewer === null) return { status: 401, body: refused('This endpoint requires you to be authenticated.') };
    if (typeof body.query !== 'string' || body.query === '')
      return { status: 400, body: refused('A query attribute must be specified and must be a string.') };

    const read = readDocument(body.query);
    if ('errors' in read) return { status: 200, body: { errors: read.errors } };
    const { document, operation } = read;
    const given = getVariableValues(schema, operation.variableDefinitions ?? [], recordOf(body.variables));
    if (given.errors !== undefined) return { status: 200, body: { errors: variableErrors(given.errors) } };

    const size = sizeOf(schema, document, operation, given.coerced);
    const refusal = refusals(size);
    if (refusal.length > 0) return { status: 200, body: { data: null, errors: refusal } };

    const result = await execute({
      schema,
      document,
      variableValues: recordOf(body.variables),
      rootValue: rootOf(state, viewer.installation, { cost: size.cost, ...spend(viewer.installation.id, size.cost) }),
    });
    const { data, errors } = result;
    return { status: 200, body: errors === undefined ? { data } : { data, errors: answeredErrors(errors) } };
  };
}

const schema = buildSchema(schemaText);

/** More than any query of ours has, and few enough to be read in no time. */
const mostTokens = 20_000;

type Read =
  | { readonly document: DocumentNode; readonly operation: OperationDefinitionNode }
  | { readonly errors: readonly unknown[] };

function readDocument(query: string): Read {
  try {
    const document = parse(query, { maxTokens: mostTokens });
    const errors = validationErrors(schema, document);
    if (errors.length > 0) return { errors };
    const operations = document.definitions.filter((definition) => definition.kind === 'OperationDefinition');
    const [operation] = operations;
    if (operation !== undefined && operations.length === 1) return { document, operation };
    return { errors: [{ message: operation === undefined ? 'No operation to run' : 'An operation name is required' }] };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: syntaxErrors(error) };
    throw error;
  }
}

/** What resolves the fields of `Query`. */
function rootOf(
  state: SandboxState,
  viewer: SandboxInstallation,
  rateLimit: PointsLeft & { readonly cost: number },
): object {
  return {
    repository: (wanted: { owner: string; name: string; followRenames: boolean }) =>
      repositoryNamed(state, viewer, wanted),
    rateLimit,
  };
}

const pointsAnHour = 5000;
const hour = 3_600_000;

/** Hours start with the first query. */
function hourlyPoints(state: SandboxState): SpendPoints {
  const windows = new Map<number, { readonly until: number; used: number }>();

  return (installation, cost) => {
    const now = state.now().getTime();
    const known = windows.get(installation);
    const window = known === undefined || known.until <= now ? { until: now + hour, used: 0 } : known;
    windows.set(installation, window);
    window.used += cost;
    const remaining = Math.max(0, pointsAnHour - window.used);
    return { limit: pointsAnHour, remaining, resetAt: secondsOf(window.until) };
  };
}

/** As GitHub writes times: without milliseconds. */
function secondsOf(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

function refused(message: string): unknown {
  return { message, documentation_url: 'https://docs.github.com/graphql' };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
