import type { Scenario, ScenarioRepository } from '../../../src/sandbox/scenario.ts';

const [oid, time] = ['c'.repeat(40), '2026-09-01T10:00:00Z'];

/** A repository that has one of everything. */
const coin: ScenarioRepository = {
  name: 'coin',
  commits: [
    {
      message: 'First',
      author: 'ana',
      date: '2026-01-01T00:00:00Z',
      files: {
        'README.md': '# Coin\n',
        '.github/workflows/release.yml': 'on: push\n',
        'assets/logo.png': { base64: 'iVBORwAAAA==' },
        latest: { link: 'README.md' },
        'vendor/lib': { submodule: oid },
      },
    },
    {
      id: 'second',
      verified: true,
      message: 'Second',
      author: 'ana',
      date: '2026-02-01T00:00:00Z',
      files: { 'README.md': '# Coins\n' },
    },
  ],
  branches: { 'feature/one': [{ author: 'ana', files: { 'one.txt': '1\n' } }] },
  tags: [{ name: 'v1.0.0', annotated: true, verified: true }, { name: 'v1.1.0', annotated: true }, { name: 'v2.0.0' }],
  releases: [
    {
      tag: 'v1.0.0',
      name: 'One',
      author: 'ana',
      publishedAt: time,
      assets: [
        { name: 'coin.tgz', size: 5, digest: `sha256:${'d'.repeat(64)}` },
        { name: 'old.tgz', digest: null },
      ],
    },
    { tag: 'v2.0.0', prerelease: true },
  ],
  orphans: [{ id: 'stray', author: 'ana', files: { 'stray.txt': '1\n' } }],
  runs: [
    {
      id: 41,
      workflow: '.github/workflows/release.yml',
      commit: 'second',
      startedAt: '2026-02-01T00:01:00Z',
      jobs: [{ name: 'publish', steps: [{ name: 'Publish' }, { name: 'Tell', conclusion: 'skipped' }] }],
    },
  ],
  rulesets: [
    {
      name: 'tags',
      target: 'tag',
      include: ['refs/tags/v*'],
      exclude: ['refs/tags/v0*'],
      rules: ['deletion', 'update'],
    },
    {
      name: 'main',
      from: 'Organization',
      include: ['~DEFAULT_BRANCH'],
      rules: [
        { type: 'pull_request', approvals: 1, codeOwnerReview: true },
        'creation',
        'non_fast_forward',
        'required_signatures',
        'required_linear_history',
      ],
      bypassActors: 2,
    },
  ],
  environments: [
    {
      name: 'npm',
      reviewers: ['ana'],
      preventSelfReview: true,
      adminBypass: false,
      branchPolicy: 'custom',
      secrets: { TOKEN: time },
    },
    { name: 'docs site', branchPolicy: 'protected' },
    { name: 'open' },
  ],
  secrets: { NPM_TOKEN: time },
  organisationSecrets: { SHARED: time },
  branchProtection: { main: { approvals: 1, codeOwnerReview: true, adminsEnforced: true }, 'feature/one': {} },
  collaborators: { ana: 'admin', bob: 'triage' },
  privateVulnerabilityReporting: true,
  vulnerabilityAlerts: true,
  secretScanning: true,
  pushProtection: true,
  immutableReleases: true,
};

/** Every permission, so that every answer is seen whole. */
const permissions = {
  metadata: 'read',
  contents: 'write',
  actions: 'read',
  checks: 'write',
  issues: 'write',
  pull_requests: 'write',
  administration: 'write',
  environments: 'read',
  secrets: 'read',
  organization_administration: 'read',
  repository_advisories: 'write',
  security_events: 'write',
  deployments: 'write',
  statuses: 'read',
} as const;

/** Where crates.io serves the file of its one release. */
export const richCrate = '/crates/coin/coin-1.0.0.crate';

export const richScenario: Scenario = {
  packages: [
    {
      registry: 'crates.io',
      name: 'coin',
      repository: 'minters/coin',
      releases: [
        {
          version: '1.0.0',
          at: '2026-02-01T00:03:00Z',
          by: { trusted: {} },
          build: { commit: 'second', workflow: '.github/workflows/release.yml', run: 41 },
          attested: true,
        },
      ],
    },
  ],
  users: ['bob'],
  organisations: [
    {
      login: 'minters',
      twoFactorRequired: true,
      members: ['ana'],
      installation: { permissions },
      repositories: [
        coin,
        { name: 'empty' },
        { name: 'quiet', visibility: 'private', archived: true, issuesEnabled: false, commits: [{ files: { a: '' } }] },
      ],
    },
    {
      login: 'ana',
      type: 'User',
      installation: null,
      repositories: [{ name: 'own', commits: [{ files: { a: '' } }] }],
    },
  ],
};
