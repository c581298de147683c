import { isWithin } from '../host.ts';
import type { Registry } from '../registry.ts';
import { ambientDestination } from './ambient-destination.ts';
import { capabilities } from './capabilities.ts';
import { credentials } from './credentials.ts';
import { readManifests } from './manifests.ts';
import { actions, commands } from './publish-steps.ts';
import { remedies } from './remedies.ts';

export const npm: Registry = {
  id: 'npm',
  title: 'npm',
  homepage: 'https://www.npmjs.com',
  capabilities,
  commands,
  actions,
  credentials,
  isHome: (destination) => ['npmjs.org', 'npmjs.com', 'yarnpkg.com'].some((domain) => isWithin(destination, domain)),
  ambientDestination,
  readManifests,
  remedies,
  client: async () => (await import('./client.ts')).client,
  feedEverySeconds: 60,
};
