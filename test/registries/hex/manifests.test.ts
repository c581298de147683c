import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hex } from '../../../src/registries/hex/index.ts';
import { readManifests } from '../../../src/registries/hex/manifests.ts';
import { memoryFiles } from '../../../src/repository/memory-files.ts';

function read(files: Record<string, string>) {
  return readManifests(memoryFiles(files));
}

/** A mix.exs with these entries in its project, and these functions after it. */
const mix = (project: string, rest = ''): string => `defmodule Cat.MixProject do
  use Mix.Project

  @moduledoc """
  def project do [app: :not_this, package: []]
  """
  @version "1.2.3"
  @source_url "https://github.com/octo/cat"

  def project do
    [
      ${project}
    ]
  end

  def application, do: [extra_applications: [:logger], name: "no"]
${rest}
end
`;

describe('mix.exs', () => {
  it('is read without running it', () => {
    const text = mix(
      'app: :cat, # app: :dog\n      version: @version,\n      source_url: @source_url,\n      package: package(),\n      deps: [{:ex_doc, "~> 0.40", app: :no}]',
      '  defp package do\n    [\n      licenses: ["MIT"],\n      links: %{"GitHub" => @source_url}\n    ]\n  end',
    );
    expect(read({ 'elixir/mix.exs': text })).toEqual({
      packages: [
        {
          registry: 'hex',
          name: 'cat',
          path: 'elixir/mix.exs',
          directory: 'elixir',
          line: 12,
          publishable: true,
          destination: null,
          version: '1.2.3',
          provenance: null,
          workspace: null,
          repository: 'https://github.com/octo/cat',
        },
      ],
      problems: [],
    });
  });

  it.each([
    [
      'in the function',
      'package: package()',
      '  defp package() do\n    [name: "big_cat", files: ~w(lib mix.exs)]\n  end',
    ],
    ['as an atom', 'package: package()', '  defp package do [files: ["]"], name: :big_cat] end'],
    ['in place', 'package: [licenses: ["MIT"], name: "big_cat"]', ''],
    ['by an attribute', 'package: [name: @name]', '  @name "big_cat"'],
    ['in an attribute', 'package: @package', '  @package [name: "big_cat"]'],
  ])('has its own name %s', (_, entry, rest) => {
    expect(read({ 'mix.exs': mix(`app: :cat, ${entry}`, rest) }).packages).toMatchObject([{ name: 'big_cat' }]);
  });

  it.each([
    ['app: :cat', false],
    ['app: :cat, deps: deps()', false],
    ['app: :cat, description: "Cats"', true],
    ['app: :cat, package: []', true],
  ])('with %s is for publishing: %s', (project, publishable) => {
    expect(read({ 'mix.exs': mix(project) }).packages).toMatchObject([{ name: 'cat', publishable }]);
  });

  it('goes to the organisation that it names', () => {
    const text = mix('app: :cat, package: [organization: "acme"]');
    expect(read({ 'mix.exs': text }).packages).toMatchObject([{ destination: 'organization:acme' }]);
    expect(hex.isHome('organization:acme')).toBe(false);
  });

  it.each(['app: app_name(), package: []', 'version: "1.0.0"', 'app: :"cat" <> "x"'])(
    'with %s names nothing',
    (project) => {
      expect(read({ 'mix.exs': mix(project) })).toEqual({ packages: [], problems: [] });
    },
  );

  it('refuses a name that Hex would not take', () => {
    expect(read({ 'mix.exs': mix('app: :Cat, package: []') })).toMatchObject({
      packages: [],
      problems: [{ path: 'mix.exs', line: 12 }],
    });
  });

  it('of an umbrella gathers its applications', () => {
    const found = read({
      'mix.exs': mix('apps_path: "apps", version: "1.0.0"'),
      'apps/a/mix.exs': mix('app: :a, package: []'),
      'apps/b/mix.exs': mix('app: :b'),
      'test/c/mix.exs': mix('app: :c, package: []'),
    });
    expect(found.packages.map((one) => [one.name, one.workspace, one.publishable])).toEqual([
      ['a', 'mix.exs', true],
      ['b', 'mix.exs', false],
      ['c', null, false],
    ]);
  });

  it('may hold anything', () => {
    const parts = [
      'def project do',
      '[',
      ']',
      '"',
      '"""',
      "'",
      '#{',
      '~s(',
      '@a ',
      'app:',
      ':a',
      ', ',
      '\n',
      'name: "x"',
      '\\',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 40 }), (text) => {
        for (const found of read({ 'mix.exs': text.join('') }).packages) expect(found.name).toMatch(/^[a-z]\w*$/);
      }),
    );
  });
});

describe('gleam.toml', () => {
  const gleam = 'name = "cat"\nversion = "1.0.0"\n';

  it('is for publishing with a licence and a description', () => {
    const rest =
      'description = "Cats"\nlicences = ["MIT"]\nrepository = { type = "github", user = "octo", repo = "cat" }\n';
    expect(read({ 'gleam.toml': gleam + rest }).packages).toMatchObject([
      { name: 'cat', version: '1.0.0', publishable: true, repository: 'octo/cat', line: 1 },
    ]);
    expect(read({ 'gleam.toml': gleam }).packages).toMatchObject([{ publishable: false }]);
  });

  it('tells what is wrong', () => {
    expect(read({ 'gleam.toml': 'name = \n' }).problems).toMatchObject([{ path: 'gleam.toml', line: 1 }]);
  });
});

describe('Rebar', () => {
  const app = '%% {application, no, []}\n{application, cat,\n [{description, "100% cats"},\n  {vsn, "1.0.0"}]}.\n';

  it('is read where the plugin for Hex is named', () => {
    expect(read({ 'src/cat.app.src': app, 'rebar.config': '{plugins, [rebar3_hex]}.' }).packages).toMatchObject([
      { name: 'cat', path: 'src/cat.app.src', directory: '', line: 2, version: '1.0.0', publishable: true },
    ]);
    expect(read({ 'src/cat.app.src': app, 'rebar.config': '{deps, []}.' }).packages).toEqual([]);
  });

  it("is read where the application says what only Hex asks, under Hex's name", () => {
    const text = app.replace('{vsn', '{licenses, ["MIT"]},\n  {pkg_name, "big_cat"},\n  {vsn');
    expect(read({ 'apps/cat/src/cat.app.src': text }).packages).toMatchObject([
      { name: 'big_cat', directory: 'apps/cat', line: 5 },
    ]);
  });

  it('and Mix together are one package', () => {
    const files = { 'src/cat.app.src': app, 'rebar.config': 'rebar3_hex', 'mix.exs': mix('app: :cat, package: []') };
    expect(read(files).packages.map((found) => found.path)).toEqual(['mix.exs']);
  });
});
