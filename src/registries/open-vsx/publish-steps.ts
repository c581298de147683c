import { semanticReleaseUses } from '../npm/release-tools.ts';
import type { ActionRow, CommandRow, ProvenanceRule } from '../recogniser.ts';

/** Open VSX shows no provenance. */
const none: ProvenanceRule = { byDefault: 'never' };

/** Commands that publish to Open VSX. */
export const commands: readonly CommandRow[] = [
  {
    via: 'ovsx publish',
    program: ['ovsx'],
    subcommand: [['publish']],
    valueFlags: [
      '-p',
      '--pat',
      '-i',
      '--packagePath',
      '-t',
      '--target',
      '-r',
      '--registryUrl',
      '--packageVersion',
      '--baseContentUrl',
    ],
    unless: ['--dry-run'],
    destination: [{ flag: '--registryUrl' }, { flag: '-r' }, { env: 'OVSX_REGISTRY_URL' }],
    credential: [{ flag: '-p' }, { flag: '--pat' }],
    oidc: 'never',
    provenance: none,
    packages: { kind: 'directory' },
  },
  {
    via: 'semantic-release-vsce',
    program: ['semantic-release'],
    subcommand: [[]],
    unless: ['--dry-run', '-d', '--help', '--version'],
    // only with a token for it
    when: (act) => act.environment.has('OVSX_PAT'),
    given: (act, session) => semanticReleaseUses('semantic-release-vsce', act, session),
    oidc: 'never',
    provenance: none,
    packages: { kind: 'directory' },
  },
];

/** Actions that publish to Open VSX. */
export const actions: readonly ActionRow[] = [
  {
    via: 'HaaLeo/publish-vscode-extension',
    action: ['haaleo/publish-vscode-extension'],
    inputs: [
      { input: 'registryurl', default: 'https://open-vsx.org', noneOf: ['https://marketplace.visualstudio.com'] },
      { input: 'dryrun', default: 'false', noneOf: ['true'] },
    ],
    destination: [{ input: 'registryurl' }],
    credential: [{ input: 'pat' }],
    oidc: 'never',
    provenance: none,
    packages: { kind: 'directory', at: [{ input: 'packagepath' }] },
  },
];
