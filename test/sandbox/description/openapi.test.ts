import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { descriptionOf } from '../../../scripts/github-description.ts';

const whole = {
  openapi: '3.0.3',
  info: { version: '1' },
  paths: {
    '/repos/{owner}/{repo}': {
      get: {
        summary: 'Get it',
        parameters: [{ $ref: '#/components/parameters/owner' }],
        responses: {
          200: { $ref: '#/components/responses/found' },
          204: { description: 'nothing' },
        },
      },
      delete: { responses: {} },
    },
  },
  components: {
    parameters: { owner: { name: 'owner', in: 'path', required: true, schema: { type: 'string', example: 'a' } } },
    responses: {
      found: { content: { 'application/json': { schema: { $ref: '#/components/schemas/node' }, examples: {} } } },
    },
    schemas: {
      node: {
        type: 'object',
        description: 'A node',
        properties: {
          title: { type: 'string', title: 'Title' },
          description: { type: 'string', nullable: true, description: 'words' },
          children: { type: 'array', items: { $ref: '#/components/schemas/node' } },
        },
      },
      other: { type: 'string' },
    },
  },
};

describe("the part of GitHub's description", () => {
  it('has what is wanted, with references to schemas alone and nothing that checks nothing', () => {
    const node = {
      type: 'object',
      properties: {
        title: { type: 'string' },
        description: { type: 'string', nullable: true },
        children: { type: 'array', items: { $ref: '#/components/schemas/node' } },
      },
    };
    const content = { 'application/json': { schema: { $ref: '#/components/schemas/node' } } };
    const parameters = [{ name: 'owner', in: 'path', required: true, schema: { type: 'string' } }];
    expect(descriptionOf(whole, ['GET …'])).toEqual({
      openapi: '3.0.3',
      info: { title: 'GitHub', version: '1' },
      paths: { '/repos/{owner}/{repo}': { get: { parameters, responses: { 200: { content }, 204: {} } } } },
      components: { schemas: { node } },
    });
  });

  it('is not made where GitHub describes no such operation', () => {
    expect(() => descriptionOf(whole, ['GET …/none'])).toThrow('GitHub describes no GET /repos/{owner}/{repo}/none');
  });

  it('is small enough to be committed', () => {
    expect(statSync(join(import.meta.dirname, 'openapi.json')).size).toBeLessThan(250_000);
  });
});
