import { describe, expect, test } from 'vitest';
import { pairs, path, workflow } from './workflow-with.ts';
import { cut, showPlace } from './yaml/cut.ts';

const telling = `name: Release
on:
  push:
    tags: ['v*']
  workflow_call:
    inputs:
      tag: { type: string, required: true, default: latest }
    secrets:
      TOKEN:
        required: true
    outputs:
      version:
        value: \${{ jobs.publish.outputs.version }}
permissions:
  contents: read
env:
  CI: true
concurrency:
  group: release
defaults:
  run:
    shell: bash
    working-directory: packages/a

jobs:
  publish:
    name: Publish it
    needs: [build, test]
    if: github.ref_type == 'tag'
    runs-on: ubuntu-latest
    environment:
      name: npm
      url: https://example.com
    permissions:
      id-token: write
      contents: none
    env:
      EMPTY:
      QUOTED: "two words"
    steps:
      - &setup
        uses: octo/setup@v1 # pinned
        with:
          version: 3.10
          check: false

      - name: Publish
        id: publish
        if: \${{ success() }}
        run: |

          npm ci
          npm publish
        env:
          NODE_AUTH_TOKEN: \${{ secrets.TOKEN }}
        shell: bash -e {0}
        working-directory: dist
        continue-on-error: true
      - *setup

  # The end.
`;

describe('a whole workflow', () => {
  const read = workflow(telling);
  const [publish] = read.jobs;
  const [setup, run, again] = publish?.steps ?? [];

  test('has no problems', () => expect(read.problems).toEqual([]));

  test('its own keys', () => {
    expect(read.path).toBe(path);
    expect(read.name).toEqual({ value: 'Release', at: { path, line: 1, column: 7, endLine: 1, endColumn: 14 } });
    expect(read.triggers.map(({ event, at }) => `${event} ${showPlace(at)}`)).toEqual([
      'push 3:3-3:7',
      'workflow_call 5:3-5:16',
    ]);
    expect(read.triggers[0]?.filters).toEqual(new Map([['tags', ['v*']]]));
    expect(read.callInputs).toMatchObject([
      { name: 'tag', type: 'string', required: true, default: { value: 'latest' }, at: { line: 7, column: 7 } },
    ]);
    expect(read.callSecrets).toMatchObject([{ name: 'TOKEN', required: true, at: { line: 9 } }]);
    expect(pairs(read.callOutputs)).toEqual({ version: '${{ jobs.publish.outputs.version }}' });
    expect(read.dispatchInputs).toEqual([]);
    expect(read.permissions).toMatchObject({ all: null, scopes: [{ scope: 'contents', level: 'read' }] });
    expect(read.permissions && showPlace(read.permissions.at)).toBe('14:1-15:17');
    expect(pairs(read.env)).toEqual({ CI: 'true' });
    expect(read.concurrency?.value).toBe('release');
    expect(read.defaults).toMatchObject({ shell: { value: 'bash' }, workingDirectory: { value: 'packages/a' } });
  });

  test('its job', () => {
    expect(publish).toMatchObject({
      id: 'publish',
      name: { value: 'Publish it' },
      needs: ['build', 'test'],
      if: { value: "github.ref_type == 'tag'" },
      runsOn: [{ value: 'ubuntu-latest' }],
      environment: { name: { value: 'npm', at: { line: 32 } }, at: { line: 31, endLine: 33 } },
      concurrency: null,
      matrix: null,
      container: null,
      uses: null,
      secrets: { inherit: null, entries: [] },
    });
    expect(publish && showPlace(publish.key)).toBe('26:3-26:10');
    expect(publish && showPlace(publish.at)).toBe('26:3-59:15');
    expect(publish?.permissions?.scopes).toMatchObject([
      { scope: 'id-token', level: 'write', at: { line: 35, column: 7, endLine: 35, endColumn: 22 } },
      { scope: 'contents', level: 'none' },
    ]);
    expect(pairs(publish?.env ?? [])).toEqual({ EMPTY: '', QUOTED: 'two words' });
    expect(publish?.env.map(({ key, value }) => `${showPlace(key)} ${showPlace(value.at)}`)).toEqual([
      '38:7-38:12 38:13-38:13',
      '39:7-39:13 39:15-39:26',
    ]);
  });

  test('its steps', () => {
    expect(publish?.steps.map(({ index, at }) => `${index} ${showPlace(at)}`)).toEqual([
      '0 42:9-45:23',
      '1 47:9-58:32',
      '2 59:9-59:15',
    ]);
    expect(setup?.uses).toEqual({
      key: { path, line: 42, column: 9, endLine: 42, endColumn: 13 },
      value: { value: 'octo/setup@v1', at: { path, line: 42, column: 15, endLine: 42, endColumn: 28 } },
    });
    expect(pairs(setup?.with ?? [])).toEqual({ version: '3.10', check: 'false' });
    expect(again).toEqual({ ...setup, index: 2, at: again?.at });
    expect(run).toMatchObject({
      id: 'publish',
      name: { value: 'Publish' },
      if: { value: '${{ success() }}' },
      uses: null,
      shell: { value: 'bash -e {0}' },
      workingDirectory: { value: 'dist' },
      continueOnError: { value: 'true' },
    });
    expect(pairs(run?.env ?? [])).toEqual({ NODE_AUTH_TOKEN: '${{ secrets.TOKEN }}' });
  });

  test('lines of a script are lines of the file', () => {
    const script = run?.run?.value;
    expect(script?.value).toBe('\nnpm ci\nnpm publish\n');
    expect(run?.run && showPlace(run.run.key)).toBe('50:9-50:12');
    const lines = telling.split('\n');
    for (const [index, line] of ['', 'npm ci', 'npm publish'].entries())
      expect(lines[(script?.at.line ?? 0) + index - 1]?.trim()).toBe(line);
  });

  test('reads the same with Windows line ends and a byte order mark', () => {
    expect(workflow(`\uFEFF${telling.replaceAll('\n', '\r\n')}`)).toEqual(read);
  });

  test('every text cuts back to its source', () => {
    for (const { value } of [...read.env, ...(publish?.env ?? []), ...(setup?.with ?? [])])
      expect(cut(telling, value.at).replaceAll('"', '')).toBe(value.value);
  });
});

