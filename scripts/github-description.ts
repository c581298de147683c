// `node scripts/github-description.ts`: writes test/sandbox/description/openapi.json, the part of GitHub's description
// of its REST API that tests check our requests and the sandbox's answers against. The whole is in an npm package of
// hundreds of megabytes, of which one file is read.
import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const source = '@octokit/openapi@23.0.2';
const file = 'package/generated/api.github.com.json';
const target = join(import.meta.dirname, '../test/sandbox/description/openapi.json');

/** What the sandbox serves, and what the app asks for. `/repos/{owner}/{repo}` is left out where a path starts so. */
const operations: readonly string[] = [
  'GET /app',
  'GET /app/hook/config',
  'PATCH /app/hook/config',
  'GET /app/hook/deliveries',
  'GET /app/hook/deliveries/{delivery_id}',
  'POST /app/hook/deliveries/{delivery_id}/attempts',
  'GET /app/installations',
  'GET /app/installations/{installation_id}',
  'POST /app/installations/{installation_id}/access_tokens',
  'POST /app-manifests/{code}/conversions',
  'DELETE /applications/{client_id}/token',
  'GET /installation/repositories',
  'DELETE /installation/token',
  'GET /meta',
  'GET /orgs/{org}',
  'GET /orgs/{org}/installation',
  'GET /rate_limit',
  'GET /user',
  'GET /user/installations',
  'GET /user/installations/{installation_id}/repositories',
  'GET /users/{username}',
  'GET /users/{username}/installation',
  'GET …',
  'PATCH …',
  'GET …/actions/organization-secrets',
  'GET …/actions/runs',
  'GET …/actions/runs/{run_id}',
  'POST …/actions/runs/{run_id}/deployment_protection_rule',
  'GET …/actions/runs/{run_id}/jobs',
  'GET …/actions/secrets',
  'GET …/attestations/{subject_digest}',
  'GET …/branches',
  'GET …/branches/{branch}',
  'GET …/branches/{branch}/protection',
  'POST …/check-runs',
  'GET …/check-runs/{check_run_id}',
  'PATCH …/check-runs/{check_run_id}',
  'GET …/check-runs/{check_run_id}/annotations',
  'POST …/check-runs/{check_run_id}/rerequest',
  'POST …/check-suites',
  'GET …/check-suites/{check_suite_id}',
  'GET …/check-suites/{check_suite_id}/check-runs',
  'POST …/check-suites/{check_suite_id}/rerequest',
  'PATCH …/check-suites/preferences',
  'POST …/code-scanning/sarifs',
  'GET …/code-scanning/sarifs/{sarif_id}',
  'GET …/collaborators',
  'GET …/collaborators/{username}/permission',
  'GET …/commits',
  'GET …/commits/{ref}',
  'GET …/commits/{ref}/check-runs',
  'GET …/commits/{ref}/check-suites',
  'GET …/commits/{ref}/status',
  'GET …/commits/{commit_sha}/pulls',
  'GET …/compare/{basehead}',
  'GET …/contents/{path}',
  'PUT …/contents/{path}',
  'GET …/environments',
  'GET …/environments/{environment_name}',
  'GET …/environments/{environment_name}/deployment-branch-policies',
  'GET …/environments/{environment_name}/secrets',
  'POST …/git/blobs',
  'GET …/git/blobs/{file_sha}',
  'POST …/git/commits',
  'GET …/git/commits/{commit_sha}',
  'GET …/git/matching-refs/{ref}',
  'GET …/git/ref/{ref}',
  'POST …/git/refs',
  'PATCH …/git/refs/{ref}',
  'DELETE …/git/refs/{ref}',
  'GET …/git/tags/{tag_sha}',
  'POST …/git/trees',
  'GET …/git/trees/{tree_sha}',
  'GET …/immutable-releases',
  'GET …/installation',
  'GET …/issues',
  'POST …/issues',
  'GET …/issues/{issue_number}',
  'PATCH …/issues/{issue_number}',
  'GET …/issues/{issue_number}/comments',
  'POST …/issues/{issue_number}/comments',
  'GET …/issues/{issue_number}/labels',
  'POST …/issues/{issue_number}/labels',
  'PUT …/issues/{issue_number}/labels',
  'DELETE …/issues/{issue_number}/labels/{name}',
  'PUT …/issues/{issue_number}/lock',
  'DELETE …/issues/{issue_number}/lock',
  'GET …/issues/comments/{comment_id}',
  'PATCH …/issues/comments/{comment_id}',
  'DELETE …/issues/comments/{comment_id}',
  'GET …/labels',
  'POST …/labels',
  'GET …/labels/{name}',
  'GET …/private-vulnerability-reporting',
  'GET …/pulls',
  'POST …/pulls',
  'GET …/pulls/{pull_number}',
  'PATCH …/pulls/{pull_number}',
  'GET …/pulls/{pull_number}/commits',
  'GET …/pulls/{pull_number}/files',
  'GET …/releases',
  'GET …/releases/{release_id}',
  'GET …/releases/latest',
  'GET …/releases/tags/{tag}',
  'GET …/rules/branches/{branch}',
  'GET …/rulesets',
  'GET …/rulesets/{ruleset_id}',
  'GET …/security-advisories',
  'POST …/security-advisories',
  'GET …/security-advisories/{ghsa_id}',
  'PATCH …/security-advisories/{ghsa_id}',
  'GET …/tags',
  'GET …/vulnerability-alerts',
];

