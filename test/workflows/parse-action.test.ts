import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAction } from '../../src/workflows/parse-action.ts';
import { showPlace } from './yaml/cut.ts';

const path = 'actions/publish/action.yml';

test('a composite action', () => {
  const action = parseAction(
    `name: Publish
inputs:
  token: { description: Token, required: true }
  tag:
    default: latest
outputs:
  version:
    value: \${{ steps.v.outputs.version }}
runs:
  using: composite
  steps:
    - run: npm publish
      shell: bash
    - uses: ./other
`,
    path,
  );
  expect(action).toMatchObject({
    path,
    folder: 'actions/publish',
    name: { value: 'Publish' },
    inputs: [
      { name: 'token', required: true, default: null, type: null, at: { line: 3, column: 3, endColumn: 8 } },
      { name: 'tag', required: false, default: { value: 'latest' } },
    ],
    outputs: [{ name: 'version', value: { value: '${{ steps.v.outputs.version }}', at: { line: 8 } } }],
    problems: [],
  });
  if (action.runs.using !== 'composite') throw new Error(action.runs.using);
  expect(action.runs.steps).toMatchObject([
    { index: 0, run: { value: { value: 'npm publish' } }, shell: { value: 'bash' }, uses: null },
    { index: 1, uses: { value: { value: './other' } }, run: null },
  ]);
  expect(action.runs.steps.map(({ at }) => showPlace(at))).toEqual(['12:7-13:18', '14:7-14:20']);
});

test.each([
  ['{ using: composite, steps: [] }', { using: 'composite', steps: [] }],
  ['{ using: docker, image: Dockerfile }', { using: 'docker', image: { value: 'Dockerfile' } }],
  ['{ using: Docker }', { using: 'docker', image: null }],
  [
    '{ using: node24, main: a.js, post: b.js }',
    { using: 'node', main: { value: 'a.js' }, pre: null, post: { value: 'b.js' } },
  ],
  ["{ using: 'node20', pre: a.js }", { using: 'node', main: null, pre: { value: 'a.js' }, post: null }],
])('runs: %s', (runs, expected) => {
  const action = parseAction(`runs: ${runs}`, path);
  expect(action.runs).toMatchObject(expected);
  expect(action.problems).toEqual([]);
});

test.each([
  ['runs: { using: wasm }', 1, 'how it runs'],
  ['name: x\nruns: { main: x }', 2, 'how it runs'],
  ['name: x', null, 'how it runs'],
  ['runs: node20', 1, '`runs` must be a mapping'],
  ['', null, 'describes no action'],
  ['- x', null, 'describes no action'],
  ['['.repeat(1000), 1, 'more than 64 deep'],
])('%j is a problem', (text, line, message) => {
  const action = parseAction(text, path);
  expect(action.runs).toEqual({ using: 'unknown' });
  expect(action.problems[0]).toEqual({ path, line, message: expect.stringContaining(message) });
});

test('outputs of an action that is a program have no value', () => {
  const { outputs, problems } = parseAction('outputs:\n  a: { description: x }\n  b:\nruns: { using: node24 }', path);
  expect(outputs.map(({ name, value }) => [name, value.value, value.at.line])).toEqual([
    ['a', '', 2],
    ['b', '', 3],
  ]);
  expect(problems).toEqual([]);
});

test('an action at the root has no folder', () => {
  expect(parseAction('runs: { using: node24 }', 'action.yml').folder).toBe('');
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parseAction(text, path).path).toBe(path);
    }),
  );
});
