import { hostOf } from '../host.ts';
import type { Registry } from '../registry.ts';
import { capabilities } from './capabilities.ts';
import { credentials } from './credentials.ts';
import { readManifests } from './manifests.ts';
import { actions, commands } from './publish-steps.ts';
import { remedies } from './remedies.ts';

export const openVsx: Registry = {
  id: 'open-vsx',
  title: 'Open VSX',
  homepage: 'https://open-vsx.org',
  capabilities,
  commands,
  actions,
  credentials,
  isHome: (destination) => hostOf(destination) === 'open-vsx.org',

  readManifests,
  remedies,
};
