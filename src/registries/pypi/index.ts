import { hostOf } from '../host.ts';
import type { Registry } from '../registry.ts';
import { capabilities } from './capabilities.ts';
import { credentials } from './credentials.ts';
import { readManifests } from './manifests.ts';
import { actions, commands } from './publish-steps.ts';
import { remedies } from './remedies.ts';

export const pypi: Registry = {
  id: 'pypi',
  title: 'PyPI',
  homepage: 'https://pypi.org',
  capabilities,
  commands,
  actions,
  credentials,
  isHome: (destination) =>
    ['pypi', 'upload.pypi.org', 'pypi.org', 'files.pythonhosted.org'].includes(hostOf(destination)),
  readManifests,
  remedies,
  client: async () => (await import('./client.ts')).client,
  feedEverySeconds: 60,
};
