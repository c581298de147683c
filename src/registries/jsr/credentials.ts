import type { CredentialRules } from '../recogniser.ts';

/** How a JSR token reaches a step. */
export const credentials: CredentialRules = {
  environment: ['JSR_TOKEN'],
  stores: [],
  files: [],
  logins: [],
  minted: [],
  mintEndpoints: [],
  names: ['jsr'],
};
