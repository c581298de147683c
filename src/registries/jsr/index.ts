import { hostOf } from '../host.ts';
import type { Registry } from '../registry.ts';
import { capabilities } from './capabilities.ts';
import { credentials } from './credentials.ts';
import { readManifests } from './manifests.ts';
import { actions, commands } from './publish-steps.ts';
import { remedies } from './remedies.ts';

export const jsr: Registry = {
  id: 'jsr',
  title: 'JSR',
  homepage: 'https://jsr.io',
  capabilities,
  commands,
  actions,
  credentials,
  isHome: (destination) => ['jsr.io', 'npm.jsr.io'].includes(hostOf(destination)),

  readManifests,
  remedies,
  client: async () => (await import('./client.ts')).client,
};
