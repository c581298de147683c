import type { RegistryId } from '../../types/registry-id.ts';

export interface WorkflowWords {
  readonly registries: readonly RegistryId[];
  readonly event: string;
  readonly environment: string | null;
  /** A long-lived token reaches the step. */
  readonly token: boolean;
}

/** A workflow that publishes; null where none of the registries takes releases from one. */
export function workflowOf({ registries, event, environment, token }: WorkflowWords): string | null {
  const steps = registries.flatMap((registry) => publishSteps[registry]?.(token) ?? []);
  if (steps.length === 0) return null;
  return [
    'name: Release',
    'on:',
    ...triggers(event),
    'permissions: {}',
    'jobs:',
    '  publish:',
    '    runs-on: ubuntu-latest',
    ...(environment === null ? [] : [`    environment: ${environment}`]),
    '    permissions:',
    '      contents: read',
    '      id-token: write',
    '    steps:',
    '      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8',
    '        with: { persist-credentials: false }',
    ...steps.map((line) => `      ${line}`),
    '',
  ].join('\n');
}

function triggers(event: string): readonly string[] {
  if (event === 'release') return ['  release:', '    types: [published]'];
  if (event === 'schedule') return ['  schedule:', "    - cron: '17 4 * * 1'"];
  if (event === 'push') return ['  push:', "    tags: ['**']", '    branches: [main]'];
  return [`  ${event}:`];
}

const publishSteps: Partial<Record<RegistryId, (token: boolean) => readonly string[]>> = {
  npm: (token) => ['- run: npm publish', ...environmentOf(token, 'NODE_AUTH_TOKEN', 'NPM_TOKEN')],
  pypi: (token) => [
    '- run: python -m build',
    '- uses: pypa/gh-action-pypi-publish@ed0c53931b1dc9bd32cbe73a98c7f6766f8a527e',
    ...(token ? ['  with:', '    password: ${{ secrets.PYPI_TOKEN }}'] : []),
  ],
  'crates.io': (token) =>
    token
      ? ['- run: cargo publish', ...environmentOf(true, 'CARGO_REGISTRY_TOKEN', 'CARGO_REGISTRY_TOKEN')]
      : [
          '- uses: rust-lang/crates-io-auth-action@b7e9a28eded4986ec6b1fa40eeee8f8f165559ec',
          '  id: auth',
          '- run: cargo publish',
          '  env:',
          '    CARGO_REGISTRY_TOKEN: ${{ steps.auth.outputs.token }}',
        ],
  'maven-central': () => ['- run: mvn --batch-mode deploy', ...environmentOf(true, 'MAVEN_PASSWORD', 'CENTRAL_TOKEN')],
  rubygems: (token) =>
    token
      ? ['- run: gem push *.gem', ...environmentOf(true, 'GEM_HOST_API_KEY', 'RUBYGEMS_KEY')]
      : ['- uses: rubygems/release-gem@a25424ba2ba8b387abc8ef40807c2c85b96cbe32'],
  nuget: () => [
    '- run: dotnet nuget push out/*.nupkg --source https://api.nuget.org/v3/index.json --api-key "$NUGET_KEY"',
    ...environmentOf(true, 'NUGET_KEY', 'NUGET_KEY'),
  ],
  'pub.dev': () => [
    '- uses: dart-lang/setup-dart@e51d8e571e22473a2ddebf0ef8a2123f0ab2c02c',
    '- run: dart pub publish --force',
  ],
  jsr: () => ['- run: npx jsr publish'],
  hex: () => ['- run: mix hex.publish --yes', ...environmentOf(true, 'HEX_API_KEY', 'HEX_API_KEY')],
};

function environmentOf(token: boolean, variable: string, secret: string): readonly string[] {
  return token ? ['  env:', `    ${variable}: \${{ secrets.${secret} }}`] : [];
}
