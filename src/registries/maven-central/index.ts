import { hostOf } from '../host.ts';
import type { Registry } from '../registry.ts';
import { capabilities } from './capabilities.ts';
import { credentials } from './credentials.ts';
import { readManifests } from './manifests.ts';
import { actions, commands } from './publish-steps.ts';
import { remedies } from './remedies.ts';

export const mavenCentral: Registry = {
  id: 'maven-central',
  title: 'Maven Central',
  homepage: 'https://central.sonatype.com',
  capabilities,
  commands,
  actions,
  credentials,
  isHome: (destination) =>
    /(^|\.)(sonatype\.org|sonatype\.com|maven\.org|maven\.apache\.org)$/.test(hostOf(destination)) &&
    !destination.includes('snapshots'),

  readManifests,
  remedies,
  client: async () => (await import('./client.ts')).client,
};
