import type { PackagesRule, ProvenanceRule } from '../recogniser.ts';

/** npm makes provenance by itself under trusted publishing; a flag, a variable or the manifest asks for it otherwise. */
export const provenance: ProvenanceRule = {
  byDefault: 'with-oidc',
  on: [{ flag: '--provenance' }, { env: 'NPM_CONFIG_PROVENANCE' }, { env: 'npm_config_provenance' }],
  off: [{ flag: '--no-provenance' }],
};

/** Where npm's own options name the registry. */
export const destination = [
  { flag: '--registry' },
  { env: 'npm_config_registry' },
  { env: 'NPM_CONFIG_REGISTRY' },
] as const;

/** Every publishable package of the workspace. */
export const everything: PackagesRule = { kind: 'workspace' };
