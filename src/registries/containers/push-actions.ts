import { candidatesOf, showValue, textOf } from '../../types/values.ts';
import type { Act } from '../act.ts';
import type { ActionRow } from '../recogniser.ts';
import { bakeImages, bakePushes } from './bake.ts';
import { releasedChart } from './charts.ts';
import { attested, goreleaser, provenance, sendsAway } from './push-facts.ts';

/** Actions that push images. */
export const actions: readonly ActionRow[] = [
  { ...goreleaser, action: ['goreleaser/goreleaser-action'] },
  {
    via: 'docker/build-push-action',
    action: ['docker/build-push-action', 'depot/build-push-action', 'useblacksmith/build-push-action'],
    when: (act) => !isFirstVersion(act) && (isSet(act, 'push') || sendsAway(showValue(input(act, 'outputs')))),
    oidc: 'never',
    provenance,
    packages: { kind: 'image', at: [{ input: 'tags' }, { input: 'outputs' }] },
  },
  {
    // pushed by itself, with the name apart from the tags
    via: 'docker/build-push-action',
    action: ['docker/build-push-action'],
    inputs: [{ input: 'push', default: 'true', noneOf: ['false'] }],
    when: isFirstVersion,
    credential: [{ input: 'password' }],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ input: 'repository' }], host: { input: 'registry' } },
  },
  {
    via: 'docker/bake-action',
    action: ['docker/bake-action', 'depot/bake-action'],
    when: bakePushes,
    oidc: 'never',
    provenance,
    packages: { kind: 'image', at: [{ input: 'tags' }], listed: bakeImages },
  },
  {
    via: 'docker/github-builder',
    action: ['docker/github-builder/.github/workflows/build.yml', 'docker/github-builder/.github/workflows/bake.yml'],
    inputs: [
      { input: 'push', default: 'false', noneOf: ['false', ''] },
      { input: 'output', default: 'image', oneOf: ['image'] },
    ],
    oidc: 'never',
    provenance: { byDefault: 'always', on: [{ input: 'sign' }] },
    packages: { kind: 'image', at: [{ input: 'meta-images' }] },
  },
  {
    via: 'home-assistant/builder/build-image',
    action: ['home-assistant/builder/actions/build-image'],
    inputs: [{ input: 'push', default: 'false', noneOf: ['false', ''] }],
    credential: [{ input: 'container-registry-password' }],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ input: 'image' }] },
  },
  {
    via: 'home-assistant/builder/publish-multi-arch-manifest',
    action: ['home-assistant/builder/actions/publish-multi-arch-manifest'],
    credential: [{ input: 'container-registry-password' }],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [], listed: manifestList },
  },
  {
    via: 'int128/docker-manifest-create-action',
    action: ['int128/docker-manifest-create-action'],
    inputs: [{ input: 'push', default: 'true', noneOf: ['false'] }],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ input: 'tags' }] },
  },
  {
    via: 'akhilerm/tag-push-action',
    action: ['akhilerm/tag-push-action'],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ input: 'dst' }] },
  },
  {
    via: 'aevea/action-kaniko',
    action: ['aevea/action-kaniko'],
    credential: [{ input: 'password' }],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ input: 'image' }], host: { input: 'registry' } },
  },
  {
    via: 'appany/helm-oci-chart-releaser',
    action: ['appany/helm-oci-chart-releaser'],
    credential: [{ input: 'registry_password' }],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [], listed: releasedChart },
  },
  {
    via: 'redhat-actions/push-to-registry',
    action: ['redhat-actions/push-to-registry'],
    credential: [{ input: 'password' }],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ input: 'image' }, { input: 'tags' }], host: { input: 'registry' } },
  },
  {
    via: 'elgohr/Publish-Docker-Github-Action',
    action: ['elgohr/publish-docker-github-action'],
    inputs: [{ input: 'no_push', default: 'false', noneOf: ['true'] }],
    credential: [{ input: 'password' }],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ input: 'name' }], host: { input: 'registry' } },
  },
  {
    via: 'mr-smithers-excellent/docker-build-push',
    action: ['mr-smithers-excellent/docker-build-push'],
    inputs: [{ input: 'pushimage', default: 'true', noneOf: ['false'] }],
    credential: [{ input: 'password' }],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ input: 'image' }], host: { input: 'registry' } },
  },
  {
    via: 'macbre/push-to-ghcr',
    action: ['macbre/push-to-ghcr'],
    credential: [{ input: 'github_token' }],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ input: 'image_name' }] },
  },
];

/** The first version had other inputs: `docker/build-push-action@v1.1.0`. */
function isFirstVersion(act: Act): boolean {
  return act.kind === 'action' && act.action === 'docker/build-push-action' && /^v1(\.|$)/.test(act.ref);
}

/** `host/owner/name`; without a prefix it is the owner's place on GitHub, and who that is only the run knows. */
function manifestList(act: Act): readonly string[] {
  const prefix = showValue(input(act, 'registry-prefix')).trim();
  const name = textOf(input(act, 'image-name')) ?? '';
  return [`${prefix === '' ? 'ghcr.io/{{}}' : prefix}/${name === '' ? '{{}}' : name}`];
}

function input(act: Act, name: string) {
  return act.kind === 'action' ? (act.inputs.get(name) ?? []) : [];
}

/** Given, and not certainly false. */
function isSet(act: Act, name: string): boolean {
  const value = input(act, name);
  if (value.length === 0) return false;
  const texts = candidatesOf(value);
  return texts === null || texts.some((text) => text.trim() !== '' && text.trim().toLowerCase() !== 'false');
}
