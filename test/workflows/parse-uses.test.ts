import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isActionPath, isWorkflowPath, parseUses } from '../../src/workflows/parse-uses.ts';

const checkout = { kind: 'remote', owner: 'octo', repository: 'checkout', path: '', ref: 'v4', workflow: false };

describe('parseUses', () => {
  test.each([
    ['octo/checkout@v4', checkout],
    ['  octo/checkout@v4\n', checkout],
    ['octo/checkout@releases/v4', { ...checkout, ref: 'releases/v4' }],
    ['octo/checkout/sub/folder@v4', { ...checkout, path: 'sub/folder' }],
    ['octo/checkout/sub/@v4', { ...checkout, path: 'sub' }],
    ['octo/.github@v4', { ...checkout, repository: '.github' }],
    [
      'octo/x/.github/workflows/x.yml@v4',
      { ...checkout, repository: 'x', path: '.github/workflows/x.yml', workflow: true },
    ],
    [
      'octo/x/.github/workflows/x.yaml@v4',
      { ...checkout, repository: 'x', path: '.github/workflows/x.yaml', workflow: true },
    ],
    ['./', { kind: 'local', path: '', workflow: false }],
    ['./actions/build', { kind: 'local', path: 'actions/build', workflow: false }],
    ['./actions/../build/./', { kind: 'local', path: 'build', workflow: false }],
    ['.\\actions\\build', { kind: 'local', path: 'actions/build', workflow: false }],
    ['./.github/workflows/x.yml', { kind: 'local', path: '.github/workflows/x.yml', workflow: true }],
    ['$/actions/build', { kind: 'local', path: 'actions/build', workflow: false }],
    ['$/.github/workflows/x.yml', { kind: 'local', path: '.github/workflows/x.yml', workflow: true }],
    ['docker://alpine:3.20', { kind: 'docker', image: 'alpine:3.20' }],
    ['docker://ghcr.io/octo/x@sha256:0a', { kind: 'docker', image: 'ghcr.io/octo/x@sha256:0a' }],
  ])('%s', (text, uses) => {
    expect(parseUses(text)).toEqual(uses);
  });

  test.each([
    '',
    'octo',
    'octo/checkout',
    'octo/checkout@',
    '@v4',
    '/checkout@v4',
    'octo/@v4',
    'octo/..@v4',
    'octo/checkout/../..@v4',
    'octo/checkout@v4@v5',
    'octo/checkout@v4 # why',
    'https://example.com/octo/checkout@v4',
    '../other',
    './../other',
    'docker://',
    '/actions/build',
    'octo/${{ matrix.action }}@v4',
    './${{ inputs.folder }}',
  ])('unknown: %j', (text) => {
    expect(parseUses(text)).toEqual({ kind: 'unknown', text });
  });

  test('never throws, and keeps what it does not know', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const uses = parseUses(text);
        if (uses.kind === 'unknown') expect(uses.text).toBe(text);
        if (uses.kind === 'remote') expect(text).toContain(`${uses.owner}/${uses.repository}`);
      }),
    );
  });
});

test.each([
  ['.github/workflows/x.yml', true, false],
  ['.github/workflows/x.yaml', true, false],
  ['.github/workflows/action.yml', true, true],
  ['.github/workflows/sub/x.yml', false, false],
  ['.github/workflows-old/x.yml', false, false],
  ['sub/.github/workflows/x.yml', false, false],
  ['.github/workflows/x.yml.txt', false, false],
  ['action.yml', false, true],
  ['a/b/action.yaml', false, true],
  ['my-action.yml', false, false],
  ['action.yml/readme', false, false],
])('%s', (path, workflow, action) => {
  expect(isWorkflowPath(path)).toBe(workflow);
  expect(isActionPath(path)).toBe(action);
});
