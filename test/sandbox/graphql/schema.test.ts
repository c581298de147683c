import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate, validateSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { fullSchema, ourQueries, reduceSchema, schemaModule } from '../../../scripts/github-schema.ts';
import { schemaText } from '../../../src/sandbox/graphql/schema.ts';

const queries = await ourQueries();
const full = fullSchema();

describe("our queries fit GitHub's schema", () => {
  it('are found', () => {
    expect([...queries.keys()]).toEqual(expect.arrayContaining(['snapshotQuery', 'blobsQuery']));
  });

  it.each([...queries])('%s', (_, query) => {
    expect(validate(full, parse(query))).toEqual([]);
    expect(validate(buildSchema(schemaText), parse(query)), 'by the part that the sandbox serves').toEqual([]);
  });
});

describe("the part of GitHub's schema that the sandbox serves", () => {
  it('is what the script makes of the queries', async () => {
    const committed = readFileSync(join(import.meta.dirname, '../../../src/sandbox/graphql/schema.ts'), 'utf8');
    expect(await schemaModule(), 'run node scripts/github-schema.ts').toBe(committed);
  });

  it('is a schema that holds together', () => {
    expect(validateSchema(buildSchema(schemaText))).toEqual([]);
  });

  it('has the fields that are asked, with all their arguments, and no others', () => {
    const part = reduceSchema(full, ['{ repository(owner: "a", name: "b") { object(expression: "HEAD") { oid } } }']);
    expect(part).toContain('object(expression: String, oid: GitObjectID): GitObject');
    expect(part).not.toContain('visibility');
    for (const member of ['Blob', 'Commit', 'Tag', 'Tree'])
      expect(part).toContain(`type ${member} implements GitObject`);
  });

  it('is not made of a query that GitHub would refuse', () => {
    expect(() => reduceSchema(full, ['{ repository(owner: "a", name: "b") { sort } }'])).toThrow(/"sort"/);
  });
});
