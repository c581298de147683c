import { describe, expect, it } from 'vitest';
import { ask, runs } from './ask.ts';

const lines = (...text: string[]) => `${text.join('\n')}\n`;

const toxIni = lines(
  '[tox]',
  'envlist = py{310,311},',
  '    release',
  '[testenv]',
  'commands = pytest {posargs}',
  '[testenv:{release,publish}]',
  'setenv =',
  '    REPO = pypi',
  'commands_pre = python -m build',
  'commands =',
  '    # first',
  '    - twine check dist/*',
  '    twine upload {posargs:dist/*} \\',
  '      --repository {env:REPO}',
  '    publish: {[extra]more}',
  '[extra]',
  'more = echo {envname}',
);

describe('tox', () => {
  const release = [
    'tox.ini:9 python -m build',
    'tox.ini:12 twine check dist/*\ntwine upload dist/* \\\n--repository ${REPO}',
  ];

  it.each([
    ['tox -e release', release],
    ['tox run -e release', release],
    ['tox -erelease', release],
    ['tox', ['tox.ini:5 pytest ', 'tox.ini:5 pytest ', ...release]],
    ['tox -e py310 -- -x', ['tox.ini:5 pytest -x']],
    ['tox -e ?', []],
    ['tox list', []],
  ])('%s', (line, expected) => {
    expect(runs({ 'tox.ini': toxIni }, line)).toEqual(expected);
  });

  it('knows factors, other sections, variables and TOXENV', () => {
    const [, script] = ask({ 'tox.ini': toxIni }, 'tox', { environment: new Map([['TOXENV', 'publish']]) });
    expect(script?.text.split('\n').at(-1)).toBe('echo publish');
    expect(script?.environment).toEqual(new Map([['REPO', 'pypi']]));
  });

  it('reads TOML, both the new form and the old text', () => {
    const modern = lines(
      '[tool.tox]',
      'env_list = ["a"]',
      '[tool.tox.env.release]',
      'set_env = { A = "1" }',
      'commands = [',
      '  ["twine", "upload", { replace = "posargs", default = ["dist/*"] }],',
      ']',
    );
    expect(runs({ 'pyproject.toml': modern }, 'tox -e release')).toEqual(['pyproject.toml:6 twine upload dist/*']);
    const legacy = lines('[tool.tox]', 'legacy_tox_ini = """', '[testenv:release]', 'commands = twine upload', '"""');
    expect(runs({ 'pyproject.toml': legacy }, 'tox -e release')).toEqual(['pyproject.toml:4 twine upload']);
  });
});

describe('functions', () => {
  const noxfile = lines(
    'import nox',
    'nox.options.sessions = ["lint"]',
    'def upload(session):',
    '    session.run("twine", "upload")',
    '@nox.session(',
    '    name="publish",',
    ')',
    'def push(session: nox.Session) -> None:',
    '    upload(session)',
    '',
    '@nox.session',
    'def lint(session):',
    '    session.run("ruff")',
  );

  it.each([
    ['nox -s publish', [8, 3]],
    ['nox --session=publish -- x', [8, 3]],
    ['nox -s lint publish', [8, 3, 12]],
    ['nox', [12]],
    ['nox -s ?', []],
    ['nox --list', []],
  ])('%s', (line, expected) => {
    const scripts = ask({ 'noxfile.py': noxfile }, line);
    expect(scripts.map((script) => script.line)).toEqual(expected);
    expect(scripts.every(({ dialect }) => dialect === 'python')).toBe(true);
  });

  it('ends a function where the next statement begins', () => {
    expect(ask({ 'noxfile.py': noxfile }, 'nox -s publish')[0]?.text).toBe(
      'def push(session: nox.Session) -> None:\n    upload(session)',
    );
  });

  it('reads tasks of invoke', () => {
    const tree = {
      'tasks.py': lines('from invoke import task', '@task(pre=[])', 'def push_all(c):', '    c.run("twine upload")'),
    };
    expect(runs(tree, 'inv push-all')).toEqual(['tasks.py:3 def push_all(c):\n    c.run("twine upload")']);
  });
});

describe('scripts of pyproject.toml', () => {
  const tree = {
    'pyproject.toml': lines(
      '[tool.poe.tasks]',
      'build = "python -m build"',
      'release = ["build", "up", { shell = "git push" }]',
      'call = { script = "tools.release:main(1)" }',
      '[tool.poe.tasks.up]',
      'cmd = "twine upload"',
      'env = { A = "1" }',
      'deps = ["build"]',
      '[tool.hatch.envs.rel.scripts]',
      'all = ["up", "- echo {env:B}"]',
      'up = "twine upload {args:dist/*}"',
      '[tool.hatch.envs.default]',
      'scripts.top = "hatch publish"',
      '[tool.pdm.scripts]',
      'pre_pub = "echo before"',
      'pub = { composite = ["b", "pdm publish"] }',
      'b.cmd = ["pdm", "build"]',
    ),
    'tools/release.py': lines('import os', 'def main(x):', '    os.system("twine upload")'),
  };

  it.each([
    ['poe up', ['pyproject.toml:2 python -m build', 'pyproject.toml:6 twine upload']],
    ['poe release', ['pyproject.toml:2 python -m build', 'pyproject.toml:6 twine upload', 'pyproject.toml:3 git push']],
    ['poe call', ['tools/release.py:2 def main(x):\n    os.system("twine upload")']],
    ['hatch run rel:all', ['pyproject.toml:11 twine upload dist/*', 'pyproject.toml:10 echo ${B}']],
    ['hatch -e rel run up a.whl', ['pyproject.toml:11 twine upload a.whl']],
    ['hatch run top', ['pyproject.toml:13 hatch publish']],
    ['hatch publish', []],
    ['pdm run pub', ['pyproject.toml:15 echo before', 'pyproject.toml:17 pdm build', 'pyproject.toml:16 pdm publish']],
    ['pdm pub', ['pyproject.toml:15 echo before', 'pyproject.toml:17 pdm build', 'pyproject.toml:16 pdm publish']],
    ['pdm publish', []],
  ])('%s', (line, expected) => {
    expect(runs(tree, line)).toEqual(expected);
  });
});
