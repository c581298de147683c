import { hostOf } from '../host.ts';
import type { Registry } from '../registry.ts';
import { capabilities } from './capabilities.ts';
import { credentials } from './credentials.ts';
import { readManifests } from './manifests.ts';
import { actions, commands } from './publish-steps.ts';
import { remedies } from './remedies.ts';

export const rubygems: Registry = {
  id: 'rubygems',
  title: 'RubyGems.org',
  homepage: 'https://rubygems.org',
  capabilities,
  commands,
  actions,
  credentials,
  isHome: (destination) => hostOf(destination) === 'rubygems.org' || hostOf(destination) === 'rubygems',
  readManifests,
  remedies,
  client: async () => (await import('./client.ts')).client,
};
