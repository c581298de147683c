import type { Exchange, Sandbox } from '../../../src/sandbox/sandbox.ts';
import { checkGraphql } from './graphql.ts';
import { type Content, type FoundOperation, type Operation, operationAt } from './operations.ts';
import { mismatches, unknownProperties } from './schemas.ts';

/**
 * Watches all that a sandbox is asked and answers:
 *
 *     const violations = checkEverything(sandbox);
 *     …
 *     expect(violations()).toEqual([]);
 */
export function checkEverything(sandbox: Pick<Sandbox, 'onAnswer'>): () => readonly string[] {
  const violations = new Set<string>();
  sandbox.onAnswer((exchange) => {
    for (const violation of checkExchange(exchange)) violations.add(violation);
  });
  return () => [...violations];
}

/** What one request asks, and its answer says, that GitHub's own description does not know; nothing where all is well. */
export function checkExchange(exchange: Exchange): readonly string[] {
  const { method, path, status } = exchange;
  const { pathname, searchParams } = new URL(path, 'http://github.invalid');
  if (/^(?:\/api)?\/graphql$/.test(pathname)) return named(exchange, checkGraphql(exchange));
  const found = operationAt(method, pathname);
  if (found === null) return [`${method} ${pathname}: GitHub describes no such operation`];
  // A request that GitHub would refuse is fine where it was refused: tests send such on purpose.
  const isRefused = status === 400 || status === 422;
  const asked = isRefused ? [] : [...checkParameters(found, searchParams), ...checkBody(found.operation, exchange)];
  return named(exchange, [...asked, ...checkAnswer(found.operation, exchange)]);
}

function named({ method, path, status }: Exchange, problems: readonly string[]): readonly string[] {
  return problems.map((problem) => `${method} ${path} (${status}): ${problem}`);
}

function checkParameters({ operation, values }: FoundOperation, query: URLSearchParams): readonly string[] {
  const known = new Set(
    operation.parameters.flatMap((parameter) => (parameter.in === 'query' ? [parameter.name] : [])),
  );
  const unknown = [...new Set(query.keys())].filter((name) => !known.has(name));
  const wrong = operation.parameters.flatMap((parameter) => {
    const value = parameter.in === 'path' ? values.get(parameter.name) : query.get(parameter.name);
    if (parameter.in === 'header') return [];
    if (value === null || value === undefined) return parameter.required ? [`${parameter.name} is missing`] : [];
    return mismatches(parameter.schema, value, { coerce: true }).map((problem) => `${parameter.name}: ${problem}`);
  });
  return [...unknown.map((name) => `the query has no parameter ${name}`), ...wrong];
}

function checkBody({ requestBody }: Operation, { requestBody: body }: Exchange): readonly string[] {
  const isEmpty = body === undefined || body === null || body === '';
  if (requestBody === undefined) return isEmpty || isEmptyRecord(body) ? [] : ['the request takes no body'];
  if (isEmpty) return requestBody.required ? ['the request has no body'] : [];
  const schema = jsonSchemaOf(requestBody.content);
  if (schema === null) return [];
  const unknown = unknownProperties(schema, body).map((place) => `${place} is unknown to GitHub`);
  return [...mismatches(schema, body).map((problem) => `request: ${problem}`), ...unknown];
}

/** What GitHub may answer to any request, described or not; 410 besides, where issues are switched off. */
const alwaysPossible = new Set([301, 304, 307, 401, 403, 404, 422, 429]);

function checkAnswer({ path, responses }: Operation, exchange: Exchange): readonly string[] {
  const { status, responseBody: body, responseHeaders: headers } = exchange;
  const described = responses[String(status)];
  const isPossible = alwaysPossible.has(status) || status >= 500 || (status === 410 && path.includes('/issues'));
  if (described === undefined && !isPossible) return [`GitHub answers ${Object.keys(responses).join(', ')} here`];

  const isEmpty = body === undefined || body === null || body === '';
  if (status === 204 || status === 304) return isEmpty ? [] : ['the answer has a body'];
  // Raw contents and differences are no JSON; an outage may be a page.
  if (status >= 500 || (typeof body === 'string' && !/\bjson\b/.test(headers['content-type'] ?? 'json'))) return [];
  const schema = described?.content === undefined ? null : jsonSchemaOf(described.content);
  if (schema !== null) return mismatches(schema, body).map((problem) => `answer: ${problem}`);
  const isError = status >= 400;
  return isError ? mismatches(errorSchema, body).map((problem) => `answer: ${problem}`) : [];
}

const errorSchema = { type: 'object', required: ['message'], properties: { message: { type: 'string' } } };

/** All that JSON may look like here: GitHub has several media types for one answer. One object for each content. */
function jsonSchemaOf(content: Content): Readonly<Record<string, unknown>> | null {
  const known = jsonSchemas.get(content);
  if (known !== undefined) return known;
  const schemas = Object.entries(content).flatMap(([type, { schema }]) =>
    schema !== undefined && /json|vnd\.github/.test(type) ? [schema] : [],
  );
  const [first] = schemas;
  if (first === undefined) return null;
  const schema = schemas.length === 1 ? first : { anyOf: schemas };
  jsonSchemas.set(content, schema);
  return schema;
}

const jsonSchemas = new WeakMap<Content, Readonly<Record<string, unknown>>>();

function isEmptyRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
