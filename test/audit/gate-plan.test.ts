import { expect, it } from 'vitest';
import { publishingPlan } from '../../src/audit/gate-plan.ts';
import { mapPublications } from '../../src/publishing/map.ts';
import { registries } from '../../src/registries/index.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';

type Files = Readonly<Record<string, string>>;

const manifest = '{ "name": "tin", "version": "1.2.0" }';
const releasing = (environment: string, run = 'npm publish') =>
  `on: push\njobs:\n  publish:\n    runs-on: ubuntu-24.04\n    environment: ${environment}\n    steps:\n      - run: ${run}\n`;
const release = '.github/workflows/release.yml';

async function planOf(files: Files, { reviewed = files, workflow = release as string | null, isWhole = true } = {}) {
  const map = await mapPublications(memoryFiles(files), registries, 'octo/tin');
  const treeOf = (all: Files) => ({
    isWhole,
    entries: Object.entries(all).map(([path, text]) => ({ path, mode: '100644', sha: text, size: text.length })),
  });
  const trees = { ofCommit: treeOf(files), ofDefaultBranch: treeOf(reviewed) };
  return publishingPlan(map, { workflow, environment: 'npm' }, trees);
}

it('is what the workflow that runs publishes in the environment, however its case is written', async () => {
  const files = { 'package.json': manifest, [release]: releasing('NPM') };
  expect(await planOf(files)).toEqual({
    workflows: [release],
    packages: [{ registry: 'npm', name: 'tin', version: '1.2.0', directory: '', chosenBy: null }],
    files: [{ path: release, is: 'equal' }],
  });
});

it('is empty for another environment, and still compares the workflow', async () => {
  const files = { 'package.json': manifest, [release]: releasing('staging') };
  const reviewed = { ...files, [release]: releasing('npm') };
  expect(await planOf(files, { reviewed })).toEqual({
    workflows: [],
    packages: [],
    files: [{ path: release, is: 'different' }],
  });
});

it('counts an environment whose name is worked out while it runs', async () => {
  const files = { 'package.json': manifest, [release]: releasing('${{ vars.WHERE }}') };
  expect((await planOf(files)).packages).toHaveLength(1);
});

it('knows who may publish there where another workflow runs', async () => {
  const files = { 'package.json': manifest, [release]: releasing('npm') };
  const { workflows, packages } = await planOf(files, { workflow: '.github/workflows/docs.yml' });
  expect([workflows, packages]).toEqual([[release], []]);
});

it('compares the reusable workflow that publishes, and the one that calls it', async () => {
  const called = '.github/workflows/publish.yml';
  const files = {
    'package.json': manifest,
    [release]: `on: push\njobs:\n  go:\n    uses: ./${called}\n`,
    [called]: releasing('npm').replace('on: push', 'on: workflow_call'),
  };
  const plan = await planOf(files, { reviewed: { ...files, [called]: 'on: workflow_call\n' } });
  expect(plan.workflows).toContain(release);
  expect(plan.files).toEqual([
    { path: release, is: 'equal' },
    { path: called, is: 'different' },
  ]);
});

it('leaves the version to a tool that chooses it', async () => {
  const files = { 'package.json': manifest, [release]: releasing('npm', 'npx changeset publish') };
  expect((await planOf(files)).packages).toMatchObject([{ chosenBy: 'changeset publish' }]);
});

it('does not take what was not listed for what is not there', async () => {
  const files = { 'package.json': manifest, [release]: releasing('npm') };
  expect((await planOf(files, { reviewed: {}, isWhole: false })).files).toEqual([{ path: release, is: 'unknown' }]);
  expect((await planOf(files, { reviewed: {} })).files).toEqual([{ path: release, is: 'new' }]);
});

it('compares nothing where it is not known what runs', async () => {
  const files = { 'package.json': manifest, [release]: releasing('npm') };
  expect(await planOf(files, { workflow: null })).toMatchObject({ workflows: [release], packages: [], files: [] });
});
