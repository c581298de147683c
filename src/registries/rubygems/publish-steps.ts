import { textOf } from '../../types/values.ts';
import type { Act, Session } from '../act.ts';
import type { ActionRow, CommandRow, ProvenanceRule } from '../recogniser.ts';

/** A bare `gem push` attests only when it is told to. */
const bare: ProvenanceRule = { byDefault: 'never', on: [{ flag: '--attestation' }] };

/** Commands that push gems. */
export const commands: readonly CommandRow[] = [
  {
    via: 'gem push',
    program: ['gem'],
    subcommand: [['push']],
    valueFlags: ['-k', '--key', '--host', '--otp', '-p', '--http-proxy', '--attestation'],
    destination: [{ flag: '--host' }, { env: 'RUBYGEMS_HOST' }],
    oidc: 'minted',
    provenance: bare,
    packages: { kind: 'directory' },
  },
  {
    via: 'gem release',
    program: ['gem'],
    subcommand: [['release']],
    valueFlags: ['-k', '--key', '-h', '--host'],
    destination: [{ flag: '--host' }, { flag: '-h' }],
    oidc: 'minted',
    provenance: bare,
    packages: { kind: 'directory' },
  },
  // Bundler's gem tasks: build, tag, push. A Rakefile in the tree is followed besides.
  {
    via: 'rake release',
    program: ['rake'],
    subcommand: [['release'], ['release[remote]'], ['release:rubygem_push'], ['release[origin]']],
    given: isGem,
    oidc: 'minted',
    provenance: bare,
    packages: { kind: 'directory' },
  },
  // the gem toys-release; its other hooks only open pull requests
  {
    via: 'toys release',
    program: ['toys'],
    subcommand: [
      ['release', 'perform'],
      ['release', 'retry'],
      ['release', '_onclosed'],
    ],
    valueFlags: ['--release-ref', '--event-path'],
    unless: ['--dry-run'],
    oidc: 'minted',
    provenance: bare,
    packages: { kind: 'workspace' },
  },
];

/** Actions that push gems. */
export const actions: readonly ActionRow[] = [
  {
    via: 'rubygems/release-gem',
    action: ['rubygems/release-gem'],
    oidc: 'native',
    provenance: { byDefault: 'with-oidc', withToken: false, on: [{ input: 'attestations' }], needsOidc: true },
    packages: { kind: 'directory', at: [{ input: 'working-directory' }] },
  },
  {
    via: 'cucumber/action-publish-rubygem',
    action: ['cucumber/action-publish-rubygem'],
    credential: [{ input: 'rubygems_api_key' }],
    oidc: 'native',
    provenance: { byDefault: 'unknown' },
    packages: { kind: 'directory', at: [{ input: 'working_directory' }, { input: 'working-directory' }] },
  },
  {
    via: 'dawidd6/action-publish-gem',
    action: ['dawidd6/action-publish-gem'],
    credential: [{ input: 'api_key' }],
    oidc: 'never',
    provenance: { byDefault: 'never' },
    packages: { kind: 'directory' },
  },
  {
    via: 'cadwallion/publish-rubygems-action',
    action: ['cadwallion/publish-rubygems-action'],
    oidc: 'never',
    provenance: { byDefault: 'never' },
    packages: { kind: 'directory' },
  },
  {
    via: 'discourse/publish-rubygems-action',
    action: ['discourse/publish-rubygems-action'],
    oidc: 'never',
    provenance: { byDefault: 'never' },
    packages: { kind: 'directory' },
  },
];

/** `rake release` means Bundler's task only in a gem; elsewhere it is the project's own word. */
function isGem(act: Act, session: Session): boolean {
  const folder = textOf(act.directory);
  if (folder === null) return false;
  return session.files.paths.some(
    (path) => path.endsWith('.gemspec') && path.slice(0, Math.max(0, path.lastIndexOf('/'))) === folder,
  );
}
