import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readManifests } from '../../../src/registries/pypi/manifests.ts';
import { normaliseName } from '../../../src/registries/pypi/names.ts';
import { memoryFiles } from '../../../src/repository/memory-files.ts';

function read(files: Record<string, string>) {
  return readManifests(memoryFiles(files));
}

const built = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n';
const project = (rest = ''): string => `${built}[project]\nname = "Cat_Mode"\nversion = "1.0"\n${rest}`;

it('compares names as PyPI does', () => {
  expect(normaliseName('Cat__Mode.-x')).toBe('cat-mode-x');
});

describe('pyproject.toml', () => {
  it('is read by the standard', () => {
    const rest =
      'dynamic = ["readme"]\n[project.urls]\n"Source Code" = "https://github.com/octo/cat"\nHomepage = "https://cat.example"\n';
    expect(read({ 'py/pyproject.toml': project(rest) })).toEqual({
      packages: [
        {
          registry: 'pypi',
          name: 'Cat_Mode',
          path: 'py/pyproject.toml',
          directory: 'py',
          line: 5,
          publishable: true,
          destination: null,
          version: '1.0',
          provenance: null,
          workspace: null,
          repository: 'https://github.com/octo/cat',
        },
      ],
      problems: [],
    });
  });

  it.each([
    ['Poetry', '[tool.poetry]\nname = "cat"\nversion = "1.0"\nrepository = "https://github.com/octo/cat"\n', 2],
    ['Flit, long ago', '[tool.flit.metadata]\nmodule = "cat"\nhome-page = "https://cat.example"\n', 2],
    ['Flit, with a name of its own', '[tool.flit.metadata]\nmodule = "kitten"\ndist-name = "cat"\n', 3],
  ])('is read as %s has it', (_, text, line) => {
    expect(read({ 'pyproject.toml': text }).packages).toMatchObject([{ name: 'cat', line, publishable: true }]);
  });

  it('is named after the crate for Maturin', () => {
    const pyproject = '[build-system]\nbuild-backend = "maturin"\n[tool.maturin]\nmanifest-path = "rust/Cargo.toml"\n';
    const cargo = '[package]\nname = "cat"\nversion = "2.0.0"\n';
    expect(read({ 'pyproject.toml': pyproject, 'rust/Cargo.toml': cargo }).packages).toMatchObject([
      { name: 'cat', path: 'pyproject.toml', line: 1, version: '2.0.0' },
    ]);
    expect(read({ 'pyproject.toml': pyproject, 'rust/Cargo.toml': '[' })).toEqual({ packages: [], problems: [] });
  });

  it.each([
    ['a private classifier', 'classifiers = ["Private :: Do Not Upload"]\n', false],
    ['another classifier', 'classifiers = ["Framework :: AsyncIO"]\n', true],
    ['uv told that it is no package', '[tool.uv]\npackage = false\n', false],
    ['Poetry told that it is no package', '[tool.poetry]\npackage-mode = false\n', false],
    ['PDM told not to distribute it', '[tool.pdm]\ndistribution = false\n', false],
  ])('with %s', (_, rest, publishable) => {
    expect(read({ 'pyproject.toml': project(rest) }).packages).toMatchObject([{ publishable }]);
  });

  it('that nothing builds is an application', () => {
    const text = project().replace(built, '');
    expect(read({ 'pyproject.toml': text }).packages).toMatchObject([{ publishable: false }]);
    expect(read({ 'pyproject.toml': `${text}[tool.uv]\npackage = true\n` }).packages).toMatchObject([
      { publishable: true },
    ]);
    expect(read({ 'pyproject.toml': text, 'setup.py': '' }).packages).toMatchObject([{ publishable: true }]);
  });

  it('with settings alone names nothing', () => {
    expect(read({ 'pyproject.toml': '[tool.ruff]\nline-length = 100\n' })).toEqual({ packages: [], problems: [] });
  });

  it('may name another index, told without credentials', () => {
    const text = project('[tool.uv]\npublish-url = "https://user:hidden@pypi.example.com/legacy/"\n');
    expect(read({ 'pyproject.toml': text }).packages).toMatchObject([
      { destination: 'https://pypi.example.com/legacy/' },
    ]);
  });

  it('tells what is wrong and does not hide the others', () => {
    const found = read({
      'a/pyproject.toml': '[project]\nname = \n',
      'b/pyproject.toml': project().replace('Cat_Mode', 'cat mode'),
      'c/pyproject.toml': project(),
      'examples/d/pyproject.toml': '[',
    });
    expect(found.packages.map((one) => one.path)).toEqual(['c/pyproject.toml']);
    expect(found.problems).toMatchObject([
      { path: 'a/pyproject.toml', line: 2 },
      { path: 'b/pyproject.toml', line: 5 },
    ]);
  });

  it('gathers members for uv', () => {
    const found = read({
      'pyproject.toml': project('[tool.uv.workspace]\nmembers = ["libs/*", "examples/x"]\nexclude = ["libs/old"]\n'),
      'libs/a/pyproject.toml': project(),
      'libs/old/pyproject.toml': project(),
      'examples/x/pyproject.toml': project(),
      'examples/y/pyproject.toml': project(),
    });
    expect(found.packages.map((one) => [one.directory, one.workspace, one.publishable])).toEqual([
      ['examples/x', 'pyproject.toml', true],
      ['examples/y', null, false],
      ['libs/a', 'pyproject.toml', true],
      ['libs/old', null, true],
      ['', 'pyproject.toml', true],
    ]);
  });
});

