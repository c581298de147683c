import type { CredentialRules } from '../recogniser.ts';

/** Go modules have no accounts. */
export const credentials: CredentialRules = {
  environment: [],
  stores: [],
  files: [],
  logins: [],
  minted: [],
  mintEndpoints: [],
  names: [],
};
