import type { CredentialRules } from '../recogniser.ts';

/** How an npm token reaches a step. */
export const credentials: CredentialRules = {
  environment: [
    'NODE_AUTH_TOKEN',
    'NPM_TOKEN',
    'NPM_AUTH_TOKEN',
    'NPM_CONFIG_TOKEN',
    'NPM_CONFIG__AUTH',
    'NPM_CONFIG_//*_AUTHTOKEN',
    'NPM_PUBLISH_TOKEN',
    'NPM_API_KEY',
    'YARN_NPM_AUTH_TOKEN',
    'YARN_NPM_AUTH_IDENT',
  ],
  stores: [
    {
      program: ['npm', 'pnpm', 'yarn', 'bun'],
      subcommand: [['config', 'set'], ['c', 'set'], ['set']],
      credential: [{ positional: 1 }, { positional: 0 }],
      mentions: ['_authToken', '_auth', 'npmAuthToken'],
    },
  ],
  files: [
    { path: '.npmrc', markers: ['_authToken', '_auth', '_password'] },
    { path: '.yarnrc.yml', markers: ['npmAuthToken', 'npmAuthIdent'] },
  ],
  logins: [],
  minted: [],
  mintEndpoints: ['/-/npm/v1/oidc/token/exchange'],
  names: ['npm', 'npmjs'],
};
