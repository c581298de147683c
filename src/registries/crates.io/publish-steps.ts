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

/** Commands that publish to crates.io. A token is handed over; where it was minted decides. */
export const commands: readonly CommandRow[] = [
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
    via: 'cucumber/action-publish-cargo',
    action: ['cucumber/action-publish-cargo', 'cucumber/action-publish-crate'],
    oidc: 'native',
    provenance: none,
    packages: { kind: 'directory', at: [{ input: 'working-directory' }] },
  },
];
