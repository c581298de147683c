import { isWithin } from '../host.ts';
import type { Registry } from '../registry.ts';
import { capabilities } from './capabilities.ts';
import { credentials } from './credentials.ts';
import { readManifests } from './manifests.ts';
import { actions, commands } from './publish-steps.ts';
import { remedies } from './remedies.ts';

export const packagist: Registry = {
  id: 'packagist',
  title: 'Packagist',
  homepage: 'https://packagist.org',
  capabilities,
  commands,
  actions,
  credentials,
  isHome: (destination) => isWithin(destination, 'packagist.org'),

  readManifests,
  remedies,
  client: async () => (await import('./client.ts')).client,
  feedEverySeconds: 60,
};
