import { GraphQLError, type GraphQLSchema, getVariableValues, parse, validate } from 'graphql';
import { fullSchema } from '../../../scripts/github-schema.ts';
import type { Exchange } from '../../../src/sandbox/sandbox.ts';
import { mismatches } from './schemas.ts';

/** Checks a query with its variables against GitHub's whole schema, and the answer's shape. */
export function checkGraphql({ method, requestBody, status, responseBody }: Exchange): readonly string[] {
  if (method !== 'POST') return ['GitHub answers GraphQL to POST alone'];
  const wrongRequest = mismatches(requestSchema, requestBody);
  if (wrongRequest.length > 0) return wrongRequest.map((problem) => `request: ${problem}`);
  const { query, variables } = requestBody as { query: string; variables?: Record<string, unknown> | null };
  const answer = status === 200 ? mismatches(answerSchema, responseBody) : [];
  return [...queryProblems(query, variables ?? {}), ...answer.map((problem) => `answer: ${problem}`)];
}

let read: GraphQLSchema | null = null;

function queryProblems(query: string, variables: Record<string, unknown>): readonly string[] {
  read ??= fullSchema();
  try {
    const document = parse(query);
    const invalid = validate(read, document);
    if (invalid.length > 0) return invalid.map(({ message }) => `query: ${message}`);
    const [operation] = document.definitions.filter((definition) => definition.kind === 'OperationDefinition');
    const { errors = [] } = getVariableValues(read, operation?.variableDefinitions ?? [], variables);
    return errors.map(({ message }) => `query: ${message}`);
  } catch (error) {
    if (error instanceof GraphQLError) return [`query: ${error.message}`];
    throw error;
  }
}

const requestSchema = {
  type: 'object',
  required: ['query'],
  additionalProperties: false,
  properties: {
    query: { type: 'string' },
    variables: { type: 'object', nullable: true },
    operationName: { type: 'string', nullable: true },
  },
};

const answerSchema = {
  type: 'object',
  anyOf: [{ required: ['data'] }, { required: ['errors'] }],
  additionalProperties: false,
  properties: {
    data: { type: 'object', nullable: true },
    errors: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['message'],
        additionalProperties: false,
        properties: {
          message: { type: 'string' },
          type: { type: 'string' },
          path: { type: 'array' },
          locations: { type: 'array' },
          extensions: { type: 'object' },
        },
      },
    },
  },
};
