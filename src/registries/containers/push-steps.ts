import { candidatesOf, showValue, textOf } from '../../types/values.ts';
import type { Act } from '../act.ts';
import type { ActionRow, CommandRow, ProvenanceRule } from '../recogniser.ts';
import { goreleaserImages, goreleaserReleases } from './goreleaser.ts';

/** What pushes images, to whichever registry the image's name tells: shared by the folders of the container registries. */

/** BuildKit's own provenance is unsigned, so only an attestation or an explicit wish counts; silence is not known. */
const provenance: ProvenanceRule = {
  byDefault: 'unknown',
  on: [{ input: 'provenance' }, { input: 'attests' }, { flag: '--provenance' }, { flag: '--attest' }],
  attestedBy: 'any',
};
const attested: ProvenanceRule = { byDefault: 'unknown', attestedBy: 'any' };
const buildFlags = [
  '-t',
  '--tag',
  '-f',
  '--file',
  '--build-arg',
  '--platform',
  '--target',
  '--label',
  '--cache-from',
  '--cache-to',
  '--secret',
  '--output',
  '-o',
  '--provenance',
  '--sbom',
  '--attest',
  '--builder',
  '--progress',
  '--metadata-file',
  '--iidfile',
];

const goreleaser = {
  via: 'goreleaser release',
  when: goreleaserReleases,
  oidc: 'never',
  provenance: attested,
  packages: { kind: 'image', at: [], listed: goreleaserImages },
} as const;

/** Commands that push images. */
export const commands: readonly CommandRow[] = [
  { ...goreleaser, program: ['goreleaser'], subcommand: [['release'], ['r']] },
  {
    via: 'docker push',
    program: ['docker', 'podman', 'buildah', 'nerdctl'],
    subcommand: [['push'], ['image', 'push'], ['manifest', 'push']],
    valueFlags: ['--creds', '--authfile', '--platform'],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ positional: 0 }, { positional: 1 }] },
  },
  {
    via: 'docker buildx build --push',
    program: ['docker'],
    subcommand: [['buildx', 'build'], ['build'], ['buildx', 'b']],
    valueFlags: buildFlags,
    requires: ['--push'],
    oidc: 'never',
    provenance,
    packages: { kind: 'image', at: [{ flag: '-t' }, { flag: '--tag' }] },
  },
  {
    via: 'docker buildx imagetools create',
    program: ['docker'],
    subcommand: [['buildx', 'imagetools', 'create']],
    valueFlags: ['-t', '--tag', '-f', '--file', '--annotation', '--builder'],
    unless: ['--dry-run'],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ flag: '-t' }, { flag: '--tag' }] },
  },
  {
    via: 'skopeo copy',
    program: ['skopeo'],
    subcommand: [['copy'], ['sync']],
    valueFlags: ['--dest-creds', '--src-creds', '--authfile', '--src', '--dest'],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ positional: 1 }] },
  },
  {
    via: 'crane push',
    program: ['crane', 'oras', 'regctl'],
    subcommand: [['push'], ['copy'], ['cp'], ['tag'], ['image', 'copy']],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ positional: 1 }, { positional: 0 }] },
  },
  {
    via: 'ko build',
    program: ['ko'],
    subcommand: [['build'], ['publish'], ['apply'], ['resolve']],
    valueFlags: ['--platform', '-t', '--tags', '--image-label', '--sbom', '-f', '--filename'],
    unless: ['--local', '-L', '--push=false'],
    when: (act) => !/^(ko\.local|kind\.local)/.test(textOf(act.environment.get('KO_DOCKER_REPO') ?? []) ?? ''),
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ env: 'KO_DOCKER_REPO' }] },
  },
  {
    via: 'helm push',
    program: ['helm'],
    subcommand: [['push']],
    when: isOciChart,
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [], listed: charts },
  },
];

/** Actions that push images. */
export const actions: readonly ActionRow[] = [
  { ...goreleaser, action: ['goreleaser/goreleaser-action'] },
  {
    via: 'docker/build-push-action',
    action: ['docker/build-push-action'],
    when: (act) => isSet(act, 'push') || /push=(?!false)|type=registry/.test(showValue(input(act, 'outputs'))),
    oidc: 'never',
    provenance,
    packages: { kind: 'image', at: [{ input: 'tags' }, { input: 'outputs' }] },
  },
  {
    via: 'docker/bake-action',
    action: ['docker/bake-action'],
    inputs: [{ input: 'push', default: 'false', noneOf: ['false', ''] }],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ input: 'set' }] },
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

function isOciChart(act: Act): boolean {
  return act.kind === 'command' && act.words.some((word) => showValue(word).startsWith('oci://'));
}

/** `helm push minder-1.2.3.tgz oci://host/path` pushes `host/path/minder`. */
function charts(act: Act): readonly string[] {
  if (act.kind !== 'command') return [];
  const words = act.words.map(showValue);
  const home = words.find((word) => word.startsWith('oci://'));
  const file =
    words
      .find((word) => /\.tgz$/.test(word))
      ?.split('/')
      .at(-1) ?? '';
  const chart = /^(.+?)-[v\d*$]/.exec(file)?.[1] ?? file.replace(/\.tgz$/, '');
  return home === undefined ? [] : [chart === '' ? home : `${home}/${chart}`];
}
