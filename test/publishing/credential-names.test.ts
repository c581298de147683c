import { describe, expect, it } from 'vitest';
import { isCredentialVariable, namesCredential } from '../../src/publishing/credential-names.ts';
import type { CredentialRules } from '../../src/registries/recogniser.ts';

const rules: CredentialRules = {
  environment: ['NODE_AUTH_TOKEN', 'CARGO_REGISTRIES_*_TOKEN', 'REPO_*_KEY_*_ID'],
  names: ['npm', 'npmjs'],
  files: [],
  stores: [],
  logins: [],
  mintEndpoints: [],
  minted: [],
};

describe('a variable that clients read a credential from', () => {
  it.each([
    ['NODE_AUTH_TOKEN', true],
    ['node_auth_token', true],
    ['NODE_AUTH_TOKEN_2', false],
    ['MY_NODE_AUTH_TOKEN', false],
    ['CARGO_REGISTRIES_MINE_TOKEN', true],
    ['CARGO_REGISTRIES__TOKEN', true],
    ['CARGO_REGISTRIES_TOKEN', false],
    ['CARGO_REGISTRIES_MINE_TOKEN_FILE', false],
    ['MY_CARGO_REGISTRIES_MINE_TOKEN', false],
    ['REPO_A_KEY_B_ID', true],
    ['REPO_A_B_ID', false],
  ])('%s: %s', (name, expected) => {
    expect(isCredentialVariable(name, rules)).toBe(expected);
  });
});

describe('a secret that is named for the registry', () => {
  it.each([
    ['NPM_TOKEN', true],
    ['npm-publish.key', true],
    ['ORG_NPMJS_SECRET', true],
    ['NODE_AUTH_TOKEN', true],
    ['COMPANION', false],
    ['NPMX_TOKEN', false],
    ['NPM_CACHE_DIR', false],
    ['NPM_USERNAME', false],
    ['TOKEN', false],
  ])('%s: %s', (name, expected) => {
    expect(namesCredential(name, rules)).toBe(expected);
  });
});
