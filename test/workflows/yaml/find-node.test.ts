import { expect, test } from 'vitest';
import { findNode, pairOf, readYaml } from '../../../src/workflows/yaml/index.ts';

const { root } = readYaml('version: 2\nupdates:\n  - package-ecosystem: npm\n    1: one\n', 'dependabot.yml');

test.each([
  [['updates', 0, 'package-ecosystem'], '3:24', 'npm'],
  [['updates', 0, 1], '4:8', 'one'],
  [['version'], '1:10', '2'],
])('%j is found', (keys, place, value) => {
  const node = findNode(root, keys);
  expect(node).toMatchObject({ kind: 'scalar', value });
  expect(`${node?.at.line}:${node?.at.column}`).toBe(place);
});

test.each([
  [['nothing']],
  [['updates', 1]],
  [['updates', '0']],
  [['updates', -1]],
  [['version', 'x']],
  [['version', 0]],
])('%j is not there', (keys) => expect(findNode(root, keys)).toBeNull());

test('no keys lead to the root, and nothing leads on from nothing', () => {
  expect(findNode(root, [])).toBe(root);
  expect(findNode(null, ['a'])).toBeNull();
  expect(pairOf(null, 'a')).toBeNull();
  expect(pairOf(root, 'version')?.key.at).toMatchObject({ line: 1, column: 1, endColumn: 8 });
});
