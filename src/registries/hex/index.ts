import { hostOf } from '../host.ts';
import type { Registry } from '../registry.ts';
import { capabilities } from './capabilities.ts';
import { credentials } from './credentials.ts';
import { readManifests } from './manifests.ts';
import { actions, commands } from './publish-steps.ts';
import { remedies } from './remedies.ts';

export const hex: Registry = {
  id: 'hex',
  title: 'Hex',
  homepage: 'https://hex.pm',
  capabilities,
  commands,
  actions,
  credentials,
  isHome: (destination) => ['hex.pm', 'hexpm', 'repo.hex.pm'].includes(hostOf(destination)),

  readManifests,
  remedies,
  client: async () => (await import('./client.ts')).client,
};
