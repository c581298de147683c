import type { CredentialRules } from '../recogniser.ts';

/** How an Open VSX token reaches a step. */
export const credentials: CredentialRules = {
  environment: ['OVSX_PAT', 'OVSX_TOKEN', 'OPEN_VSX_TOKEN', 'OPENVSX_TOKEN', 'OPEN_VSX_PAT', 'OPENVSX_PAT'],
  stores: [],
  files: [],
  logins: [],
  minted: [],
  mintEndpoints: [],
  names: ['ovsx', 'openvsx'],
};
