import { hostOf } from '../host.ts';
import type { Registry } from '../registry.ts';
import { capabilities } from './capabilities.ts';
import { credentials } from './credentials.ts';
import { readManifests } from './manifests.ts';
import { actions, commands } from './publish-steps.ts';
import { remedies } from './remedies.ts';

export const cratesIo: Registry = {
  id: 'crates.io',
  title: 'crates.io',
  homepage: 'https://crates.io',
  capabilities,
  commands,
  actions,
  credentials,
  isHome: (destination) =>
    ['crates-io', 'crates.io', 'github.com/rust-lang/crates.io-index', 'index.crates.io'].includes(
      hostOf(destination),
    ) || destination.includes('rust-lang/crates.io-index'),

  readManifests,
  remedies,
  client: async () => (await import('./client.ts')).client,
  feedEverySeconds: 60,
};
