import { expect, test } from 'vitest';
import { controls } from '../../../src/controls/index.ts';
import { permissionTable } from '../../../src/github/permissions.ts';
import { blindSpots } from '../../../src/web/organisation/blind-spots.ts';

const everything = Object.fromEntries(permissionTable.map(({ permission }) => permission.split(':')));

test('a missing permission is named with what it hides, and where nothing is missing none is', () => {
  const unknown = [
    { control: 'secret-scanning', repositories: 12 },
    { control: 'two-factor', repositories: 30 },
    { control: 'provenance', repositories: 4 },
  ];
  const { administration: _, ...granted } = everything;
  const found = blindSpots(unknown, controls, granted);
  expect(found.spots.map(({ permission, controls: some, repositories }) => [permission, some, repositories])).toEqual([
    ['administration:read', ['secret-scanning'], 12],
  ]);
  expect(found.spots[0]?.lost).toContain('Whether GitHub would stop a token from being pushed stays unknown.');
  expect(found.unsettled).toEqual([
    { control: 'two-factor', title: 'The organization requires two-factor authentication', repositories: 30 },
    { control: 'provenance', title: 'Releases carry provenance that verifies', repositories: 4 },
  ]);
  expect(blindSpots([], controls, everything)).toEqual({ spots: [], unsettled: [] });
});

test('to write is to read, too; to read is not to write', () => {
  const missing = (granted: Readonly<Record<string, string>>) =>
    blindSpots([], controls, { ...everything, ...granted }).spots.map(({ permission }) => permission);
  expect(missing({ secrets: 'write' })).toEqual([]);
  expect(missing({ deployments: 'read' })).toEqual(['deployments:write']);
});