type Json = Readonly<Record<string, unknown>>;

const installations = { type: 'array', items: { $ref: '#/components/schemas/installation' } };

/** Where GitHub's description contradicts itself, what stands elsewhere in it. */
const corrections: Readonly<Record<string, Json>> = {
  // Written out there, an installation's account has to be a user and an enterprise at once; as a component, either.
  'GET /app/installations': { responses: { 200: { content: { 'application/json': { schema: installations } } } } },
};

/**
 * The operations with the schemas that they reach, without descriptions and examples. What is said by reference is
 * written out where it is said, except for schemas, which stay in `components`.
 * @throws where GitHub describes no such operation.
 */
export function descriptionOf(whole: Json, wanted: readonly string[]): Json {
  const schemas = new Map<string, unknown>();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of wanted) {
    const [method = '', path = ''] = operation.replace('…', '/repos/{owner}/{repo}').split(' ');
    const item = recordAt(recordAt(whole, 'paths'), path);
    const found = item[method.toLowerCase()];
    if (!isRecord(found)) throw new Error(`GitHub describes no ${method} ${path}`);
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf({ ...found, ...corrections[operation] }) };
  }
  const sorted = Object.fromEntries([...schemas].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  const { version } = recordAt(whole, 'info');
  return { openapi: whole['openapi'], info: { title: 'GitHub', version }, paths, components: { schemas: sorted } };

  function operationOf(found: Json): Json {
    const parameters = listAt(found, 'parameters').map((parameter) => {
      const { name, in: place, required, schema, 'x-multi-segment': multi } = resolved(parameter);
      const spans = multi === true ? { 'x-multi-segment': true } : {};
      return { name, in: place, required: required ?? false, ...spans, schema: schemaOf(schema) };
    });
    const body = found['requestBody'];
    const responses = Object.entries(recordAt(found, 'responses')).map(([status, response]) => {
      const content = contentOf(resolved(response));
      return [status, content === null ? {} : { content }] as const;
    });
    return {
      parameters,
      ...(isRecord(body) ? { requestBody: { required: body['required'] ?? false, content: contentOf(body) } } : {}),
      responses: Object.fromEntries(responses),
    };
  }

  function contentOf(message: Json): Json | null {
    if (!isRecord(message['content'])) return null;
    const types = Object.entries(message['content']).map(([type, media]) => {
      const schema = isRecord(media) ? schemaOf(media['schema']) : {};
      return [type, { schema }] as const;
    });
    return Object.fromEntries(types);
  }

  function schemaOf(schema: unknown): unknown {
    if (!isRecord(schema)) return schema;
    const reference = schema['$ref'];
    if (typeof reference === 'string') keep(reference);
    const kept = Object.entries(schema).filter(([key]) => !dropped.has(key) && !key.startsWith('x-'));
    return Object.fromEntries(kept.map(([key, value]) => [key, keywordOf(key, value)]));
  }

  function keywordOf(key: string, value: unknown): unknown {
    if (key === 'properties' && isRecord(value))
      return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, schemaOf(schema)]));
    if (Array.isArray(value)) return ['allOf', 'anyOf', 'oneOf'].includes(key) ? value.map(schemaOf) : value;
    return ['items', 'additionalProperties', 'not'].includes(key) ? schemaOf(value) : value;
  }

  function keep(reference: string): void {
    const name = reference.replace('#/components/schemas/', '');
    if (schemas.has(name)) return;
    // Set before it is read, since schemas refer to themselves.
    schemas.set(name, null);
    schemas.set(name, schemaOf(recordAt(recordAt(recordAt(whole, 'components'), 'schemas'), name)));
  }

  function resolved(value: unknown): Json {
    const reference = isRecord(value) ? value['$ref'] : undefined;
    if (typeof reference !== 'string') return isRecord(value) ? value : {};
    return reference.split('/').slice(1).reduce(recordAt, whole);
  }
}

/** Keywords that say nothing about what is valid. */
const dropped = new Set([
  'description',
  'title',
  'example',
  'examples',
  'default',
  'deprecated',
  'discriminator',
  'externalDocs',
  'readOnly',
]);

/** One operation and one schema a line, so that a newer description can be read as a difference. */
function printed(description: Json): string {
  const lines = (record: Json) =>
    Object.entries(record)
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
      .join(',\n');
  const { openapi, info } = description;
  const head = `"openapi":${JSON.stringify(openapi)},"info":${JSON.stringify(info)}`;
  const schemas = recordAt(recordAt(description, 'components'), 'schemas');
  return `{${head},\n"paths":{\n${lines(recordAt(description, 'paths'))}\n},\n"components":{"schemas":{\n${lines(schemas)}\n}}}\n`;
}

function recordAt(record: Json, key: string): Json {
  const value = record[key];
  return isRecord(value) ? value : {};
}

function listAt(record: Json, key: string): readonly unknown[] {
  const value = record[key];
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Through npm itself, so that whatever registry it is set to use is used. */
function download(): Json {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-description-'));
  try {
    execFileSync('npm', ['pack', source, '--silent', '--pack-destination', folder], { stdio: 'ignore' });
    const [archive = ''] = globSync('*.tgz', { cwd: folder });
    execFileSync('tar', ['-xzf', archive, file], { cwd: folder });
    return JSON.parse(readFileSync(join(folder, file), 'utf8')) as Json;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) writeFileSync(target, printed(descriptionOf(download(), operations)));
