import { textOf } from '../../types/values.ts';
import type { ActionRow, CommandRow, ProvenanceRule } from '../recogniser.ts';

/** pub.dev shows no provenance. */
const none: ProvenanceRule = { byDefault: 'never' };

/** Commands that publish to pub.dev. Without `--force` the client waits for an answer that a workflow never gives. */
export const commands: readonly CommandRow[] = [
  {
    via: 'dart pub publish',
    program: ['dart', 'flutter', 'fvm', 'pub'],
    subcommand: [
      ['pub', 'publish'],
      ['pub', 'lish'],
      ['packages', 'pub', 'publish'],
      ['flutter', 'pub', 'publish'],
      ['dart', 'pub', 'publish'],
    ],
    valueFlags: ['-C', '--directory', '--to-archive', '--server'],
    unless: ['--dry-run', '-n', '--to-archive'],
    destination: [{ flag: '--server' }, { env: 'PUB_HOSTED_URL' }],
    oidc: 'native',
    provenance: none,
    packages: { kind: 'directory', at: [{ flag: '-C' }, { flag: '--directory' }] },
  },
  {
    via: 'melos publish',
    program: ['melos'],
    subcommand: [['publish']],
    requires: ['--no-dry-run'],
    oidc: 'native',
    provenance: none,
    packages: { kind: 'workspace' },
  },
];

/** Actions and reusable workflows that publish to pub.dev. */
export const actions: readonly ActionRow[] = [
  {
    via: 'dart-lang/setup-dart publish',
    action: ['dart-lang/setup-dart/.github/workflows/publish.yml'],
    oidc: 'native',
    provenance: none,
    packages: { kind: 'directory', at: [{ input: 'working-directory' }] },
  },
  {
    via: 'dart-lang/ecosystem publish',
    action: ['dart-lang/ecosystem/.github/workflows/publish.yaml'],
    oidc: 'native',
    provenance: none,
    packages: { kind: 'unknown' },
  },
  {
    via: 'bluefireteam/melos-action',
    action: ['bluefireteam/melos-action'],
    inputs: [{ input: 'publish', default: 'false', oneOf: ['true'] }],
    oidc: 'native',
    provenance: none,
    packages: { kind: 'unknown' },
  },
  {
    via: 'k-paxian/dart-package-publisher',
    action: ['k-paxian/dart-package-publisher'],
    inputs: [{ input: 'dryrunonly', default: 'false', noneOf: ['true'] }],
    credential: [{ input: 'credentialjson' }, { input: 'accesstoken' }, { input: 'refreshtoken' }],
    oidc: 'never',
    provenance: none,
    packages: { kind: 'directory', at: [{ input: 'relativepath' }] },
  },
  {
    via: 'sakebook/actions-flutter-pub-publisher',
    action: ['sakebook/actions-flutter-pub-publisher'],
    inputs: [{ input: 'dry_run', default: 'false', noneOf: ['true'] }],
    credential: [{ input: 'credential' }],
    oidc: 'never',
    provenance: none,
    packages: { kind: 'directory', at: [{ input: 'package_directory' }] },
  },
  {
    via: 'cfug/dio_issue_release_action',
    action: ['cfug/dio_issue_release_action'],
    when: (act) => act.kind === 'action' && textOf(act.inputs.get('pub-credentials-json') ?? []) !== '',
    credential: [{ input: 'pub-credentials-json' }],
    oidc: 'never',
    provenance: none,
    packages: { kind: 'unknown' },
  },
];
