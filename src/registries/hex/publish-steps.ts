import type { ActionRow, CommandRow, ProvenanceRule } from '../recogniser.ts';

/** Hex takes no provenance. */
const none: ProvenanceRule = { byDefault: 'never' };

/** Commands that publish to Hex. */
export const commands: readonly CommandRow[] = [
  {
    via: 'mix hex.publish',
    program: ['mix'],
    subcommand: [['hex.publish']],
    valueFlags: ['--organization', '--revert', '--key'],
    unless: ['--dry-run', '--revert', '--organization'],
    when: (act) =>
      act.kind === 'command' && !act.words.some((word) => word[0]?.kind === 'text' && word[0].text === 'docs'),
    oidc: 'never',
    provenance: none,
    packages: { kind: 'directory' },
  },
  {
    via: 'rebar3 hex publish',
    program: ['rebar3'],
    subcommand: [['hex', 'publish']],
    valueFlags: ['-r', '--repo', '-i'],
    unless: ['--dry-run'],
    oidc: 'never',
    provenance: none,
    packages: { kind: 'directory' },
  },
  {
    via: 'gleam publish',
    program: ['gleam'],
    subcommand: [['publish']],
    oidc: 'never',
    provenance: none,
    packages: { kind: 'directory' },
  },
];

/** Actions that publish to Hex. */
export const actions: readonly ActionRow[] = [
  {
    via: 'erlangpack/github-action',
    action: ['erlangpack/github-action'],
    oidc: 'never',
    provenance: none,
    packages: { kind: 'directory' },
  },
  {
    via: 'wesleimp/action-publish-hex',
    action: ['wesleimp/action-publish-hex'],
    oidc: 'never',
    provenance: none,
    packages: { kind: 'directory' },
  },
  {
    via: 'cucumber/action-publish-hex',
    action: ['cucumber/action-publish-hex'],
    credential: [{ input: 'hex-api-key' }],
    oidc: 'never',
    provenance: none,
    packages: { kind: 'directory', at: [{ input: 'working-directory' }] },
  },
  {
    via: 'team-alembic/staple-actions/actions/mix-hex-publish',
    action: ['team-alembic/staple-actions/actions/mix-hex-publish'],
    credential: [{ input: 'hex-api-key' }],
    oidc: 'never',
    provenance: none,
    packages: { kind: 'directory' },
  },
];
