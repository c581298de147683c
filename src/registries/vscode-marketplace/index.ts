import { hostOf } from '../host.ts';
import type { Registry } from '../registry.ts';
import { capabilities } from './capabilities.ts';
import { credentials } from './credentials.ts';
import { readManifests } from './manifests.ts';
import { actions, commands } from './publish-steps.ts';
import { remedies } from './remedies.ts';

export const vscodeMarketplace: Registry = {
  id: 'vscode-marketplace',
  title: 'Visual Studio Marketplace',
  homepage: 'https://marketplace.visualstudio.com',
  capabilities,
  commands,
  actions,
  credentials,
  isHome: (destination) => hostOf(destination) === 'marketplace.visualstudio.com',

  readManifests,
  remedies,
};
