import type { RegistryId } from '../../types/registry-id.ts';

/** The manifest of a package as its ecosystem has it; null where there is none. */
export interface Manifest {
  readonly path: string;
  readonly text: (version: string) => string;
}

export function manifestOf(registry: RegistryId, name: string, directory: string, repository: string): Manifest | null {
  const make = manifests[registry];
  if (make === undefined) return null;
  const { file, text } = make(name, `https://github.com/${repository}`);
  return { path: directory === '' ? file : `${directory}/${file}`, text };
}

interface Made {
  readonly file: string;
  readonly text: (version: string) => string;
}

const manifests: Partial<Record<RegistryId, (name: string, url: string) => Made>> = {
  npm: (name, url) => ({
    file: 'package.json',
    text: (version) =>
      `${JSON.stringify({ name, version, repository: { type: 'git', url: `git+${url}.git` } }, null, 2)}\n`,
  }),
  pypi: (name, url) => ({
    file: 'pyproject.toml',
    text: (version) =>
      `[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "${name}"\nversion = "${version}"\n\n[project.urls]\nSource = "${url}"\n`,
  }),
  'crates.io': (name, url) => ({
    file: 'Cargo.toml',
    text: (version) => `[package]\nname = "${name}"\nversion = "${version}"\nedition = "2024"\nrepository = "${url}"\n`,
  }),
  'maven-central': (name, url) => {
    const [group = '', artifact = ''] = name.split(':');
    return {
      file: 'pom.xml',
      text: (version) =>
        `<project>\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>${group}</groupId>\n  <artifactId>${artifact}</artifactId>\n  <version>${version}</version>\n  <scm><url>${url}</url></scm>\n</project>\n`,
    };
  },
  packagist: (name) => ({
    file: 'composer.json',
    text: () => `${JSON.stringify({ name, type: 'library' }, null, 2)}\n`,
  }),
  rubygems: (name, url) => ({
    file: `${name}.gemspec`,
    text: (version) =>
      `Gem::Specification.new do |spec|\n  spec.name = "${name}"\n  spec.version = "${version}"\n  spec.metadata["source_code_uri"] = "${url}"\nend\n`,
  }),
  nuget: (name, url) => ({
    file: `${name}.csproj`,
    text: (version) =>
      `<Project Sdk="Microsoft.NET.Sdk">\n  <PropertyGroup>\n    <TargetFramework>net10.0</TargetFramework>\n    <IsPackable>true</IsPackable>\n    <PackageId>${name}</PackageId>\n    <Version>${version}</Version>\n    <RepositoryUrl>${url}</RepositoryUrl>\n  </PropertyGroup>\n</Project>\n`,
  }),
  'pub.dev': (name, url) => ({
    file: 'pubspec.yaml',
    text: (version) => `name: ${name}\nversion: ${version}\nrepository: ${url}\nenvironment:\n  sdk: ^3.0.0\n`,
  }),
  hex: (name, url) => ({
    file: 'mix.exs',
    text: (version) =>
      `defmodule Coin.MixProject do\n  use Mix.Project\n\n  def project do\n    [app: :${name}, version: "${version}", package: [links: %{"GitHub" => "${url}"}]]\n  end\nend\n`,
  }),
  jsr: (name) => ({
    file: 'jsr.json',
    text: (version) => `${JSON.stringify({ name, version, exports: './mod.ts' }, null, 2)}\n`,
  }),
  go: (name) => ({ file: 'go.mod', text: () => `module ${name}\n\ngo 1.25\n` }),
};
