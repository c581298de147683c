import { hostOf } from '../host.ts';
import type { Registry } from '../registry.ts';
import { feedOfBuild } from './build-programs.ts';
import { capabilities } from './capabilities.ts';
import { credentials } from './credentials.ts';
import { readManifests } from './manifests.ts';
import { actions, commands } from './publish-steps.ts';
import { remedies } from './remedies.ts';

export const nuget: Registry = {
  id: 'nuget',
  title: 'nuget.org',
  homepage: 'https://www.nuget.org',
  capabilities,
  commands,
  actions,
  credentials,
  isHome: (destination) => ['nuget.org', 'www.nuget.org', 'api.nuget.org', 'nuget'].includes(hostOf(destination)),
  ambientDestination: feedOfBuild,

  readManifests,
  remedies,
  client: async () => (await import('./client.ts')).client,
};