describe('on', () => {
  test.each([
    ['on: push', ['push']],
    ['"on": push', ['push']],
    ['true: push', ['push']],
    ['on: [push, pull_request]', ['push', 'pull_request']],
    ['on:\n  - push\n  - release', ['push', 'release']],
    ['on:\n  push:\n  schedule:\n    - cron: "0 0 * * *"', ['push', 'schedule']],
    ['on: {}', []],
  ])('%j', (on, events) => {
    const { triggers, problems } = workflow(`${on}\njobs: { a: { steps: [] } }`);
    expect(triggers.map(({ event }) => event)).toEqual(events);
    expect(problems).toEqual([]);
  });

  test('filters are one value or several; what is not known is passed over', () => {
    const { triggers, problems } = workflow(
      'on:\n  push: { branches: main, paths-ignore: [a, b], new: { c: d } }\njobs: { a: { steps: [] } }',
    );
    expect([...(triggers[0]?.filters ?? [])]).toEqual([
      ['branches', ['main']],
      ['paths-ignore', ['a', 'b']],
    ]);
    expect(problems).toEqual([]);
  });

  test('inputs may say nothing', () => {
    const { dispatchInputs } = workflow(
      'on:\n  workflow_dispatch:\n    inputs:\n      a:\n      b: { required: "true", default: 1, type: choice }\njobs: { a: {} }',
    );
    expect(dispatchInputs).toMatchObject([
      { name: 'a', type: null, required: false, default: null, at: { line: 4 } },
      { name: 'b', type: 'choice', required: true, default: { value: '1' } },
    ]);
  });
});
