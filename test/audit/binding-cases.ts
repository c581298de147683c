import { auditRepository } from '../../src/audit/audit.ts';
import { compareReports } from '../../src/audit/compare.ts';
import type { PackageEvidence } from '../../src/ledger/package-evidence.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';
import type { ReportFinding } from '../../src/types/report.ts';

export type Files = Readonly<Record<string, string>>;

/** How one registry is published to from `octo/demo` by trusted publishing. */
interface Publishing {
  readonly manifest: readonly [path: string, text: string];
  /** The same with another name. */
  readonly renamed: string;
  /** Steps of the job that publishes, each a line or more without indentation. */
  readonly steps: readonly string[];
  /** The same with a long-lived token. */
  readonly tokenSteps: readonly string[];
  /** A workflow of another repository that is known to publish here. */
  readonly elsewhere: string;
}

const buildSystem = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n';

export const publishing = {
  npm: {
    manifest: ['package.json', '{ "name": "demo", "version": "1.0.0" }\n'],
    renamed: '{ "name": "demo-next", "version": "1.0.0" }\n',
    steps: ['- run: npm publish'],
    tokenSteps: ['- run: npm publish\n  env:\n    NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}'],
    elsewhere: 'acme/shared/.github/workflows/npm-publish.yml@v1',
  },
  pypi: {
    manifest: ['pyproject.toml', `[project]\nname = "demo"\nversion = "1"\n${buildSystem}`],
    renamed: `[project]\nname = "demo-next"\nversion = "1"\n${buildSystem}`,
    steps: ['- uses: pypa/gh-action-pypi-publish@release/v1'],
    tokenSteps: ['- uses: pypa/gh-action-pypi-publish@release/v1\n  with:\n    password: ${{ secrets.PYPI_TOKEN }}'],
    elsewhere: 'acme/shared/.github/workflows/pypi-publish.yml@v1',
  },
  'crates.io': {
    manifest: ['Cargo.toml', '[package]\nname = "demo"\nversion = "1.0.0"\n'],
    renamed: '[package]\nname = "demo-next"\nversion = "1.0.0"\n',
    steps: [
      '- uses: rust-lang/crates-io-auth-action@v1\n  id: auth',
      '- run: cargo publish\n  env:\n    CARGO_REGISTRY_TOKEN: ${{ steps.auth.outputs.token }}',
    ],
    tokenSteps: ['- run: cargo publish\n  env:\n    CARGO_REGISTRY_TOKEN: ${{ secrets.CARGO_TOKEN }}'],
    elsewhere: 'acme/shared/.github/workflows/cargo-publish.yml@v1',
  },
  rubygems: {
    manifest: [
      'demo.gemspec',
      'Gem::Specification.new do |spec|\n  spec.name = "demo"\n  spec.version = "1.0.0"\nend\n',
    ],
    renamed: 'Gem::Specification.new do |spec|\n  spec.name = "demo-next"\n  spec.version = "1.0.0"\nend\n',
    steps: ['- uses: rubygems/release-gem@v1'],
    tokenSteps: ['- run: gem push demo-1.0.0.gem\n  env:\n    GEM_HOST_API_KEY: ${{ secrets.RUBYGEMS_KEY }}'],
    elsewhere: 'acme/shared/.github/workflows/rubygems-release.yml@v1',
  },
  nuget: {
    manifest: [
      'demo.csproj',
      '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><PackageId>demo</PackageId><Version>1.0.0</Version></PropertyGroup></Project>\n',
    ],
    renamed:
      '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><PackageId>demo-next</PackageId><Version>1.0.0</Version></PropertyGroup></Project>\n',
    steps: [
      '- uses: NuGet/login@v1\n  id: login\n  with:\n    user: octo',
      '- run: dotnet nuget push out/*.nupkg --api-key ${{ steps.login.outputs.NUGET_API_KEY }} --source https://api.nuget.org/v3/index.json',
    ],
    tokenSteps: [
      '- run: dotnet nuget push out/*.nupkg --api-key ${{ secrets.NUGET_KEY }} --source https://api.nuget.org/v3/index.json',
    ],
    elsewhere: 'acme/shared/.github/workflows/nuget-publish.yml@v1',
  },
  'pub.dev': {
    manifest: ['pubspec.yaml', 'name: demo\nversion: 1.0.0\n'],
    renamed: 'name: demo_next\nversion: 1.0.0\n',
    steps: ['- uses: dart-lang/setup-dart@v1', '- run: dart pub publish --force'],
    tokenSteps: [
      '- run: |\n    mkdir -p ~/.config/dart\n    echo "${{ secrets.PUB_CREDENTIALS }}" > ~/.config/dart/pub-credentials.json\n    dart pub publish --force',
    ],
    elsewhere: 'dart-lang/setup-dart/.github/workflows/publish.yml@v1',
  },
  jsr: {
    manifest: ['jsr.json', '{ "name": "@octo/demo", "version": "1.0.0", "exports": "./mod.ts" }\n'],
    renamed: '{ "name": "@octo/demo-next", "version": "1.0.0", "exports": "./mod.ts" }\n',
    steps: ['- run: npx jsr publish'],
    tokenSteps: ['- run: npx jsr publish --token ${{ secrets.JSR_TOKEN }}'],
    elsewhere: 'acme/shared/.github/workflows/jsr-publish.yml@v1',
  },
} as const satisfies Readonly<Record<string, Publishing>>;

