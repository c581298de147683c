import type { ActionRow, CommandRow, ProvenanceRule } from '../recogniser.ts';

/** Provenance comes by itself from GitHub Actions, and not with a token. */
const provenance: ProvenanceRule = { byDefault: 'with-oidc', withToken: false, off: [{ flag: '--no-provenance' }] };
const valueFlags = ['--token', '-c', '--config', '--set-version', '--check'];

/** Commands that publish to JSR. */
export const commands: readonly CommandRow[] = [
  {
    via: 'deno publish',
    program: ['deno'],
    subcommand: [['publish']],
    valueFlags,
    unless: ['--dry-run'],
    credential: [{ flag: '--token' }],
    oidc: 'native',
    provenance,
    packages: { kind: 'workspace' },
  },
  {
    via: 'jsr publish',
    program: ['jsr'],
    subcommand: [['publish']],
    valueFlags,
    unless: ['--dry-run'],
    credential: [{ flag: '--token' }],
    oidc: 'native',
    provenance,
    packages: { kind: 'workspace' },
  },
  {
    via: '@david/publish-on-tag',
    program: ['@david/publish-on-tag'],
    subcommand: [[]],
    oidc: 'native',
    provenance,
    packages: { kind: 'workspace' },
  },
];

/** Actions that publish to JSR. */
export const actions: readonly ActionRow[] = [];
