import type { ActionRow, CommandRow, ProvenanceRule } from '../recogniser.ts';
import { buildKeyFlags, isPublishingBuild } from './build-programs.ts';

/** nuget.org keeps none; GitHub's attestation of the package is what there is. */
const attested: ProvenanceRule = { byDefault: 'never', attestedBy: 'any' };

/** Commands that push to nuget.org. Without a source `dotnet nuget push` takes the default push source of the configuration. */
export const commands: readonly CommandRow[] = [
  {
    via: 'dotnet nuget push',
    program: ['dotnet'],
    subcommand: [['nuget', 'push']],
    valueFlags: [
      '-s',
      '--source',
      '-ss',
      '--symbol-source',
      '-t',
      '--timeout',
      '-k',
      '--api-key',
      '-sk',
      '--symbol-api-key',
      '--configfile',
    ],
    destination: [{ flag: '--source' }, { flag: '-s' }],
    credential: [{ flag: '--api-key' }, { flag: '-k' }],
    oidc: 'minted',
    provenance: attested,
    packages: { kind: 'workspace' },
  },
  {
    via: 'nuget push',
    program: ['nuget'],
    subcommand: [['push']],
    valueFlags: [
      '-Source',
      '-src',
      '-ApiKey',
      '-SymbolSource',
      '-SymbolApiKey',
      '-Timeout',
      '-ConfigFile',
      '-Verbosity',
    ],
    destination: [{ flag: '-Source' }, { flag: '-source' }, { flag: '-src' }],
    credential: [{ flag: '-ApiKey' }, { flag: '-apikey' }, { positional: 1 }],
    oidc: 'minted',
    provenance: attested,
    packages: { kind: 'workspace' },
  },
  {
    via: 'dotnet-releaser',
    program: ['dotnet-releaser'],
    subcommand: [['publish'], ['run']],
    valueFlags: ['--nuget-token', '--github-token', '--nuget-source'],
    destination: [{ flag: '--nuget-source' }],
    credential: [{ flag: '--nuget-token' }],
    oidc: 'minted',
    provenance: attested,
    packages: { kind: 'workspace' },
  },
  {
    via: 'dotnet (a build program)',
    program: ['dotnet'],
    subcommand: [['*']],
    when: isPublishingBuild,
    credential: buildKeyFlags.map((flag) => ({ flag })),
    oidc: 'minted',
    provenance: attested,
    packages: { kind: 'workspace' },
  },
];

/** Actions that push to nuget.org. */
export const actions: readonly ActionRow[] = [
  {
    via: 'rohith/publish-nuget',
    action: ['rohith/publish-nuget', 'brandedoutcast/publish-nuget', 'alirezanet/publish-nuget'],
    destination: [{ input: 'nuget_source' }],
    credential: [{ input: 'nuget_key' }],
    oidc: 'minted',
    provenance: attested,
    packages: { kind: 'workspace' },
  },
  {
    via: 'cucumber/action-publish-nuget',
    action: ['cucumber/action-publish-nuget'],
    credential: [{ input: 'nuget-api-key' }],
    oidc: 'native',
    provenance: attested,
    packages: { kind: 'directory', at: [{ input: 'working-directory' }] },
  },
];
