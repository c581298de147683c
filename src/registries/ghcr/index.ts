import { actions, commands } from '../containers/push-steps.ts';
import { hostOf } from '../host.ts';
import type { Registry } from '../registry.ts';
import { capabilities } from './capabilities.ts';
import { credentials } from './credentials.ts';
import { readManifests } from './manifests.ts';
import { remedies } from './remedies.ts';

export const ghcr: Registry = {
  id: 'ghcr',
  title: 'GitHub Container Registry',
  homepage: 'https://ghcr.io',
  capabilities,
  commands,
  actions,
  credentials,
  isHome: (destination) => hostOf(destination) === 'ghcr.io',

  readManifests,
  remedies,
};
