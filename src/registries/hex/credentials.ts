import type { CredentialRules } from '../recogniser.ts';

/** How a Hex key reaches a step. */
export const credentials: CredentialRules = {
  environment: ['HEX_API_KEY', 'HEXPM_API_KEY', 'HEXPM_PASS', 'HEX_PM_API_KEY', 'HEX_TOKEN'],
  stores: [],
  files: [],
  logins: [],
  minted: [],
  mintEndpoints: [],
  names: ['hex', 'hexpm'],
};
