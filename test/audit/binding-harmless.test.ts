import { beforeAll, expect, test } from 'vitest';
import { compareReports } from '../../src/audit/compare.ts';
import { checkOfChange } from '../../src/reports/check-run/index.ts';
import type { Report } from '../../src/types/report.ts';
import { packageEvidence } from '../controls/package-evidence.ts';
import { aContext } from '../reports/check-run/context.ts';
import { audited, type Files, type PublishingTo, publishing, releasePath } from './binding-cases.ts';

const testPath = '.github/workflows/test.yml';
const registries = Object.keys(publishing) as PublishingTo[];

/** One job for each registry, in one workflow, and tests in another. */
const release = [
  'name: Release',
  'on:',
  '  push:',
  "    tags: ['v*']",
  '  workflow_dispatch:',
  'permissions:',
  '  contents: read',
  'jobs:',
  '  build:',
  '    runs-on: ubuntu-24.04',
  '    steps:',
  '      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
  '        with:',
  '          persist-credentials: false',
  '      - run: make',
  ...registries.flatMap((to) => [
    `  ${to.replaceAll('.', '-')}:`,
    '    needs: build',
    '    runs-on: ubuntu-24.04',
    '    environment: release',
    '    permissions:',
    '      contents: read',
    '      id-token: write',
    '    steps:',
    ...publishing[to].steps.flatMap((step) => step.split('\n')).map((line) => `      ${line}`),
  ]),
  '',
].join('\n');

const tests =
  'name: Test\non: pull_request\npermissions: {}\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make test\n';

const before: Files = {
  ...Object.fromEntries(registries.map((to) => publishing[to].manifest)),
  [releasePath]: release,
  [testPath]: tests,
};

/** An edit of the workflow that publishes; every place is changed. */
const edit =
  (from: string, to: string, path = releasePath) =>
  (files: Files): Files => ({ ...files, [path]: files[path]?.replaceAll(from, to) ?? '' });

const withoutTests = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).filter(([path]) => path !== testPath));

const npmKey = '  npm:\n    needs: build\n';

const harmless: Readonly<Record<string, (files: Files) => Files>> = {
  'a comment': edit('jobs:', '# What makes a release\njobs:'),
  'a comment behind the environment': edit('    environment: release\n', '    environment: release # with reviewers\n'),
  'blank lines': edit('jobs:\n', '\n\njobs:\n\n'),
  'the name of the workflow': edit('name: Release', 'name: Make a release'),
  'a name for the job': edit(npmKey, `${npmKey}    name: Publish to npm\n`),
  'the id of the job': edit(npmKey, '  publish-to-npm:\n    needs: build\n'),
  'a name for the step': edit('- run: npm publish', '- name: Publish\n        run: npm publish'),
  'another job': edit('jobs:\n', 'jobs:\n  lint:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make lint\n'),
  'a job that goes before': edit('    needs: build\n', '    needs: [build]\n'),
  'another workflow': (files) => ({ ...files, '.github/workflows/lint.yml': tests.replaceAll('test', 'lint') }),
  'a workflow of tests that is renamed': (files) => ({ ...withoutTests(files), '.github/workflows/ci.yml': tests }),
  'a workflow of tests that is deleted': (files) => withoutTests(files),
  'the matrix of the tests': edit('    runs-on', '    strategy: { matrix: { node: [22, 24] } }\n    runs-on', testPath),
  'a version of an action': edit(
    '3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
    '820762786026740c76f36085b0efc47a31fe5020 # v7.0.2',
  ),
  'keys in another order': edit(
    '    runs-on: ubuntu-24.04\n    environment: release\n',
    '    environment: release\n    runs-on: ubuntu-24.04\n',
  ),
  'scopes in another order': edit(
    '      contents: read\n      id-token: write\n',
    '      id-token: write\n      contents: read\n',
  ),
  'one more right to read': edit('      id-token: write\n', '      id-token: write\n      actions: read\n'),
  'a condition': edit(npmKey, `${npmKey}    if: github.repository == 'octo/demo'\n`),
  'a variable of the step that becomes the job\u2019s': edit(npmKey, `${npmKey}    env: { FORCE_COLOR: '1' }\n`),
  'a limit of time': edit('    needs: build\n', '    needs: build\n    timeout-minutes: 10\n'),
  'no two releases at once': edit(
    'permissions:\n  contents: read\njobs:',
    'concurrency: release\npermissions:\n  contents: read\njobs:',
  ),
  quotes: edit('environment: release', "environment: 'release'"),
  'the long form of an environment': edit(
    'environment: release\n',
    'environment:\n      name: release\n      url: https://example.com\n',
  ),
  'the short form of a block': edit(
    '    permissions:\n      contents: read\n      id-token: write\n',
    '    permissions: { contents: read, id-token: write }\n',
  ),
  anchors: edit('    permissions:\n      contents: read\n      id-token: write\n', '    permissions: *granted\n'),
  'an input of `workflow_dispatch`': edit(
    '  workflow_dispatch:\n',
    '  workflow_dispatch:\n    inputs:\n      dry-run: { type: boolean, default: true }\n',
  ),
  'another pattern of tags': edit("['v*']", "['v[0-9]*']"),
  'another hosted runner': edit('ubuntu-24.04', 'ubuntu-latest'),
  'a step before': edit('- run: npm publish', '- run: ls\n      - run: npm publish'),
  'a flag of the command': edit('run: npm publish', 'run: npm publish --access public'),
  'lines that end as on Windows': edit('\n', '\r\n'),
  'a text that is not code': (files) => ({ ...files, 'README.md': '# demo\n' }),
};

/** The first use of an anchor has to be where it is made. */
const anchored = (files: Files): Files => ({
  ...files,
  [releasePath]: (files[releasePath] ?? '').replace(
    'permissions: *granted',
    'permissions: &granted\n      contents: read\n      id-token: write',
  ),
});

/** Every package has come by trusted publishing from that workflow. */
const known = registries.map((to) =>
  packageEvidence({ registry: to, name: to === 'jsr' ? '@octo/demo' : 'demo', releases: [{ version: '1.0.0' }] }),
);

let base: Report;
beforeAll(async () => {
  base = await audited(before, known);
});

test('each registry is published to by trusted publishing', () => {
  const trusted = base.publications.filter(({ auth }) => auth === 'trusted-publishing');
  expect(trusted.map(({ registry }) => registry).toSorted()).toEqual(registries.toSorted());
  expect(Object.keys(harmless).length).toBeGreaterThanOrEqual(20);
});

test.each(Object.entries(harmless))('%s', async (_, change) => {
  const after = anchored(change(before));
  expect(after).not.toEqual(before);
  const head = await audited(after, known);
  expect(head.publications).toHaveLength(base.publications.length);
  const comparison = compareReports(base, head);
  expect(comparison.worse.filter(({ control }) => control === 'binding')).toEqual([]);
  expect(checkOfChange(head, comparison, aContext({ gate: 'low' })).annotations).toEqual([]);
});
