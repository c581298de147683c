import { describe, expect, it } from 'vitest';
import { jobOf, mapOf, mayMint, npmPackage, published } from './map-of.ts';

const crate = { 'Cargo.toml': '[package]\nname = "left"\nversion = "1.0.0"\n' };

describe('an action that a table describes', () => {
  it('is not guessed at where its inputs keep it from publishing', async () => {
    const steps =
      '- uses: release-plz/action@v0.5\n  with: { command: release-pr }\n  env: { CARGO_REGISTRY_TOKEN: "${{ secrets.T }}" }';
    const { publications } = await mapOf({ ...crate, ...jobOf(steps) });
    expect(publications).toEqual([]);
  });
});

describe('a reusable workflow of another repository', () => {
  it.each([
    ['acme/x/.github/workflows/npm_release_prep.yml@v1', ''],
    ['acme/x/.github/workflows/build-test.yml@v1', 'with: { publish-coverage: true }'],
  ])('%s %s only prepares', async (uses, more) => {
    const workflow = `on: push\njobs:\n  a:\n    permissions: { id-token: write }\n    uses: ${uses}\n    ${more}\n`;
    const { publications } = await mapOf({ ...npmPackage, '.github/workflows/a.yml': workflow });
    expect(publications).toEqual([]);
  });

  it('is guessed at where it performs a release', async () => {
    const workflow =
      'on: push\njobs:\n  a:\n    permissions: { id-token: write }\n    uses: acme/x/.github/workflows/perform-release.yml@v1\n';
    const { publications } = await mapOf({ ...npmPackage, '.github/workflows/a.yml': workflow });
    expect(publications).toMatchObject([{ registry: 'npm', confidence: 'low' }]);
  });
});

describe('a script that is there and does not show how it publishes', () => {
  const tree = { ...crate, 'scripts/publish.py': 'import release\nrelease.all()\n' };

  it('is guessed at where it may mint a credential', async () => {
    const { publications } = await mapOf({ ...tree, ...jobOf('- run: python3 scripts/publish.py', mayMint) });
    expect(publications).toMatchObject([
      { registry: 'crates.io', confidence: 'low', reason: expect.stringContaining('does not show how') },
    ]);
  });

  it('is none without a credential', async () => {
    const { publications } = await mapOf({ ...tree, ...jobOf('- run: python3 scripts/publish.py') });
    expect(publications).toEqual([]);
  });
});

describe('credentials by their names', () => {
  it('count where the client cannot mint one', async () => {
    const steps =
      '- run: cargo publish --token "$MY_CARGO_KEY"\n- run: cargo publish\n  env: { MY_CARGO_KEY_2: "${{ secrets.K }}" }';
    const { publications } = await mapOf({ ...crate, ...jobOf(steps) });
    expect(publications.map(({ auth }) => auth)).toEqual(['unknown', 'token']);
  });

  it('are no settings of the client', async () => {
    const steps = '- run: cargo publish\n  env: { CARGO_AUDIT_OPTIONS: "${{ secrets.K }}" }';
    const { publications } = await mapOf({ ...crate, ...jobOf(steps) });
    expect(publications).toMatchObject([{ auth: 'unknown', credentials: [] }]);
  });
});

describe('a checkout below the root', () => {
  const steps = (more: string) =>
    `- uses: actions/checkout@v5\n  with: { path: source${more} }\n- run: cd source && ./scripts/ship.sh`;
  const tree = { 'scripts/ship.sh': 'npm publish\n' };

  it('is the repository', async () => {
    expect(await published(steps(''), { tree })).toMatchObject([{ registry: 'npm', packages: ['left'] }]);
  });

  it('of another repository is not', async () => {
    expect(await published(steps(', repository: acme/other'), { tree })).toEqual([]);
  });
});

describe('a program of the dependencies', () => {
  it.each([
    ['pnpm changeset publish', 'changeset publish'],
    ['yarn run lerna publish from-package', 'lerna publish'],
    ['yarn semantic-release', 'semantic-release'],
    ['pnpm --filter left -r changeset publish', 'changeset publish'],
    ['node ./node_modules/.bin/changeset publish', 'changeset publish'],
  ])('is found by %s', async (command, via) => {
    expect(await published(`- run: ${command}`)).toMatchObject([{ registry: 'npm', via, confidence: 'high' }]);
  });

  it.each(['pnpm changeset version', 'yarn vitest publish', 'pnpm install'])('is none in %s', async (command) => {
    expect(await published(`- run: ${command}`)).toEqual([]);
  });
});

it('finds a step that publishes behind one that builds a hundred packages', async () => {
  const packages = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [
      `packages/p${index}/package.json`,
      JSON.stringify({ name: `p${index}`, version: '1.0.0', scripts: { build: 'tsc && echo built' } }),
    ]),
  );
  const tree = { ...packages, 'package.json': '{ "name": "left", "version": "1.0.0", "workspaces": ["packages/*"] }' };
  const found = await published('- run: npm run build --workspaces\n- run: npm publish', { tree });
  expect(found).toMatchObject([{ via: 'npm publish', packages: ['left'] }]);
});

it('reads a program that only the matrix names', async () => {
  const tree = {
    'package.json': '{ "name": "ext", "publisher": "octo", "version": "1.0.0", "engines": { "vscode": "*" } }',
  };
  const job = 'strategy: { matrix: { cmd: [vsce, ovsx] } }';
  const found = await published('- run: npx ${{ matrix.cmd }} publish', { job, tree });
  expect(found.map(({ registry }) => registry)).toEqual(['open-vsx', 'vscode-marketplace']);
});

it('takes an image whose name is hidden for the registry that a command signed in to', async () => {
  const steps = '- run: echo "$T" | docker login ghcr.io -u x --password-stdin\n- run: docker push "$IMAGE"';
  expect((await published(steps)).map(({ registry }) => registry)).toEqual(['ghcr']);
});

it.each([
  ['a variable', '- run: node release-publish.mjs\n  env: { DRY_RUN: "1", NPM_TOKEN: "${{ secrets.T }}" }'],
  ['a flag', '- run: node release-publish.mjs --check-only\n  env: { NPM_TOKEN: "${{ secrets.T }}" }'],
])('does not guess at a rehearsal, told by %s', async (_, steps) => {
  expect(await published(steps)).toEqual([]);
});

it('takes a login by command for the registry whose host it names', async () => {
  const login = (host: string) => `- run: echo "\${{ secrets.PAT }}" | docker login ${host} -u x --password-stdin\n`;
  const pushes = '- run: docker push octo/demo\n- run: docker push ghcr.io/octo/demo';
  const auths = async (host: string) =>
    (await published(login(host) + pushes)).map(({ registry, auth }) => `${registry} ${auth}`);
  expect(await auths('ghcr.io')).toEqual(['docker-hub unknown', 'ghcr token']);
  expect(await auths('docker.io')).toEqual(['docker-hub token', 'ghcr unknown']);
  expect(await auths('')).toEqual(['docker-hub token', 'ghcr unknown']);
});
