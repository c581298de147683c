import { describe, expect, it } from 'vitest';
import { mayMint, publishedTo, run, use } from '../steps-of.ts';

const tree = {
  'pyproject.toml':
    '[build-system]\nbuild-backend = "hatchling.build"\n[project]\nname = "left-pad"\nversion = "1.0.0"\n',
  'setup.py': 'from setuptools import setup\nsetup(name="left-pad")\n',
};
const secret = (name: string) => `env: { ${name}: "\${{ secrets.TOKEN }}" }`;
const handed = (input: string, more = '') => `{ ${input}: "\${{ secrets.TOKEN }}"${more} }`;
const auths = async (steps: string, job = '') => (await publishedTo('pypi', tree, steps, job)).map(({ auth }) => auth);

describe('commands that upload to PyPI', () => {
  it.each([
    ['twine', run('twine upload dist/*', [secret('TWINE_PASSWORD')])],
    ['twine as a module', run('python -m twine upload -u __token__ -p ${{ secrets.TOKEN }} dist/*')],
    ['twine with a signature', run('twine upload -s dist/*', [secret('TWINE_PASSWORD')])],
    ['twine to PyPI by name', run('twine upload -r pypi dist/*', [secret('TWINE_PASSWORD')])],
    ['uv', run('uv publish --token ${{ secrets.TOKEN }}')],
    ['uv by its variable', run('uv publish', [secret('UV_PUBLISH_TOKEN')])],
    ['poetry', run('poetry publish --build -u __token__ -p ${{ secrets.TOKEN }}')],
    ['poetry after config', run('poetry config pypi-token.pypi ${{ secrets.TOKEN }}\npoetry publish')],
    ['hatch', run('hatch publish', [secret('HATCH_INDEX_AUTH')])],
    ['flit', run('flit publish', [secret('FLIT_PASSWORD')])],
    ['pdm', run('pdm publish', [secret('PDM_PUBLISH_PASSWORD')])],
    ['maturin', run('maturin upload dist/*', [secret('MATURIN_PYPI_TOKEN')])],
    ['maturin publish', run('maturin publish --no-sdist', [secret('MATURIN_PASSWORD')])],
    ['setup.py', run('python setup.py sdist upload', [secret('PYPI_PASSWORD')])],
    ['rye', run('rye publish --token ${{ secrets.TOKEN }} --yes')],
    ['semantic-release v7', run('semantic-release publish', [secret('PYPI_TOKEN')])],
  ])('are known: %s', async (_, steps) => {
    expect(await auths(steps)).toEqual(['token']);
  });

  it.each([
    ['twine', run('twine upload dist/*')],
    ['uv', run('uv publish')],
    ['pdm', run('pdm publish')],
    ['maturin', run('maturin upload dist/*')],
  ])('mint by themselves: %s', async (_, steps) => {
    expect(await auths(steps, mayMint)).toEqual(['trusted-publishing']);
  });

  it.each([
    ['twine check', run('twine check dist/*')],
    ['twine to TestPyPI', run('twine upload -r testpypi dist/*')],
    ['twine to another index', run('twine upload --repository-url https://packages.example.com/ dist/*')],
    ['uv build', run('uv build')],
    ['uv’s rehearsal', run('uv publish --dry-run')],
    ['uv to TestPyPI', run('uv publish --publish-url https://test.pypi.org/legacy/')],
    ['poetry’s rehearsal', run('poetry publish --dry-run')],
    ['poetry to a repository of its own', run('poetry publish -r internal')],
    ['hatch build', run('hatch build')],
    ['hatch to TestPyPI', run('hatch publish -r https://test.pypi.org/legacy/')],
    ['flit build', run('flit build')],
    ['pdm to TestPyPI', run('pdm publish -r testpypi')],
    ['maturin build', run('maturin build --release')],
    ['setup.py without upload', run('python setup.py sdist')],
    ['rye build', run('rye build')],
    ['semantic-release without an account', run('semantic-release publish')],
    ['semantic-release’s rehearsal', run('semantic-release publish --noop', [secret('PYPI_TOKEN')])],
  ])('are not taken for %s', async (_, steps) => {
    expect(await auths(steps, mayMint)).toEqual([]);
  });
});

describe('actions that upload to PyPI', () => {
  it.each([
    ['the one of PyPA', use('pypa/gh-action-pypi-publish@release/v1', handed('password'))],
    ['maturin', use('PyO3/maturin-action@v1', '{ command: upload }', [secret('MATURIN_PYPI_TOKEN')])],
    ['deploy-pypi', use('casperdcl/deploy-pypi@v2', handed('password'))],
    ['poetry-publish', use('JRubics/poetry-publish@v2', handed('pypi_token'))],
    ['pypi-auto-publish', use('etils-actions/pypi-auto-publish@v1', handed('pypi-token'))],
    ['semantic-release v7', use('relekang/python-semantic-release@v7', handed('pypi_token'))],
  ])('are known with a token: %s', async (_, steps) => {
    expect(await auths(steps)).toEqual(['token']);
  });

  it.each([
    ['the one of PyPA', use('pypa/gh-action-pypi-publish@release/v1')],
    ['maturin', use('PyO3/maturin-action@v1', '{ command: upload, args: "dist/*" }')],
    ['cucumber', use('cucumber/action-publish-pypi@v3')],
    ['Jupyter Releaser', use('jupyter-server/jupyter_releaser/.github/actions/finalize-release@v2')],
  ])('mint by themselves: %s', async (_, steps) => {
    expect(await auths(steps, mayMint)).toEqual(['trusted-publishing']);
  });

  it.each([
    ['TestPyPI', use('pypa/gh-action-pypi-publish@release/v1', '{ repository-url: "https://test.pypi.org/legacy/" }')],
    ['maturin’s build', use('PyO3/maturin-action@v1', '{ args: --release }')],
    ['maturin to TestPyPI', use('PyO3/maturin-action@v1', '{ command: upload, args: -r testpypi }')],
    ['deploy-pypi’s build', use('casperdcl/deploy-pypi@v2', '{ upload: false }')],
    ['poetry-publish’s build', use('JRubics/poetry-publish@v2', '{ publish: false }')],
    [
      'Jupyter Releaser’s rehearsal',
      use('jupyter-server/jupyter_releaser/.github/actions/finalize-release@v2', '{ dry_run: true }'),
    ],
    [
      'Jupyter Releaser’s preparation',
      use('jupyter-server/jupyter_releaser/.github/actions/prep-release@v2', handed('token')),
    ],
    ['semantic-release v9', use('python-semantic-release/python-semantic-release@v9', handed('github_token'))],
  ])('are not taken for %s', async (_, steps) => {
    expect(await auths(steps, mayMint)).toEqual([]);
  });

  it.each<[string, string, boolean | null]>([
    ['the first that attests', 'v1.11.0', true],
    ['one before', 'v1.10.3', false],
  ])('carry attestations by their version: %s', async (_, version, provenance) => {
    const [found] = await publishedTo('pypi', tree, use(`pypa/gh-action-pypi-publish@${version}`), mayMint);
    expect(found).toMatchObject({ provenance, pinned: false, packages: ['left-pad'] });
  });

  it('carry none where they are turned off', async () => {
    const steps = use('pypa/gh-action-pypi-publish@release/v1', '{ attestations: false }');
    expect(await publishedTo('pypi', tree, steps, mayMint)).toMatchObject([{ provenance: false }]);
  });
});
