/** A package.json that is published to npm. */
export const npmManifest = JSON.stringify({ name: '@octo/demo', version: '1.0.0', repository: 'octo/demo' });

export interface NpmJob {
  readonly job?: string;
  readonly environment?: string;
  readonly idToken?: boolean;
  /** Name of the secret that the publishing step is handed. */
  readonly secret?: string;
  readonly command?: string;
}

/** A workflow that publishes to npm, with one job. */
export function npmWorkflow({ job = 'publish', environment, idToken, secret, command }: NpmJob = {}): string {
  return [
    'name: Release',
    'on:',
    '  push:',
    "    tags: ['v*']",
    'jobs:',
    `  ${job}:`,
    '    runs-on: ubuntu-latest',
    ...(environment === undefined ? [] : [`    environment: ${environment}`]),
    '    permissions:',
    '      contents: read',
    ...(idToken === true ? ['      id-token: write'] : []),
    '    steps:',
    '      - uses: actions/checkout@v5',
    '      - uses: actions/setup-node@v5',
    '        with:',
    "          node-version: '24'",
    '      - name: Publish',
    `        run: ${command ?? 'npm publish'}`,
    ...(secret === undefined ? [] : ['        env:', `          NODE_AUTH_TOKEN: \${{ secrets.${secret} }}`]),
    '',
  ].join('\n');
}

/** A repository with that workflow. */
export function npmRepository(job: NpmJob = {}): Record<string, string> {
  return { 'package.json': npmManifest, '.github/workflows/release.yml': npmWorkflow(job) };
}

/** A workflow with one job of the steps given, which start at column 7. */
export function workflowOf(steps: readonly string[], head: readonly string[] = []): string {
  return [
    'on:',
    '  push:',
    "    tags: ['v*']",
    'jobs:',
    '  publish:',
    '    runs-on: ubuntu-latest',
    ...head.map((line) => `    ${line}`),
    '    steps:',
    ...steps.map((line) => `      ${line}`),
    '',
  ].join('\n');
}
