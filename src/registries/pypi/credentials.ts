import type { CredentialRules } from '../recogniser.ts';

/** How a PyPI token or password reaches a step. */
export const credentials: CredentialRules = {
  environment: [
    'TWINE_PASSWORD',
    'UV_PUBLISH_TOKEN',
    'UV_PUBLISH_PASSWORD',
    'POETRY_PYPI_TOKEN_PYPI',
    'POETRY_HTTP_BASIC_PYPI_PASSWORD',
    'HATCH_INDEX_AUTH',
    'FLIT_PASSWORD',
    'PDM_PUBLISH_PASSWORD',
    'MATURIN_PYPI_TOKEN',
    'MATURIN_PASSWORD',
    'PYPI_TOKEN',
    'PYPI_API_TOKEN',
    'PYPI_PASSWORD',
  ],
  stores: [
    { program: ['poetry'], subcommand: [['config']], credential: [{ positional: 1 }], mentions: ['pypi-token.pypi'] },
    { program: ['poetry'], subcommand: [['config']], credential: [{ positional: 2 }], mentions: ['http-basic.pypi'] },
    {
      program: ['pdm'],
      subcommand: [['config']],
      credential: [{ positional: 1 }],
      mentions: ['repository.pypi.password'],
    },
    { program: ['keyring'], subcommand: [['set']], credential: [{ stdin: true }], mentions: ['pypi.org'] },
  ],
  files: [{ path: '.pypirc', markers: ['password'] }],
  logins: [],
  minted: [{ action: 'tschm/token-mint-action', output: 'api-token' }],
  mintEndpoints: ['/_/oidc/mint-token', '/_/oidc/github/mint-token'],
  names: ['pypi', 'twine'],
};
