import { expect, it } from 'vitest';
import { acceptedPermission } from '../../src/github/accepted-permissions.ts';

it.each([
  ['administration=read', 'administration:read'],
  ['contents=write; contents=read', 'contents:read'],
  ['contents=read,actions=read; secrets=read', 'secrets:read'],
  ['actions=read,environments=read', 'actions:read, environments:read'],
  ['issues=write; pull_requests=write', 'issues:write'],
  ['allows_permissionless_access=true', null],
  ['metadata=read; allows_permissionless_access=true', 'metadata:read'],
  ['', null],
  [undefined, null],
  ['=read;;,', null],
  [';'.repeat(5_000), null],
])('of %j takes %j', (header, permission) => {
  expect(acceptedPermission(header)).toBe(permission);
});
