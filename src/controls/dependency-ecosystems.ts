import type { RegistryId } from '../types/registry-id.ts';

/** What Dependabot and Renovate call the world that a registry's packages come from. */
export interface Ecosystem {
  /** Dependabot's `package-ecosystem`; the first is the usual one. */
  readonly dependabot: readonly string[];
  /** Renovate's managers. */
  readonly renovate: readonly string[];
  /** As a person calls it. */
  readonly title: string;
}

export const githubActions: Ecosystem = {
  dependabot: ['github-actions'],
  renovate: ['github-actions'],
  title: 'GitHub Actions',
};

const docker: Ecosystem = {
  dependabot: ['docker', 'docker-compose'],
  renovate: ['dockerfile', 'docker-compose'],
  title: 'container images',
};

const packageJson: Ecosystem = {
  dependabot: ['npm', 'bun'],
  renovate: ['npm', 'bun'],
  title: 'npm',
};

/** By the registry that is published to. Null: neither tool updates what such packages depend on. */
export const ecosystems: { readonly [id in RegistryId]: Ecosystem | null } = {
  npm: packageJson,
  jsr: null,
  'vscode-marketplace': packageJson,
  'open-vsx': packageJson,
  pypi: {
    dependabot: ['pip', 'uv', 'conda'],
    renovate: ['pip_requirements', 'pip_setup', 'pip-compile', 'pipenv', 'poetry', 'pep621', 'setup-cfg'],
    title: 'Python',
  },
  'crates.io': { dependabot: ['cargo'], renovate: ['cargo'], title: 'Cargo' },
  'maven-central': {
    dependabot: ['maven', 'gradle', 'sbt'],
    renovate: ['maven', 'gradle', 'sbt'],
    title: 'Maven and Gradle',
  },
  packagist: { dependabot: ['composer'], renovate: ['composer'], title: 'Composer' },
  rubygems: { dependabot: ['bundler'], renovate: ['bundler', 'gemspec'], title: 'Bundler' },
  nuget: { dependabot: ['nuget', 'dotnet-sdk'], renovate: ['nuget'], title: 'NuGet' },
  'pub.dev': { dependabot: ['pub'], renovate: ['pub'], title: 'pub' },
  hex: { dependabot: ['mix'], renovate: ['mix'], title: 'Mix' },
  go: { dependabot: ['gomod'], renovate: ['gomod'], title: 'Go modules' },
  ghcr: docker,
  'docker-hub': docker,
};

/** Dependabot's name for the files that are there: Gradle where there is no POM, Bun by its lock file. */
export function dependabotName(ecosystem: Ecosystem, paths: readonly string[]): string {
  const files = new Set(paths.map((path) => path.slice(path.lastIndexOf('/') + 1)));
  const marked = marks.find(
    ({ name, file, without }) =>
      ecosystem.dependabot.includes(name) && files.has(file) && (without === undefined || !files.has(without)),
  );
  return marked?.name ?? ecosystem.dependabot[0] ?? '';
}

const marks: readonly { readonly name: string; readonly file: string; readonly without?: string }[] = [
  { name: 'gradle', file: 'build.gradle', without: 'pom.xml' },
  { name: 'gradle', file: 'build.gradle.kts', without: 'pom.xml' },
  { name: 'uv', file: 'uv.lock' },
  { name: 'bun', file: 'bun.lock', without: 'package-lock.json' },
];
