import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { job, path, workflow } from './workflow-with.ts';

describe('problems', () => {
  test.each([
    ['permissions: admin', '4: `permissions` must be `read-all`, `write-all` or a mapping of scopes.'],
    ['permissions:', '4: `permissions` must be `read-all`, `write-all` or a mapping of scopes.'],
    ['permissions:\n  contents: all', '5: The permission `contents` must be `read`, `write` or `none`.'],
    ['env: [a]', '4: `env` must be a mapping.'],
    [
      'env: ${{ matrix.env }}',
      '4: `env` is computed as a whole when the workflow runs, so what it holds is not known.',
    ],
    ['env:\n  a: [b]', '5: `a` must have a single value.'],
    ['steps: { a: b }', '4: `steps` must be a list.'],
    ['steps:\n  - a', '5: A step must be a mapping.'],
    ['steps:\n  - run: [a]', '5: `run` must be a single value.'],
    ['needs: { a: b }', '4: `needs` must be a single value or a list of them.'],
    ['needs: [[a]]', '4: `needs` holds something that is not a single value.'],
    ['environment: [a]', '4: `environment` must be a single value or a mapping with `name`.'],
    ['strategy:\n  matrix: a', '5: `matrix` must be a mapping or an expression.'],
    ['strategy:\n  matrix:\n    a: b', '6: The axis `a` must be a list or an expression.'],
    ['strategy:\n  matrix:\n    include: b', '6: `include` must be a list or an expression.'],
    ['strategy:\n  matrix:\n    include: [b]', '6: An item of `include` must be a mapping or an expression.'],
    ['secrets: all', '4: `secrets` must be a mapping.'],
  ])('%j', (keys, problem) => {
    expect(job(keys).problems).toEqual([problem]);
  });

  test.each([
    ['', 'holds no workflow'],
    ['- a', 'holds no workflow'],
    ['just text', 'holds no workflow'],
    ['on: push', 'has no jobs'],
    ['on: push\njobs:', 'has no jobs'],
    ['on: push\njobs: [a]', '`jobs` must be a mapping'],
    ['jobs: { a: {} }', 'has no `on`'],
    ['on: { push: [a] }\njobs: { a: {} }', 'The event `push` must have a mapping'],
  ])('%j', (text, message) => {
    expect(workflow(text).problems[0]?.message).toContain(message);
  });

  test('of YAML are told once, and the rest is read', () => {
    const { jobs, problems } = workflow('on: push\njobs:\n  a:\n    name: x\n    name: y\n    runs-on: z');
    expect(problems).toEqual([{ path, line: 5, message: expect.stringContaining('stands twice') }]);
    expect(jobs[0]).toMatchObject({ name: { value: 'x' }, runsOn: [{ value: 'z' }] });
    expect(workflow('['.repeat(1000)).problems).toHaveLength(1);
  });

  test('keep to 50, and a wrong step keeps its number', () => {
    const read = job(`steps:\n${'  - wrong\n'.repeat(80)}  - run: x`);
    expect(read.problems).toHaveLength(50);
    expect(read.steps).toMatchObject([{ index: 80 }]);
  });

  test('keys that are not known are passed over', () => {
    expect(job('snapshot: { a: b }\nsteps:\n  - { run: x, future: [y] }').problems).toEqual([]);
  });

  test('more than 10,000 steps are too many', { timeout: 20_000 }, () => {
    const steps = `    steps:\n${'      - run: x\n'.repeat(6000)}`;
    const read = workflow(`on: push\njobs:\n  a:\n${steps}  b:\n${steps}  c:\n${steps}`);
    expect(read.jobs.map((each) => each.steps.length)).toEqual([6000, 4000, 0]);
    expect(read.problems).toEqual([{ path, line: null, message: expect.stringContaining('more than 10000 steps') }]);
  });
});

test('any shape of anything is read without an exception', () => {
  const names =
    'on jobs permissions env steps run uses with strategy matrix include needs push workflow_call inputs secrets outputs ' +
    'runs-on environment container services defaults concurrency';
  const keys = fc.constantFrom(...names.split(' '));
  const shape = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom('x', '${{ x }}', '', null, true, 1, 'inherit', 'write-all'),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(keys, tie('node'), { maxKeys: 6, noNullPrototype: true }),
    ),
  })).node;
  fc.assert(
    fc.property(shape, (value) => {
      const text = stringify(value);
      const read = workflow(text);
      for (const { line } of read.problems) expect(line ?? 1).toBeLessThanOrEqual(text.split('\n').length);
    }),
    { numRuns: 200 },
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(workflow(text).path).toBe(path);
    }),
  );
});
