import type { Settings } from '../../src/github/settings.ts';
import type { PackageEvidence } from '../../src/ledger/package-evidence.ts';
import { type PackageWords, packageEvidence } from '../../test/controls/package-evidence.ts';

/** A repository in which one control fails. */
export interface ControlExample {
  /** What it is like, as a sentence. */
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly settings?: Partial<Settings>;
  readonly packages?: readonly PackageEvidence[];
  /** What no page may show: no scanner shall take the documentation for a leak. */
  readonly hidden?: string;
}

/** Examples by the id of the control that fails in them. */
export type ControlExamples = Readonly<Record<string, ControlExample>>;

export const workflowPath = '.github/workflows/release.yml';

const manifest = JSON.stringify({ name: '@octo/demo', version: '1.0.0', repository: 'octo/demo' }, null, 2);

export const trusted = ['permissions:', '  contents: read', '  id-token: write'];
export const untrusted = ['permissions:', '  contents: read'];
export const token = ['  env:', '    NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}'];
export const checkout = ['- uses: actions/checkout@v6', '  with:', '    persist-credentials: false'];
export const node = [
  '- uses: actions/setup-node@v6',
  '  with:',
  '    node-version: 24',
  '    package-manager-cache: false',
];
export const publish = '- run: npm publish';

/** A package for npm, published by a job of these steps. */
export function npm(
  steps: readonly string[],
  { head = trusted, on = ['push:', "  tags: ['v*']"], more = {} }: NpmOptions = {},
): Readonly<Record<string, string>> {
  const lines = [
    'name: Release',
    'on:',
    ...on.map((line) => `  ${line}`),
    'jobs:',
    '  publish:',
    ...(head.some((line) => line.startsWith('runs-on:')) ? [] : ['    runs-on: ubuntu-latest']),
    ...head.map((line) => `    ${line}`),
    '    steps:',
    ...steps.map((line) => `      ${line}`),
  ];
  return { 'package.json': `${manifest}\n`, [workflowPath]: `${lines.join('\n')}\n`, ...more };
}

interface NpmOptions {
  readonly head?: readonly string[];
  readonly on?: readonly string[];
  readonly more?: Readonly<Record<string, string>>;
}

export const usual = npm([...checkout, ...node, publish]);

/** What a registry shows of the package, which is npm's where nothing else is said, with the registry's own page. */
export function shown(words: PackageWords): readonly PackageEvidence[] {
  const page =
    words.registry === 'crates.io' ? 'https://crates.io/crates/octo-demo' : 'https://www.npmjs.com/package/@octo/demo';
  const { history = {} } = words;
  return [packageEvidence('state' in history ? words : { ...words, history: { page, ...history } })];
}

/** The workflow alone, of a job of these steps. */
export function workflow(steps: readonly string[], head: readonly string[]): string {
  return npm(steps, { head })[workflowPath] ?? '';
}

/** A crate, published by trusted publishing. */
export function crate(): Readonly<Record<string, string>> {
  return {
    'Cargo.toml': '[package]\nname = "octo-demo"\nversion = "1.0.0"\n',
    [workflowPath]: workflow(
      [
        ...checkout,
        '- uses: rust-lang/crates-io-auth-action@v1',
        '  id: auth',
        '- run: cargo publish',
        '  env:',
        '    CARGO_REGISTRY_TOKEN: ${{ steps.auth.outputs.token }}',
      ],
      trusted,
    ),
  };
}
