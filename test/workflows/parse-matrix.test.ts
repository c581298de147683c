import { expect, test } from 'vitest';
import { job } from './workflow-with.ts';

test('axes with every kind of value', () => {
  const { matrix, problems } = job(
    "strategy:\n  matrix:\n    node: [18, 3.10, '3.10', 0x10, true, ~, lts/*]\n    target:\n      - { os: linux, flags: [a, 1] }\n    pkg: ${{ fromJSON(needs.x.outputs.y) }}",
  );
  expect(problems).toEqual([]);
  expect(matrix?.at).toMatchObject({ line: 5, column: 7, endLine: 9 });
  expect(matrix?.axes).toMatchObject([
    { name: 'node', values: [18, 3.1, '3.10', 16, true, null, 'lts/*'], expression: null },
    { name: 'target', values: [{ os: 'linux', flags: ['a', 1] }], expression: null },
    { name: 'pkg', values: null, expression: { value: '${{ fromJSON(needs.x.outputs.y) }}' } },
  ]);
  expect(matrix).toMatchObject({ include: [], exclude: [], expression: null });
});

test.each([
  ['matrix: ${{ fromJSON(x) }}', { axes: [], include: [], expression: { value: '${{ fromJSON(x) }}' } }],
  ['matrix: { include: [{ a: 1 }, { b: c }] }', { axes: [], include: [{ a: 1 }, { b: 'c' }], expression: null }],
  ['matrix: { include: "${{ x }}" }', { include: [], expression: { value: '${{ x }}' } }],
  ['matrix: { include: [{ a: 1 }, "${{ x }}"] }', { include: [{ a: 1 }], expression: { value: '${{ x }}' } }],
  ['matrix: { a: [1], exclude: [{ a: 1 }] }', { axes: [{ name: 'a' }], exclude: [{ a: 1 }], expression: null }],
  ['matrix: { a: [1], exclude: "${{ x }}" }', { exclude: [], expression: { value: '${{ x }}' } }],
])('%s', (line, matrix) => {
  const read = job(`strategy:\n  ${line}`);
  expect(read.matrix).toMatchObject(matrix);
  expect(read.problems).toEqual([]);
});

test('a computed strategy is a computed matrix', () => {
  expect(job('strategy: ${{ fromJSON(x) }}').matrix?.expression?.value).toBe('${{ fromJSON(x) }}');
});

test.each(['strategy: { fail-fast: false }', 'strategy: { matrix: }', 'name: x'])('none: %s', (keys) => {
  expect(job(keys)).toMatchObject({ matrix: null, problems: [] });
});

test('a name that objects have of their own is only a name', () => {
  const { matrix } = job('strategy:\n  matrix:\n    include: [{ __proto__: { polluted: 1 } }]');
  expect(Object.keys(matrix?.include[0] ?? {})).toEqual(['__proto__']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
