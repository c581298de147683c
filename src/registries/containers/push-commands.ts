import { showValue, textOf } from '../../types/values.ts';
import type { Act, Session } from '../act.ts';
import { hostOf } from '../host.ts';
import type { CommandRow } from '../recogniser.ts';
import { bakeImages, bakePushes } from './bake.ts';
import { charts, isOciChart } from './charts.ts';
import { attested, goreleaser, provenance, sendsAway, wordsOf } from './push-facts.ts';

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
const pushFlags = ['--creds', '--authfile', '--platform', '--format', '--digestfile', '--sign-by', '--cert-dir'];
const copyFlags = ['--platform', '--concurrency', '-a', '--annotation', '--artifact-type', '--config', '-j', '--jobs'];

/** Commands that push images. */
export const commands: readonly CommandRow[] = [
  { ...goreleaser, program: ['goreleaser'], subcommand: [['release'], ['r']] },
  {
    via: 'docker push',
    program: ['docker', 'nerdctl'],
    subcommand: [['push'], ['image', 'push'], ['manifest', 'push']],
    valueFlags: pushFlags,
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ positional: 0 }] },
  },
  {
    via: 'podman push',
    program: ['podman', 'buildah'],
    subcommand: [['push'], ['image', 'push'], ['manifest', 'push']],
    valueFlags: pushFlags,
    when: (act) => !hasDestination(act),
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ positional: 0 }] },
  },
  // the first of two is what the image is called here
  {
    via: 'podman push',
    program: ['podman', 'buildah'],
    subcommand: [['push'], ['image', 'push'], ['manifest', 'push']],
    valueFlags: pushFlags,
    when: hasDestination,
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ positional: 1 }] },
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
    via: 'docker buildx build --output',
    program: ['docker'],
    subcommand: [['buildx', 'build'], ['build'], ['buildx', 'b']],
    valueFlags: buildFlags,
    when: (act) => act.kind === 'command' && act.words.some((word) => sendsAway(showValue(word))),
    oidc: 'never',
    provenance,
    packages: { kind: 'image', at: [{ flag: '-t' }, { flag: '--tag' }, { flag: '--output' }, { flag: '-o' }] },
  },
  {
    via: 'docker buildx bake --push',
    program: ['docker', 'depot'],
    subcommand: [['buildx', 'bake'], ['bake']],
    valueFlags: ['-f', '--file', '--set', '--builder', '--metadata-file', '--progress', '--call', '--allow'],
    unless: ['--print'],
    when: bakePushes,
    oidc: 'never',
    provenance,
    packages: { kind: 'image', at: [{ flag: '--tag' }], listed: bakeImages },
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
    via: 'buildctl build',
    program: ['buildctl', 'buildctl-daemonless.sh'],
    subcommand: [['build']],
    valueFlags: ['--output', '--frontend', '--local', '--opt', '--secret', '--export-cache', '--import-cache'],
    when: (act) => act.kind === 'command' && act.words.some((word) => sendsAway(showValue(word))),
    oidc: 'never',
    provenance,
    packages: { kind: 'image', at: [{ flag: '--output' }] },
  },
  {
    via: 'kaniko',
    program: ['executor'],
    subcommand: [[]],
    valueFlags: ['-d', '--destination', '-f', '--dockerfile', '-c', '--context', '--build-arg', '--target'],
    unless: ['--no-push'],
    when: (act) => act.kind === 'command' && act.words.some((word) => /^(-d|--destination)(=|$)/.test(showValue(word))),
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ flag: '-d' }, { flag: '--destination' }] },
  },
  {
    via: 'skopeo copy',
    program: ['skopeo'],
    subcommand: [['copy'], ['sync']],
    valueFlags: [
      '--dest-creds',
      '--src-creds',
      '--authfile',
      '--src',
      '--dest',
      '-s',
      '-d',
      '--format',
      '--digestfile',
    ],
    unless: ['--dry-run'],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ positional: 1 }] },
  },
  // from the first to the second: a file or an image to an image
  {
    via: 'crane push',
    program: ['crane', 'gcrane'],
    subcommand: [['push'], ['copy'], ['cp']],
    valueFlags: copyFlags,
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ positional: 1 }] },
  },
  {
    via: 'oras copy',
    program: ['oras', 'regctl'],
    subcommand: [['copy'], ['cp'], ['image', 'copy'], ['image', 'cp']],
    valueFlags: copyFlags,
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ positional: 1 }] },
  },
  {
    via: 'oras push',
    program: ['oras'],
    subcommand: [['push'], ['tag'], ['manifest', 'push'], ['manifest', 'index', 'create']],
    valueFlags: copyFlags,
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ positional: 0 }] },
  },
  {
    via: 'crane tag',
    program: ['crane', 'gcrane'],
    subcommand: [['tag']],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ positional: 0 }] },
  },
  {
    via: 'crane append',
    program: ['crane', 'gcrane'],
    subcommand: [['append'], ['mutate'], ['index', 'append']],
    valueFlags: [...copyFlags, '-t', '--tag', '-b', '--base', '-f', '--new_layer', '-m', '--manifest'],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'image', at: [{ flag: '-t' }, { flag: '--tag' }, { flag: '--new_tag' }] },
  },
  {
    via: 'ko build',
    program: ['ko'],
    subcommand: [['build'], ['publish'], ['apply'], ['resolve']],
    valueFlags: ['--platform', '-t', '--tags', '--image-label', '--sbom', '-f', '--filename'],
    unless: ['--local', '-L'],
    when: koPushes,
    given: koIsSetUpToPush,
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

/** `podman push local ghcr.io/o/i`: the subcommand, the image, and where it goes. */
function hasDestination(act: Act): boolean {
  const inner = act.kind === 'command' && ['image', 'manifest'].includes(textOf(act.words[0] ?? []) ?? '');
  return wordsOf(act, pushFlags) > (inner ? 3 : 2);
}

function koPushes(act: Act): boolean {
  const home = textOf(act.environment.get('KO_DOCKER_REPO') ?? []) ?? '';
  const isLocal = /^(ko\.local|kind\.local)/.test(home);
  return !isLocal && act.kind === 'command' && !act.words.some((word) => showValue(word) === '--push=false');
}

/** setup-ko hands the KO_DOCKER_REPO that it sees on to later steps; without one it signs in to GitHub's registry. */
function koIsSetUpToPush(act: Act, session: Session): boolean {
  if (act.environment.has('KO_DOCKER_REPO')) return true;
  const setup = session.before.findLast((one) => one.kind === 'action' && one.action.endsWith('/setup-ko'));
  const home = setup?.environment.get('KO_DOCKER_REPO');
  return home === undefined || hostOf(textOf(home) ?? '') === 'ghcr.io';
}
