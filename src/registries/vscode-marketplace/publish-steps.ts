import { semanticReleaseUses } from '../npm/release-tools.ts';
import type { ActionRow, CommandRow, ProvenanceRule } from '../recogniser.ts';

/** The Marketplace shows no provenance. */
const none: ProvenanceRule = { byDefault: 'never' };

/** Commands that publish to the Marketplace. */
export const commands: readonly CommandRow[] = [
  {
    via: 'vsce publish',
    program: ['vsce', '@vscode/vsce'],
    subcommand: [['publish']],
    valueFlags: [
      '-p',
      '--pat',
      '-i',
      '--packagePath',
      '-t',
      '--target',
      '-m',
      '--message',
      '--baseContentUrl',
      '--baseImagesUrl',
      '--githubBranch',
      '--packagepath',
    ],
    credential: [{ flag: '-p' }, { flag: '--pat' }],
    oidc: 'minted',
    provenance: none,
    packages: { kind: 'directory' },
  },
  {
    via: 'semantic-release-vsce',
    program: ['semantic-release'],
    subcommand: [[]],
    unless: ['--dry-run', '-d', '--help', '--version'],
    given: (act, session) => semanticReleaseUses('semantic-release-vsce', act, session),
    oidc: 'never',
    provenance: none,
    packages: { kind: 'directory' },
  },
];

/** Actions that publish to the Marketplace. */
export const actions: readonly ActionRow[] = [
  {
    via: 'HaaLeo/publish-vscode-extension',
    action: ['haaleo/publish-vscode-extension'],
    inputs: [
      { input: 'registryurl', default: 'https://open-vsx.org', oneOf: ['https://marketplace.visualstudio.com'] },
      { input: 'dryrun', default: 'false', noneOf: ['true'] },
    ],
    credential: [{ input: 'pat' }],
    oidc: 'never',
    provenance: none,
    packages: { kind: 'directory', at: [{ input: 'packagepath' }] },
  },
  {
    via: 'lannonbr/vsce-action',
    action: ['lannonbr/vsce-action'],
    inputs: [{ input: 'args', default: 'publish', noneOf: ['package', 'ls'] }],
    oidc: 'never',
    provenance: none,
    packages: { kind: 'directory' },
  },
];
