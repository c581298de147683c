import { emptyValue, showValue } from '../../types/values.ts';
import type { Act, Session } from '../act.ts';
import type { ActionRow, CommandRow, ProvenanceRule } from '../recogniser.ts';
import { releasePlzWithholds } from './release-plz.ts';

/** crates.io keeps no provenance. */
const none: ProvenanceRule = { byDefault: 'never' };
const valueFlags = [
  '-p',
  '--package',
  '--exclude',
  '--manifest-path',
  '--registry',
  '--index',
  '--token',
  '-F',
  '--features',
  '--target',
  '--target-dir',
  '-j',
  '--jobs',
  '--config',
  '--color',
  '-Z',
  '-C',
];

/** What cargo and its plugins publish. A token is handed over; where it was minted decides. */
const rows: readonly CommandRow[] = [
  {
    via: 'cargo publish',
    program: ['cargo'],
    subcommand: [['publish']],
    valueFlags,
    unless: ['--dry-run', '-n'],
    destination: [{ flag: '--registry' }, { flag: '--index' }],
    credential: [{ flag: '--token' }],
    oidc: 'minted',
    provenance: none,
    packages: {
      kind: 'directory',
      at: [{ flag: '--manifest-path' }],
      named: [{ flag: '-p' }, { flag: '--package' }],
      all: ['--workspace', '--all'],
    },
  },
  {
    via: 'cargo release',
    program: ['cargo', 'cargo-release'],
    subcommand: [['release']],
    valueFlags: [...valueFlags, '-m', '--tag-prefix', '--prev-tag-name'],
    requires: ['-x', '--execute', '--no-confirm'],
    unless: ['--no-publish', '--dry-run'],
    credential: [{ flag: '--token' }],
    oidc: 'minted',
    provenance: none,
    packages: { kind: 'workspace', named: [{ flag: '-p' }, { flag: '--package' }] },
  },
  {
    via: 'cargo release publish',
    program: ['cargo'],
    subcommand: [['release', 'publish']],
    valueFlags,
    requires: ['-x', '--execute'],
    credential: [{ flag: '--token' }],
    oidc: 'minted',
    provenance: none,
    packages: { kind: 'workspace', named: [{ flag: '-p' }, { flag: '--package' }] },
  },
  {
    via: 'cargo workspaces publish',
    program: ['cargo', 'cargo-workspaces'],
    subcommand: [
      ['workspaces', 'publish'],
      ['ws', 'publish'],
    ],
    valueFlags: [...valueFlags, '--publish-interval', '--pre-id', '-m', '--message'],
    unless: ['--dry-run', '--skip-published-only'],
    credential: [{ flag: '--token' }],
    oidc: 'minted',
    provenance: none,
    packages: { kind: 'workspace' },
  },
  {
    via: 'cargo publish of a workspace',
    program: ['cargo'],
    subcommand: [['publish-workspace'], ['publish-all'], ['unleash'], ['smart-release']],
    valueFlags: [...valueFlags, '--target-version', '--crate-prefix', '--token'],
    unless: ['--dry-run', '--dry-run-cargo-publish'],
    oidc: 'minted',
    provenance: none,
    packages: { kind: 'workspace' },
  },
  {
    via: 'release-plz release',
    program: ['release-plz'],
    subcommand: [['release']],
    valueFlags: [
      '--manifest-path',
      '--registry',
      '--token',
      '--git-token',
      '--config',
      '-o',
      '--output',
      '--repo-url',
      '--project-manifest',
    ],
    unless: ['--dry-run'],
    destination: [{ flag: '--registry' }],
    credential: [{ flag: '--token' }],
    oidc: 'native',
    provenance: none,
    packages: { kind: 'workspace', withheld: releasePlzWithholds },
  },
];

/** Commands that publish to crates.io, each also behind a toolchain: `cargo +stable publish`. */
export const commands: readonly CommandRow[] = [
  ...rows,
  ...rows
    .filter(({ program }) => program.includes('cargo'))
    .map((row) => ({
      ...row,
      program: ['cargo'],
      subcommand: row.subcommand.map((path) => ['*', ...path]),
      when: namesToolchain,
    })),
];

/** Actions that publish to crates.io. */
export const actions: readonly ActionRow[] = [
  {
    via: 'release-plz/action',
    action: ['release-plz/action', 'marcoieni/release-plz-action'],
    // no command at all runs both `release-pr` and `release`
    inputs: [
      { input: 'command', default: '', oneOf: ['', 'release'] },
      { input: 'dry_run', default: 'false', noneOf: ['true'] },
    ],
    destination: [{ input: 'registry' }],
    credential: [{ input: 'token' }],
    oidc: 'native',
    provenance: none,
    packages: { kind: 'workspace', withheld: releasePlzWithholds },
  },
  {
    via: 'katyo/publish-crates',
    action: ['katyo/publish-crates'],
    inputs: [{ input: 'dry-run', default: 'false', noneOf: ['true'] }],
    credential: [{ input: 'registry-token' }],
    oidc: 'minted',
    provenance: none,
    packages: { kind: 'workspace' },
  },
  {
    // publishes what its own configuration lists, as `cargo publish` and `npm publish` do
    via: 'jbolda/covector',
    action: ['jbolda/covector/*'],
    inputs: [{ input: 'command', default: '', oneOf: ['publish', 'version-or-publish'] }],
    given: hasCrates,
    oidc: 'minted',
    provenance: none,
    packages: { kind: 'workspace' },
  },
  {
    via: 'cucumber/action-publish-cargo',
    action: ['cucumber/action-publish-cargo', 'cucumber/action-publish-crate'],
    oidc: 'native',
    provenance: none,
    packages: { kind: 'directory', at: [{ input: 'working-directory' }] },
  },
];

function hasCrates(_: Act, session: Session): boolean {
  return session.files.paths.some((path) => path === 'Cargo.toml' || path.endsWith('/Cargo.toml'));
}

function namesToolchain(act: Act): boolean {
  return act.kind === 'command' && showValue(act.words[0] ?? emptyValue).startsWith('+');
}
