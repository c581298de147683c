import type { CredentialRules } from '../recogniser.ts';

/** A Packagist token starts a crawl and uploads nothing. */
export const credentials: CredentialRules = {
  environment: ['PACKAGIST_TOKEN', 'PACKAGIST_API_TOKEN'],
  stores: [],
  files: [],
  logins: [],
  minted: [],
  mintEndpoints: [],
  names: ['packagist'],
};
