import { describe, expect, it } from 'vitest';
import type { Place } from '../../src/types/place.ts';
import type { PermissionLevel, Permissions } from '../../src/workflows/model.ts';
import { effectivePermissions, grants, permissionsOf } from '../../src/workflows/permissions.ts';

const at: Place = { path: '.github/workflows/a.yml', line: 1, column: 1, endLine: 1, endColumn: 2 };

function asking(scopes: Readonly<Record<string, PermissionLevel>>): { readonly permissions: Permissions } {
  return {
    permissions: {
      at,
      all: null,
      scopes: Object.entries(scopes).map(([scope, level]) => ({ scope, level, at })),
    },
  };
}

function all(level: 'read-all' | 'write-all' | 'none'): { readonly permissions: Permissions } {
  return { permissions: { at, all: level, scopes: [] } };
}

const silent = { permissions: null };
const publishing = asking({ contents: 'read', 'id-token': 'write' });

describe('permissionsOf', () => {
  it('is null without a block, and nothing for an empty one', () => {
    expect(permissionsOf(null)).toBeNull();
    expect(permissionsOf(all('none').permissions)).toEqual(new Map());
  });

  it('names what is granted', () => {
    expect(permissionsOf(asking({ contents: 'write', issues: 'none' }).permissions)).toEqual(
      new Map([['contents', 'write']]),
    );
  });

  it('writes out read-all and write-all', () => {
    const read = permissionsOf(all('read-all').permissions);
    expect(read?.get('contents')).toBe('read');
    expect(read?.has('id-token')).toBe(false);
    const write = permissionsOf(all('write-all').permissions);
    expect(write?.get('id-token')).toBe('write');
    expect(write?.get('models')).toBe('read');
    expect(write?.size).toBe(16);
  });
});

describe('effectivePermissions', () => {
  it("takes the job's block instead of the workflow's", () => {
    expect(effectivePermissions(all('write-all'), asking({ contents: 'read' }))).toEqual(
      new Map([['contents', 'read']]),
    );
    expect(effectivePermissions(publishing, silent)).toEqual(permissionsOf(publishing.permissions));
    expect(effectivePermissions(silent, silent)).toBeNull();
  });

  it('never gives a called workflow more than its caller has', () => {
    const caller = { workflow: silent, job: asking({ contents: 'read', packages: 'write' }) };
    const called = asking({ contents: 'write', 'id-token': 'write', packages: 'read' });
    expect(effectivePermissions(silent, called, [[caller]])).toEqual(
      new Map([
        ['contents', 'read'],
        ['packages', 'read'],
      ]),
    );
  });

  it('hands all on to a called workflow that asks for nothing', () => {
    expect(effectivePermissions(silent, silent, [[{ workflow: publishing, job: silent }]])).toEqual(
      permissionsOf(publishing.permissions),
    );
  });

  it('narrows along the whole chain', () => {
    const chain = [
      { workflow: silent, job: asking({ contents: 'read', 'id-token': 'write' }) },
      { workflow: all('write-all'), job: silent },
      { workflow: silent, job: asking({ contents: 'write' }) },
    ];
    expect(effectivePermissions(silent, publishing, [chain])).toEqual(new Map([['contents', 'read']]));
  });

  it("takes a called workflow's own request where its callers are silent", () => {
    const chain = [
      { workflow: silent, job: silent },
      { workflow: silent, job: silent },
    ];
    expect(grants(effectivePermissions(silent, publishing, [chain]), 'id-token', 'write')).toBe(true);
  });

  it('counts the strongest of several chains', () => {
    const weak = [{ workflow: silent, job: asking({ contents: 'read' }) }];
    const strong = [{ workflow: silent, job: publishing }];
    expect(effectivePermissions(silent, publishing, [weak, strong])).toEqual(permissionsOf(publishing.permissions));
    expect(effectivePermissions(silent, publishing, [strong, weak])).toEqual(permissionsOf(publishing.permissions));
  });

  it('counts a start of its own as an empty chain', () => {
    const weak = [{ workflow: silent, job: asking({ contents: 'read' }) }];
    expect(grants(effectivePermissions(silent, publishing, [weak, []]), 'id-token', 'write')).toBe(true);
  });
});

describe('grants', () => {
  it.each([
    ['contents', 'read', true],
    ['contents', 'write', false],
    ['id-token', 'write', true],
    ['issues', 'read', false],
  ] as const)('%s: %s is %s', (scope, level, expected) => {
    expect(grants(permissionsOf(publishing.permissions), scope, level)).toBe(expected);
  });

  it('knows what every default token has', () => {
    expect(grants(null, 'contents', 'read')).toBe(true);
    expect(grants(null, 'contents', 'write')).toBe(false);
    expect(grants(null, 'id-token', 'write')).toBe(false);
  });
});
