import { describe, expect, it } from 'vitest';
import { file, jobOf, mapOf, mayMint, npmPackage, only, published, type Tree } from './map-of.ts';

const handed = (action: string, input = 'token') =>
  `- uses: ${action}\n  with: { ${input}: "\${{ secrets.NPM_TOKEN }}" }`;

describe('an action that nothing describes', () => {
  it.each<[string, string]>([
    ['a secret whose name is npm’s', handed('acme/ship@v1')],
    ['an input whose name is npm’s', '- uses: acme/ship@v1\n  with: { npm-token: "${{ secrets.KEY }}" }'],
    ['a variable of its own step', '- uses: acme/ship@v1\n  env: { NPM_TOKEN: "${{ secrets.KEY }}" }'],
  ])('is guessed at by %s', async (_, steps) => {
    const [guess] = await published(steps);
    expect(guess).toMatchObject({
      registry: 'npm',
      via: 'acme/ship',
      auth: 'token',
      confidence: 'low',
      pinned: false,
      packages: ['left'],
      reason: expect.stringContaining('nothing describes acme/ship, but it is handed a credential of npm'),
    });
  });

  it('is guessed at by its name where it may mint a credential', async () => {
    expect(await published('- uses: acme/npm-publish-tool@v1', { job: mayMint })).toMatchObject([
      { registry: 'npm', confidence: 'low', auth: 'trusted-publishing', reason: expect.stringContaining('its name') },
    ]);
  });

  it.each([
    ['it is told not to', '- uses: acme/ship@v1\n  with: { npm-token: "${{ secrets.KEY }}", dry-run: true }'],
    ['its push is off', '- uses: acme/ship@v1\n  with: { npm-token: "${{ secrets.KEY }}", publish: "false" }'],
    ['it is known for something else', handed('actions/cache@v4')],
    ['its owner is called so', '- uses: npm-publish/checkout@v1'],
    ['the variable is the job’s, not its own', '- uses: acme/lint@v1'],
    ['the token is the job’s own', '- uses: acme/ship@v1\n  with: { npm-token: "${{ secrets.GITHUB_TOKEN }}" }'],
  ])('is none where %s', async (_, steps) => {
    expect(await published(steps, { job: 'env: { NPM_TOKEN: "${{ secrets.NPM_TOKEN }}" }' })).toEqual([]);
  });

  it('is not guessed at beside a step of it that is described', async () => {
    const publications = await published('- uses: ./both', {
      tree: {
        'both/action.yml': file(`
        runs:
          using: composite
          steps:
            - { shell: bash, run: npm publish }
            - uses: acme/notify@v1
              with: { npm-token: "\${{ secrets.NPM_TOKEN }}" }
      `),
      },
    });
    expect(publications).toMatchObject([{ via: 'npm publish', confidence: 'high' }]);
  });
});

describe('a reusable workflow of another repository', () => {
  const call = (uses: string, more: string): Tree => ({
    ...npmPackage,
    '.github/workflows/release.yml': file(`
      on: push
      jobs:
        go:
          uses: ${uses}
          ${more}
    `),
  });

  it.each<[string, string, string]>([
    [
      'the packages here, when it gets every secret',
      'acme/shared/.github/workflows/release.yml@v1',
      'secrets: inherit',
    ],
    [
      'the packages here, when it may mint',
      'acme/shared/.github/workflows/publish.yml@v1',
      'permissions: { id-token: write }',
    ],
    ['an input that asks for it', 'acme/shared/.github/workflows/ci.yml@v1', 'with: { publish-npm: true }'],
  ])('is guessed at by %s', async (_, uses, more) => {
    const publication = only((await mapOf(call(uses, more))).publications);
    expect(publication).toMatchObject({ registry: 'npm', confidence: 'low', packages: ['left'], site: { step: null } });
    expect(publication.via).toBe(uses.slice(0, uses.indexOf('@')));
  });

  it.each<[string, string, string]>([
    ['it drafts notes', 'acme/shared/.github/workflows/publish-docs.yml@v1', 'secrets: inherit'],
    ['it neither gets secrets nor mints', 'acme/shared/.github/workflows/release.yml@v1', 'if: always()'],
    ['it is not called to release', 'acme/shared/.github/workflows/ci.yml@v1', 'secrets: inherit'],
    ['the input is off', 'acme/shared/.github/workflows/ci.yml@v1', 'with: { publish-npm: false }'],
  ])('is none where %s', async (_, uses, more) => {
    expect((await mapOf(call(uses, more))).publications).toEqual([]);
  });

  it('is none where packages of several registries are here', async () => {
    const tree = call('acme/shared/.github/workflows/release.yml@v1', 'secrets: inherit');
    const { publications } = await mapOf({ ...tree, 'Cargo.toml': '[package]\nname = "oxide"\nversion = "1.0.0"\n' });
    expect(publications).toEqual([]);
  });
});

describe('a task that cannot be read', () => {
  it('is guessed at by its name and what it is handed', async () => {
    const step = (task: string) => `- run: bazel run ${task}\n  env: { NPM_TOKEN: "\${{ secrets.NPM_TOKEN }}" }`;
    expect(await published(step('//pkg:npm_publish'))).toMatchObject([{ registry: 'npm', confidence: 'low' }]);
    expect(await published(step('//pkg:check_release'))).toEqual([]);
  });

  it('is shown without its flags and whatever looks like a credential', async () => {
    const { publications } = await mapOf({
      ...npmPackage,
      ...jobOf(
        '- run: ./ci/publish.sh s3cr3tTok3nValue0 --key hunter2hunter2\n  env: { NPM_TOKEN: "${{ secrets.NPM_TOKEN }}" }',
      ),
    });
    expect(JSON.stringify(publications.map(({ via, reason }) => [via, reason]))).not.toMatch(/s3cr3t|hunter2/);
  });
});
