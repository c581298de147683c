import { hostOf } from '../host.ts';
import type { Registry } from '../registry.ts';
import { capabilities } from './capabilities.ts';
import { credentials } from './credentials.ts';
import { readManifests } from './manifests.ts';
import { actions, commands } from './publish-steps.ts';
import { remedies } from './remedies.ts';

export const pubDev: Registry = {
  id: 'pub.dev',
  title: 'pub.dev',
  homepage: 'https://pub.dev',
  capabilities,
  commands,
  actions,
  credentials,
  isHome: (destination) => ['pub.dev', 'pub.dartlang.org'].includes(hostOf(destination)),

  readManifests,
  remedies,
  client: async () => (await import('./client.ts')).client,
};
