import type { CredentialRules } from '../recogniser.ts';

/** How a Google account's pub credentials reach a step. */
export const credentials: CredentialRules = {
  environment: [
    'PUB_CREDENTIALS',
    'PUB_CREDENTIALS_JSON',
    'PUB_DEV_*',
    'PUB_TOKEN',
    'PUB_OAUTH_*',
    'PUB_ACCESS_TOKEN',
    'PUB_REFRESH_TOKEN',
    'DART_CREDENTIALS',
    'CREDENTIAL_JSON',
  ],
  stores: [],
  files: [
    { path: 'pub-credentials.json', markers: [] },
    { path: '.pub-cache/credentials.json', markers: [] },
  ],
  logins: [],
  minted: [],
  mintEndpoints: [],
  names: ['pub', 'pubdev'],
};