export type PublishingTo = keyof typeof publishing;

/** What a workflow of one job is made of. */
interface Shape {
  readonly on?: string;
  readonly environment?: string | null;
  readonly runsOn?: string;
  /** Permissions of the workflow and of the job, as YAML in one line; none where they are null. */
  readonly granted?: { readonly workflow: string | null; readonly job: string | null };
  readonly steps: readonly string[];
}

const granted = { workflow: null, job: '{ contents: read, id-token: write }' };

const onTags = "push: { tags: ['v*'] }";

/** A workflow with one job that publishes. */
export function workflow({ on = onTags, environment = 'release', runsOn = 'ubuntu-24.04', ...rest }: Shape): string {
  const { workflow: whole, job } = rest.granted ?? granted;
  return [
    'name: Release',
    `on: { ${on} }`,
    ...(whole === null ? [] : [`permissions: ${whole}`]),
    'jobs:',
    '  publish:',
    `    runs-on: ${runsOn}`,
    ...(environment === null ? [] : [`    environment: ${environment}`]),
    ...(job === null ? [] : [`    permissions: ${job}`]),
    '    steps:',
    ...rest.steps.flatMap((step) => step.split('\n')).map((line) => `      ${line}`),
    '',
  ].join('\n');
}

export const releasePath = '.github/workflows/release.yml';
export const publishPath = '.github/workflows/publish.yml';
/** How a job calls the workflow under that name. */
export const here = `./${publishPath}`;

/** The workflow that publishes to a registry, with what is different. */
export const shaped = (to: PublishingTo, shape: Partial<Shape> = {}) =>
  workflow({ steps: publishing[to].steps, ...shape });

/** The same as one that is only called. */
export const called = (to: PublishingTo) => shaped(to, { on: 'workflow_call: {}' });

/** A workflow with one job that calls another. */
export function caller(uses: string, permissions = '{ contents: read, id-token: write }', on = onTags): string {
  return `name: Release\non: { ${on} }\njobs:\n  publish:\n    permissions: ${permissions}\n    uses: ${uses}\n`;
}

/** What a change makes worse, by full audits of both sides. */
export async function worseBy(
  before: Files,
  after: Files,
  packages: readonly PackageEvidence[] | null = null,
): Promise<readonly ReportFinding[]> {
  const [base, head] = await Promise.all([audited(before, packages), audited(after, packages)]);
  return compareReports(base, head).worse;
}

export function audited(files: Files, packages: readonly PackageEvidence[] | null = null, repository = 'octo/demo') {
  return auditRepository({
    files: memoryFiles(files),
    subject: { repository, ref: null, commit: null },
    policy: defaultPolicy,
    today: '2026-06-01',
    ...(packages === null ? {} : { askRegistries: () => Promise.resolve(packages) }),
  });
}

/** The findings of a control; of an environment that cannot be seen from here, beside another way, nothing. */
export function toldBy(control: string, found: readonly ReportFinding[]): readonly ReportFinding[] {
  return found.filter((finding) => finding.control === control && !finding.message.includes('do not show which'));
}
