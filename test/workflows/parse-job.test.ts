import { describe, expect, test } from 'vitest';
import { job, pairs, path, workflow } from './workflow-with.ts';

describe('forms of a job', () => {
  test.each([
    ['permissions: read-all', { all: 'read-all', scopes: [] }],
    ['permissions: write-all', { all: 'write-all', scopes: [] }],
    ['permissions: {}', { all: 'none', scopes: [] }],
    ['permissions: { id-token: write }', { all: null, scopes: [{ scope: 'id-token', level: 'write' }] }],
  ])('%s', (keys, permissions) => {
    const read = job(keys);
    expect(read.permissions).toMatchObject({ ...permissions, at: { line: 4, column: 5 } });
    expect(read.problems).toEqual([]);
  });

  test.each([
    ['runs-on: ubuntu-latest', ['ubuntu-latest']],
    ['runs-on: [self-hosted, linux]', ['self-hosted', 'linux']],
    ['runs-on: { group: large, labels: [a, b] }', ['a', 'b']],
    ['runs-on: { group: large, labels: a }', ['a']],
    ['runs-on: { group: large }', []],
    ['runs-on: ${{ fromJSON(inputs.runner) }}', ['${{ fromJSON(inputs.runner) }}']],
  ])('%s', (keys, labels) => {
    const read = job(keys);
    expect(values(read.runsOn)).toEqual(labels);
    expect(read.problems).toEqual([]);
  });

  test.each([
    ['environment: npm', 'npm'],
    ['environment: { name: npm, url: x }', 'npm'],
    ['environment: ${{ inputs.environment }}', '${{ inputs.environment }}'],
    ['environment:', undefined],
  ])('%s', (keys, name) => expect(job(keys).environment?.name.value).toBe(name));

  test.each([
    ['concurrency: a', 'a'],
    ['concurrency: { group: a, cancel-in-progress: true }', 'a'],
    ['concurrency: { cancel-in-progress: true }', undefined],
  ])('%s', (keys, group) => expect(job(keys).concurrency?.value).toBe(group));

  test.each([
    ['container: node:24', 'node:24'],
    ['container: { image: node:24, options: x }', 'node:24'],
  ])('%s', (keys, image) => expect(job(keys).container?.value).toBe(image));

  test('services', () => {
    const read = job('services:\n  db: { image: postgres }\n  cache: { image: redis, ports: [1] }\n  off: { image: }');
    expect(values(read.services)).toEqual(['postgres', 'redis']);
    expect(read.problems).toEqual([]);
  });

  test.each([
    ['needs: a', ['a']],
    ['needs: [a, b]', ['a', 'b']],
    ['needs:', []],
  ])('%s', (keys, needs) => expect(job(keys).needs).toEqual(needs));

  test('a called workflow', () => {
    const read = job(
      'uses: octo/x/.github/workflows/x.yml@v1\nwith:\n  tag: 1.0\nsecrets:\n  TOKEN: ${{ secrets.T }}\noutputs:\n  out: x',
    );
    expect(read.uses).toMatchObject({
      key: { line: 4, column: 5 },
      value: { value: 'octo/x/.github/workflows/x.yml@v1' },
    });
    expect(pairs(read.with)).toEqual({ tag: '1.0' });
    expect(read.secrets.inherit).toBeNull();
    expect(pairs(read.secrets.entries)).toEqual({ TOKEN: '${{ secrets.T }}' });
    expect(pairs(read.outputs)).toEqual({ out: 'x' });
    expect(read.steps).toEqual([]);
    expect(read.problems).toEqual([]);
  });

  test('all secrets', () => {
    const { secrets } = job('uses: ./.github/workflows/x.yml\nsecrets: inherit');
    expect(secrets).toEqual({ inherit: { path, line: 5, column: 14, endLine: 5, endColumn: 21 }, entries: [] });
  });

  test('an environment by alias stays on its own line', () => {
    const { jobs } = workflow('x: &name npm\non: push\njobs:\n  a:\n    environment: *name');
    expect(jobs[0]?.environment).toMatchObject({
      name: { value: 'npm', at: { line: 1 } },
      at: { line: 5, endLine: 5 },
    });
  });
});

function values(texts: readonly { value: string }[]): string[] {
  return texts.map(({ value }) => value);
}
