import { schema } from '@octokit/graphql-schema';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { blobsQuery, snapshotQuery } from '../../src/github/queries.ts';
import { dailyLooksQuery, firstLooksQuery } from '../../src/github/queries-many.ts';
import { fieldsToDrop, withoutFields } from '../../src/github/reduced-query.ts';

const github = buildSchema(schema.idl, { assumeValid: true, assumeValidSDL: true });
const faults = (query: string) => validate(github, parse(query)).map(({ message }) => message);

describe("GitHub's schema", () => {
  it.each([
    ['the snapshot', snapshotQuery],
    ['twenty first looks', firstLooksQuery(20)],
    ['sixty daily looks', dailyLooksQuery(60)],
    ['one blob', blobsQuery(1)],
    ['a hundred blobs', blobsQuery(100)],
  ])('takes the query for %s', (_, query) => {
    expect(faults(query)).toEqual([]);
  });

  it.each([
    [['workflows', 'github', 'root']],
    [['rulesets', 'environments']],
    [['requiresTwoFactorAuthentication']],
    [['branchProtectionRule', 'hasVulnerabilityAlertsEnabled', 'refs']],
    [['isSecurityPolicyEnabled']],
    [['target']],
    [['rateLimit', 'object']],
  ])('takes the snapshot without %j', (names) => {
    const query = withoutFields(snapshotQuery, new Map(names.map((name) => [name, true])));
    expect(faults(query)).toEqual([]);
    for (const name of names) expect(query).not.toMatch(new RegExp(`\\b${name}\\b[^:]`));
  });
});

describe('what is asked for again', () => {
  const error = (type: string | null, ...path: (string | number)[]) => ({ type, message: 'no', path });

  it.each([
    [
      'a field that is not known',
      [error('undefinedField', 'query Snapshot', 'repository', 'rulesets')],
      [['rulesets', 'not-offered']],
    ],
    [
      'a field that is refused',
      [error('FORBIDDEN', 'repository', 'environments', 'nodes', 0)],
      [['environments', 'withheld']],
    ],
    ['nothing that is needed', [error('undefinedField', 'query Snapshot', 'repository', 'owner')], []],
    ['nothing without a path', [error(null)], []],
  ])('leaves out %s', (_, errors, expected) => {
    expect([...fieldsToDrop(errors)]).toEqual(expected);
  });
});
