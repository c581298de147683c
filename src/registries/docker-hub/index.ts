import { actions, commands } from '../containers/push-steps.ts';
import { hostOf } from '../host.ts';
import type { Registry } from '../registry.ts';
import { capabilities } from './capabilities.ts';
import { credentials } from './credentials.ts';
import { readManifests } from './manifests.ts';
import { remedies } from './remedies.ts';

export const dockerHub: Registry = {
  id: 'docker-hub',
  title: 'Docker Hub',
  homepage: 'https://hub.docker.com',
  capabilities,
  commands,
  actions,
  credentials,
  isHome: (destination) =>
    ['docker.io', 'index.docker.io', 'registry-1.docker.io', 'hub.docker.com', 'registry.hub.docker.com'].includes(
      hostOf(destination),
    ),

  readManifests,
  remedies,
};
