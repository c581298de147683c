import type { CredentialRules } from '../recogniser.ts';

/** How a crates.io token reaches a step. */
export const credentials: CredentialRules = {
  environment: [
    'CARGO_REGISTRY_TOKEN',
    'CARGO_REGISTRIES_CRATES_IO_TOKEN',
    'CARGO_TOKEN',
    'CRATES_IO_TOKEN',
    'CRATES_TOKEN',
  ],
  stores: [
    {
      program: ['cargo'],
      subcommand: [['login']],
      valueFlags: ['--registry'],
      credential: [{ positional: 0 }, { stdin: true }],
    },
  ],
  files: [
    { path: '.cargo/credentials.toml', markers: ['token'] },
    { path: '.cargo/credentials', markers: ['token'] },
  ],
  logins: [],
  minted: [{ action: 'rust-lang/crates-io-auth-action', output: 'token' }],
  mintEndpoints: ['/api/v1/trusted_publishing/tokens'],
  names: ['cargo', 'crates', 'cratesio'],
};
