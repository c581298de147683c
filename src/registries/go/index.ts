import { hostOf } from '../host.ts';
import type { Registry } from '../registry.ts';
import { capabilities } from './capabilities.ts';
import { credentials } from './credentials.ts';
import { readManifests } from './manifests.ts';
import { actions, commands } from './publish-steps.ts';
import { remedies } from './remedies.ts';

export const go: Registry = {
  id: 'go',
  title: 'Go modules',
  homepage: 'https://pkg.go.dev',
  capabilities,
  commands,
  actions,
  credentials,
  isHome: (destination) => hostOf(destination) === 'proxy.golang.org',

  readManifests,
  remedies,
  client: async () => (await import('./client.ts')).client,
};
