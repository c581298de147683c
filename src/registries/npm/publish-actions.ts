import type { ActionRow } from '../recogniser.ts';
import { everything, provenance } from './publish-facts.ts';

/** Actions that publish to npm. */
export const actions: readonly ActionRow[] = [
  {
    via: 'JS-DevTools/npm-publish',
    action: ['js-devtools/npm-publish'],
    inputs: [{ input: 'dry-run', default: 'false', noneOf: ['true'] }],
    destination: [{ input: 'registry' }],
    credential: [{ input: 'token' }],
    oidc: 'native',
    provenance: { byDefault: 'with-oidc', on: [{ input: 'provenance' }, { env: 'NPM_CONFIG_PROVENANCE' }] },
    packages: { kind: 'directory', at: [{ input: 'package' }] },
  },
  // v1 publishes by the command in `publish`, which is followed; only its subaction publishes by itself
  {
    via: 'changesets/action/publish',
    action: ['changesets/action/publish'],
    oidc: 'native',
    provenance: { byDefault: 'unknown', on: [{ env: 'NPM_CONFIG_PROVENANCE' }] },
    packages: everything,
  },
  {
    via: 'cucumber/action-publish-npm',
    action: ['cucumber/action-publish-npm'],
    credential: [{ input: 'npm-token' }],
    oidc: 'native',
    provenance,
    packages: { kind: 'directory', at: [{ input: 'working-directory' }] },
  },
  {
    via: 'pascalgn/npm-publish-action',
    action: ['pascalgn/npm-publish-action'],
    inputs: [{ input: 'publish_command', default: 'npm', noneOf: [''] }],
    oidc: 'never',
    provenance: { byDefault: 'never' },
    packages: { kind: 'directory', at: [{ input: 'workspace' }] },
  },
  {
    via: 'primer/publish',
    action: ['primer/publish'],
    oidc: 'never',
    provenance: { byDefault: 'never' },
    packages: { kind: 'directory', at: [{ input: 'dir' }] },
  },
  {
    via: 'actions-hub/npm',
    action: ['actions-hub/npm'],
    inputs: [{ input: 'args', default: '', oneOf: ['publish'] }],
    oidc: 'never',
    provenance: { byDefault: 'never' },
    packages: { kind: 'directory' },
  },
  {
    via: 'mikeal/merge-release',
    action: ['mikeal/merge-release'],
    oidc: 'never',
    provenance: { byDefault: 'never' },
    packages: { kind: 'directory' },
  },
  {
    via: 'sxzz/workflows/release',
    action: ['sxzz/workflows/.github/workflows/release.yml'],
    inputs: [{ input: 'publish', default: 'false', noneOf: ['false', ''] }],
    oidc: 'native',
    provenance,
    packages: everything,
  },
];
