import type { CredentialRules } from '../recogniser.ts';

/** How a nuget.org API key reaches a step. */
export const credentials: CredentialRules = {
  environment: [
    'NUGET_API_KEY',
    'NUGET_APIKEY',
    'NUGET_KEY',
    'NUGET_TOKEN',
    'NUGET_AUTH_TOKEN',
    'NUGET_ORG_API_KEY',
    'NUGETAPIKEY',
    'NUGETKEY',
  ],
  stores: [
    {
      program: ['nuget'],
      subcommand: [['setapikey']],
      valueFlags: ['-Source', '-ConfigFile'],
      credential: [{ positional: 0 }],
    },
  ],
  files: [],
  logins: [],
  minted: [{ action: 'nuget/login', output: 'NUGET_API_KEY' }],
  mintEndpoints: ['nuget.org/api/v2/token'],
  names: ['nuget'],
};
