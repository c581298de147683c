import { z } from 'zod';
import type { Document, OpenDocument } from '../document.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations.ts';
import { type AnswerName, answers } from './schemas.ts';

/** What the API is, as OpenAPI 3.1: for everybody, since it says nothing of anybody. */
export const apiDescription: OpenDocument = ({ service }) =>
  Promise.resolve<Document>({
    type: 'application/json; charset=utf-8',
    body: `${JSON.stringify(describedApi(service))}\n`,
    publicFor: 300,
  });

/** @param service where it is, and its version */
export function describedApi({ url, version }: { readonly url: string; readonly version: string }): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mintmark',
      version,
      description:
        'What the pages of Mintmark show, for machines. Everything is as GitHub lets you see it: what does not exist and what is not for you is the same answer. Times are ISO 8601 in UTC; texts mark code by backticks.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    security: [{ token: [] }],
    paths: Object.fromEntries(operations.map((operation) => [operation.path, { get: describedOperation(operation) }])),
    components: {
      schemas: describedAnswers(),
      responses: Object.fromEntries(
        Object.entries(refusals).map(([name, description]) => [name, answered(description, 'Problem')]),
      ),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description:
            "A user access token of this installation's GitHub App. In a browser, the cookie of the pages counts.",
        },
      },
    },
  };
}

const refusals = {
  '400': 'A parameter is not one that this address takes.',
  '401': 'Nobody has signed in, or GitHub does not know the token any more.',
  '404': 'It does not exist, or is not for you.',
  '429': 'Too many tokens came that GitHub does not take.',
  '503': 'GitHub cannot be asked now, or sign-in is not set up.',
} as const;

function describedOperation({ path, id, summary, answer, parameters }: Operation): object {
  return {
    operationId: id,
    summary,
    parameters: Object.entries(parameters).map(([name, schema]) => describedParameter(path, name, schema)),
    responses: {
      '200': answered(summary, answer),
      ...Object.fromEntries(
        Object.keys(refusals).map((status) => [status, { $ref: `#/components/responses/${status}` }]),
      ),
    },
  };
}

function describedParameter(path: string, name: string, schema: z.ZodType): object {
  const { $schema: _, description, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const isOfPath = path.includes(`{${name}}`);
  return {
    name,
    in: isOfPath ? 'path' : 'query',
    required: isOfPath || !schema.safeParse(undefined).success,
    ...(description === undefined ? {} : { description }),
    schema: rest,
  };
}

function answered(description: string, name: AnswerName): object {
  const type = name === 'Problem' ? 'application/problem+json' : 'application/json';
  return { description, content: { [type]: { schema: { $ref: reference(name) } } } };
}

function describedAnswers(): object {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(answers)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: reference });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _schema, $id: _id, ...rest }]) => [name, rest]),
  );
}

function reference(name: string): string {
  return `#/components/schemas/${name}`;
}
