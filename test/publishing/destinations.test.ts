import { describe, expect, it } from 'vitest';
import { jobOf, mapOf, npmHome, npmPackage, only, privateHome, type Tree } from './map-of.ts';

/** `npm high` for a publication, `elsewhere: GitHub Packages` for what goes elsewhere. */
async function goes(steps: string, tree: Tree = {}): Promise<string> {
  const map = await mapOf({ ...npmPackage, ...jobOf(steps), ...tree });
  return only([
    ...map.publications.map(({ registry, confidence }) => `${registry} ${confidence}`),
    ...map.elsewhere.map(({ name }) => `elsewhere: ${name}`),
  ]);
}

const github = 'https://npm.pkg.github.com';
const manifest = (registry: string): Tree => ({
  'package.json': `{ "name": "left", "version": "1.0.0", "publishConfig": { "registry": "${registry}" } }`,
});

describe('the destination of npm', () => {
  it.each<[string, string, Tree, string]>([
    ['nothing', '- run: npm publish', {}, 'npm high'],
    ['a flag for home', `- run: npm publish --registry ${npmHome}`, {}, 'npm high'],
    ['a flag', `- run: npm publish --registry=${github}`, {}, 'elsewhere: GitHub Packages'],
    ['a local address', '- run: npm publish --registry http://localhost:4873', {}, 'elsewhere: a local registry'],
    [
      'a variable',
      `- run: npm publish\n  env: { npm_config_registry: "${privateHome}" }`,
      {},
      `elsewhere: ${privateHome}`,
    ],
    [
      'setup-node',
      `- uses: actions/setup-node@v4\n  with: { registry-url: "${github}" }\n- run: npm publish`,
      {},
      'elsewhere: GitHub Packages',
    ],
    [
      'the last setup-node',
      `- uses: actions/setup-node@v4\n  with: { registry-url: "${github}" }\n- uses: actions/setup-node@v4\n  with: { registry-url: "${npmHome}" }\n- run: npm publish`,
      {},
      'npm high',
    ],
    [
      'a written file',
      `- run: |\n    echo "registry=${github}" > .npmrc\n    npm publish`,
      {},
      'elsewhere: GitHub Packages',
    ],
    ['a committed file', '- run: npm publish', { '.npmrc': `registry=${github}\n` }, 'elsewhere: GitHub Packages'],
    ['the manifest', '- run: npm publish', manifest(github), 'elsewhere: GitHub Packages'],
    ['a flag over the manifest', `- run: npm publish --registry ${npmHome}`, manifest(github), 'npm high'],
    ['what is hidden', '- run: npm publish --registry ${{ inputs.where }}', {}, 'npm medium'],
    ['one of two', `- run: npm publish --registry \${{ inputs.x && '${github}' || '${npmHome}' }}`, {}, 'npm high'],
    [
      'one of two that are not home',
      `- run: npm publish --registry \${{ inputs.x && '${github}' || '${privateHome}' }}`,
      {},
      'elsewhere: GitHub Packages',
    ],
    [
      'a hidden path at a known host',
      `- run: npm publish --registry ${privateHome}/\${{ vars.FEED }}/npm`,
      {},
      expect.stringContaining(`elsewhere: ${privateHome}/`),
    ],
  ])('is told by %s', async (_, steps, tree, expected) => {
    expect(await goes(steps, tree)).toEqual(expected);
  });

  it('is shown without the user and password in it', async () => {
    const shown = await goes(
      '- run: npm publish --registry https://robot:hunter2@packages.example.com/npm?key=hunter2',
    );
    expect(shown).toBe('elsewhere: https://packages.example.com/npm');
    expect(await goes(`- run: npm publish --registry ${npmHome.replace('//', '//robot:hunter2@')}`)).toBe('npm high');
  });

  it('is noted with its step', async () => {
    const { elsewhere } = await mapOf({
      ...npmPackage,
      ...jobOf(`- run: npm ci\n- run: npm publish --registry ${github}`),
    });
    expect(only(elsewhere)).toMatchObject({
      via: 'npm publish',
      workflow: { path: '.github/workflows/release.yml' },
      job: { id: 'publish' },
      at: { line: 7 },
    });
  });
});

describe('the destination of PyPI’s clients', () => {
  const python = { 'pyproject.toml': '[build-system]\nrequires = []\n[project]\nname = "snake"\nversion = "1.0.0"\n' };
  const action = (url: string) =>
    `- uses: pypa/gh-action-pypi-publish@release/v1\n  with: { repository-url: "${url}" }`;

  it.each([
    [action('https://test.pypi.org/legacy/'), 'elsewhere: TestPyPI'],
    [action('https://upload.pypi.org/legacy/'), 'pypi high'],
    [action('https://test.pypi.org/${{ inputs.path }}/'), 'elsewhere: TestPyPI'],
    [action('${{ inputs.url }}'), 'pypi medium'],
    ['- run: twine upload -r testpypi dist/*', 'elsewhere: TestPyPI'],
    ['- run: twine upload dist/*\n  env: { TWINE_REPOSITORY: testpypi }', 'elsewhere: TestPyPI'],
    ['- run: uv publish --publish-url http://127.0.0.1:8080', 'elsewhere: a local registry'],
    ['- run: uv publish', 'pypi high'],
  ])('of %s is %s', async (steps, expected) => {
    expect(await goes(steps, python)).toBe(expected);
  });
});