describe('setup.cfg', () => {
  const text = [
    '[options]',
    'name = no',
    '[metadata]',
    '# the name',
    'name = cat',
    'version = attr: cat.__version__',
    'project-urls =',
    '    Docs = https://cat.example',
    '    Source = https://github.com/octo/cat',
    'classifiers =',
    '    Framework :: AsyncIO',
    '[bumpversion]',
    'name = other',
  ].join('\n');

  it('is read', () => {
    expect(read({ 'setup.cfg': text, 'setup.py': 'from setuptools import setup\nsetup()\n' }).packages).toMatchObject([
      {
        name: 'cat',
        path: 'setup.cfg',
        line: 5,
        version: null,
        publishable: true,
        repository: 'https://github.com/octo/cat',
      },
    ]);
  });

  it('may be private', () => {
    const found = read({ 'setup.cfg': text.replace('Framework ::', 'Private ::') });
    expect(found.packages).toMatchObject([{ publishable: false }]);
  });
});

describe('setup.py', () => {
  const names = (text: string): readonly string[] => read({ 'setup.py': text }).packages.map((found) => found.name);

  it('is read without running it', () => {
    const text = `"""setup(name="no")"""
import setuptools  # setup(name="no")
NAME = "cat"
VERSION = open("VERSION").read()
def helper():
    name = "other"
setuptools.setup(
    name=NAME,
    version=VERSION,
    url='https://github.com/octo/cat',
    packages=find_packages(name="no"),
    project_urls={"Docs": "https://cat.example", "Source": "https://github.com/octo/source"},
)
`;
    expect(read({ 'setup.py': text }).packages).toMatchObject([
      { name: 'cat', line: 3, version: null, repository: 'https://github.com/octo/source' },
    ]);
  });

  it.each([
    ["setup(name='cat')", ['cat']],
    ['setup(\n  version="1", name = r"cat",\n)', ['cat']],
    ['def setup(name="no"): pass\nsetup(name="cat")', ['cat']],
    ['setup(**settings)', []],
    ['setup(name=f"{x}")', []],
    ['setup(name="cat" + suffix)', []],
    ['setup(name="cat-%s" % x)', []],
    ['setup(name=NAME)', []],
    ['NAME = "a"\nNAME = "b"\nsetup(name=NAME)', []],
    ['NAME = "a" + x\nsetup(name=NAME)', []],
    ['name == "cat"\nsetup()', []],
    ['print("setup(name=\'cat\')")', []],
    ['setup(name="cat', []],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it('may be private', () => {
    const text = 'setup(name="cat", classifiers=["Private :: Do Not Upload"])';
    expect(read({ 'setup.py': text }).packages).toMatchObject([{ publishable: false }]);
  });

  it('may hold anything', () => {
    const parts = ['setup', '(', ')', 'name=', '"', "'", '"""', '\\', '\n', '#', ',', 'f"', 'x', '=', '{', '}'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 40 }), (text) => {
        for (const name of names(text.join(''))) expect(name).toMatch(/^[\w.-]+$/);
      }),
    );
  });
});
