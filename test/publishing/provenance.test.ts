import { describe, expect, it } from 'vitest';
import { file, jobOf, mapOf, mayMint, npmPackage, only, publishedOnce, type Tree } from './map-of.ts';

const python: Tree = {
  'pyproject.toml': '[build-system]\nrequires = []\n[project]\nname = "snake"\nversion = "1.0.0"\n',
};
const sha = 'a'.repeat(40);

async function pypi(uses: string, more = '', job = mayMint) {
  const { publications } = await mapOf({
    ...python,
    ...jobOf(`- uses: pypa/gh-action-pypi-publish@${uses}${more}`, job),
  });
  return only(publications);
}

describe('provenance of pypa/gh-action-pypi-publish', () => {
  it.each<[string, boolean | null, boolean]>([
    ['release/v1', true, false],
    ['v1.8.14', false, false],
    ['v1.12.4', true, false],
    [`${sha} # v1.12.4`, true, true],
    [`${sha} # v1.8.14`, false, true],
    [`${sha} # release/v1`, true, true],
    [sha, true, true],
    ['main', true, false],
  ])('by version: %s', async (ref, provenance, pinned) => {
    expect(await pypi(ref)).toMatchObject({ auth: 'trusted-publishing', provenance, pinned });
  });

  it('is what its switch says, and never there with a token', async () => {
    expect(await pypi('release/v1', '\n  with: { attestations: false }')).toMatchObject({ provenance: false });
    expect(await pypi('v1.8.14', '\n  with: { attestations: true }')).toMatchObject({ provenance: true });
    expect(await pypi('release/v1', '\n  with: { attestations: "${{ inputs.x }}" }')).toMatchObject({
      provenance: null,
    });
    const token = '\n  with: { password: "${{ secrets.PYPI }}" }';
    expect(await pypi('release/v1', token)).toMatchObject({ auth: 'token', provenance: false });
  });
});

describe('provenance of npm', () => {
  it.each<[string, string, string, Tree, boolean | null]>([
    ['trusted publishing', '- run: npm publish', mayMint, {}, true],
    ['a flag', '- run: npm publish --provenance --registry=$R', mayMint, {}, true],
    ['a flag against it', '- run: npm publish --no-provenance', mayMint, {}, false],
    [
      'a variable',
      '- run: npm publish\n  env: { NPM_CONFIG_PROVENANCE: "true", NODE_AUTH_TOKEN: "${{ secrets.T }}" }',
      mayMint,
      {},
      true,
    ],
    [
      'a token without a word of it',
      '- run: npm publish\n  env: { NODE_AUTH_TOKEN: "${{ secrets.T }}" }',
      '',
      {},
      false,
    ],
    [
      'the manifest',
      '- run: npm publish\n  env: { NODE_AUTH_TOKEN: "${{ secrets.T }}" }',
      mayMint,
      { 'package.json': '{ "name": "left", "version": "1.0.0", "publishConfig": { "provenance": true } }' },
      true,
    ],
    ['a flag that is hidden', '- run: npm publish --provenance=$P', mayMint, {}, null],
    [
      'a variable that says no, by any word for it',
      '- run: npm publish\n  env: { NPM_CONFIG_PROVENANCE: " No " }',
      mayMint,
      {},
      false,
    ],
    [
      'a token without a word of it, where the job may sign',
      '- run: npm publish\n  env: { NODE_AUTH_TOKEN: "${{ secrets.T }}" }',
      mayMint,
      {},
      null,
    ],
    ['a committed .npmrc', '- run: npm publish', mayMint, { '.npmrc': 'provenance=false\n' }, false],
    ['Yarn 1, which makes none', '- run: yarn publish', mayMint, {}, false],
  ])('is told by %s', async (_, steps, job, tree, provenance) => {
    expect((await publishedOnce(steps, { job, tree })).provenance).toBe(provenance);
  });
});

describe('provenance by attestation', () => {
  const push = '- run: docker push ghcr.io/octo/left:1';
  const attest = '- uses: actions/attest-build-provenance@v2\n  with: { subject-name: ghcr.io/octo/left }';

  it('counts before and after the step', async () => {
    for (const steps of [`${attest}\n${push}`, `${push}\n${attest}`, `${push}\n- run: cosign sign ghcr.io/octo/left`])
      expect(only((await mapOf(jobOf(steps, mayMint))).publications).provenance, steps).toBe(true);
    expect(only((await mapOf(jobOf(push, mayMint))).publications).provenance).toBeNull();
  });

  it('counts in the jobs that it waits for and in those that wait for it, not in others', async () => {
    const workflow = (needs: string, attestNeeds: string) => ({
      '.github/workflows/release.yml': file(`
        on: push
        permissions: { id-token: write }
        jobs:
          attest:
            runs-on: ubuntu-latest
            ${attestNeeds}
            steps: [{ uses: actions/attest@v2 }]
          between: { runs-on: ubuntu-latest, needs: attest, steps: [{ run: "true" }] }
          push:
            runs-on: ubuntu-latest
            ${needs}
            steps: [{ run: docker push ghcr.io/octo/left }]
      `),
    });
    const provenance = async (needs: string, attestNeeds = 'if: always()') =>
      only((await mapOf(workflow(needs, attestNeeds))).publications).provenance;
    expect(await provenance('needs: attest')).toBe(true);
    expect(await provenance('needs: [between]')).toBe(true);
    expect(await provenance('if: always()', 'needs: push')).toBe(true);
    expect(await provenance('if: always()')).toBeNull();
  });

  it('does not make npm’s own', async () => {
    const { publications } = await mapOf({
      ...npmPackage,
      ...jobOf(
        `${attest}\n- run: npm publish\n  env: { NODE_AUTH_TOKEN: "\${{ secrets.T }}" }`,
        'permissions: { contents: read }',
      ),
    });
    expect(only(publications).provenance).toBe(false);
  });
});

describe('what is pinned', () => {
  it.each<[string, boolean | null]>([
    ['- run: npm publish', null],
    ['- uses: js-devtools/npm-publish@v4', false],
    [`- uses: js-devtools/npm-publish@${sha}`, true],
    [`- uses: js-devtools/npm-publish@${sha.slice(0, 12)}`, false],
  ])('%s: %s', async (steps, pinned) => {
    expect((await publishedOnce(steps)).pinned).toBe(pinned);
  });
});
