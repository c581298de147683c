import { afterEach, expect, test } from 'vitest';
import type { ScenarioFile } from '../../src/sandbox/scenario.ts';
import { isLong } from '../long.ts';
import { organisation, tokenWorkflow } from './crash-scenarios.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

/** A monorepo: packages with manifests, sources that are alike, and a workflow that publishes. */
function monorepo(packages: number, sources: number): Record<string, ScenarioFile> {
  const files: Record<string, ScenarioFile> = {
    'package.json': '{ "name": "mono", "private": true, "workspaces": ["packages/*"] }\n',
    '.github/workflows/release.yml': tokenWorkflow.replace('npm publish', 'npm publish --workspaces'),
  };
  for (let index = 0; index < packages; index += 1) {
    files[`packages/p${index}/package.json`] = `{ "name": "@octo/p${index}", "version": "1.0.0" }\n`;
    for (let number = 0; number < sources; number += 1)
      files[`packages/p${index}/src/${number % 10}/${number}.ts`] = `export const answer = ${number};\n`;
  }
  return files;
}

/** Reads that count against the limit, without what is asked once for a whole installation: its list, and what it may not. */
function counted(): number {
  const ofInstallation = /^\/(?:installation|orgs)\//;
  return stage.sandbox.requests.filter(
    ({ counted: counts, method, path, status }) =>
      counts && status !== 403 && !ofInstallation.test(path) && (method === 'GET' || path === '/graphql'),
  ).length;
}

test.runIf(isLong)('50,000 files take no more than twelve requests', { timeout: 60_000 }, async () => {
  stage = await openStage(organisation([{ name: 'mono', commits: [{ files: monorepo(100, 500) }] }]));
  await stage.sandbox.people.install('octo');
  await stage.settled();
  expect(counted()).toBeLessThanOrEqual(12);
  const report = await stage.app.store.reports.ofRecord(stage.sandbox.repository('octo', 'mono').id);
  expect(report?.publications.flatMap(({ packages }) => packages)).toHaveLength(100);
  await expectNothingLost(stage);
});

test('a tree that GitHub cuts is listed folder by folder, and what may be missing is said', async () => {
  const files = { ...monorepo(3, 30), 'docs/a.md': 'a\n', 'zoo/package.json': '{ "name": "zoo" }\n' };
  stage = await openStage(organisation([{ name: 'mono', commits: [{ files }] }]), {}, { treeEntryLimit: 40 });
  await stage.sandbox.people.install('octo');
  await stage.settled();
  const trees = stage.sandbox.requests.filter(({ path }) => path.includes('/git/trees/'));
  expect(trees.length).toBeGreaterThan(3);
  expect(trees.length).toBeLessThanOrEqual(12);
  const report = await stage.app.store.reports.ofRecord(stage.sandbox.repository('octo', 'mono').id);
  expect(report?.publications).toMatchObject([{ registry: 'npm', workflow: '.github/workflows/release.yml' }]);
  await expectNothingLost(stage);
});

test('what is no text is passed over: submodules, links, LFS pointers, binaries, other encodings', async () => {
  const base64 = (bytes: readonly number[]) => ({ base64: Buffer.from(bytes).toString('base64') });
  const lfs = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;
  const files: Record<string, ScenarioFile> = {
    '.github/workflows/release.yml': tokenWorkflow,
    'package.json': '{ "name": "odd", "version": "1.0.0" }\n',
    'vendor/other': { submodule: '1'.repeat(40) },
    'linked/package.json': { link: '../package.json' },
    loop: { link: 'loop' },
    out: { link: '../../etc/passwd' },
    'assets/logo.png': base64([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]),
    'build.gradle': lfs,
    'setup.py': base64([0x23, 0x20, 0xe9, 0xe8, 0x0a]),
    Makefile: base64([0, 0, 0, 0]),
    '.github/workflows/broken.yml': base64([0x6e, 0x61, 0x6d, 0x65, 0x3a, 0x20, 0xff, 0xfe]),
  };
  stage = await openStage(organisation([{ name: 'odd', commits: [{ files }] }]));
  await stage.sandbox.people.install('octo');
  await stage.settled();
  expect(stage.checkRuns('octo', 'odd')).toMatchObject([{ status: 'completed', conclusion: 'neutral' }]);
  const report = await stage.app.store.reports.ofRecord(stage.sandbox.repository('octo', 'odd').id);
  expect(report?.publications).toMatchObject([{ registry: 'npm', packages: ['odd'], auth: 'token' }]);
  await expectNothingLost(stage);
});
