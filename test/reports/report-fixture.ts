import type { Report, ReportControl, ReportFinding, ReportPublication } from '../../src/types/report.ts';

/** A publication with nothing remarkable about it. */
export function aPublication(own: Partial<ReportPublication> = {}): ReportPublication {
  return {
    registry: 'npm',
    packages: ['@acme/core'],
    workflow: '.github/workflows/release.yml',
    job: 'publish',
    line: 42,
    via: 'npm publish',
    auth: 'trusted-publishing',
    idToken: true,
    provenance: true,
    pinned: null,
    environment: 'npm',
    bound: ['release.yml'],
    binding: {
      started: ['.github/workflows/release.yml'],
      holding: '.github/workflows/release.yml',
      at: { call: null, environment: null, permissions: null },
    },
    confidence: 'high',
    reason: '',
    credentials: [],
    reaches: ['.github/workflows/release.yml'],
    ...own,
  };
}

export function aFinding(own: Partial<ReportFinding> = {}): ReportFinding {
  return {
    control: 'trusted-publishing',
    severity: 'high',
    registry: 'npm',
    message: 'The step publishes with secrets.NPM_TOKEN although npm offers trusted publishing',
    locations: [{ path: '.github/workflows/release.yml', line: 42, endLine: 44 }],
    remediation: {
      steps: [
        'Open the settings of @acme/core on npmjs.com and add GitHub Actions as its trusted publisher',
        'Type acme as the owner, widgets as the repository and release.yml as the workflow',
        'Publish once, then delete the token',
      ],
      links: ['https://docs.npmjs.com/trusted-publishers'],
      fixable: false,
    },
    fingerprint: 'f1',
    ...own,
  };
}

export function aControl(own: Partial<ReportControl> = {}): ReportControl {
  return {
    id: 'trusted-publishing',
    registry: 'npm',
    verdict: 'pass',
    reason: 'The step publishes by OIDC',
    settles: null,
    principles: ['authorization.3.oidc'],
    ...own,
  };
}

export function aReport(own: Partial<Report> = {}): Report {
  return {
    version: 1,
    subject: { repository: 'acme/widgets', ref: 'refs/heads/main', commit: '1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d' },
    publications: [aPublication()],
    elsewhere: [],
    controls: [aControl()],
    findings: [],
    levels: {
      authentication: { level: 1, ceiling: 3, held: ['two-factor'] },
      authorization: { level: 3, ceiling: 3, held: [] },
      general: { level: 0, ceiling: 2, held: ['vulnerability-reporting', 'tag-protection'] },
      cli: { level: 0, ceiling: null, held: [] },
    },
    packages: [],
    releases: [],
    problems: [],
    ...own,
  };
}

/** Nothing is published and nothing is found. */
export const emptyReport: Report = aReport({
  subject: { repository: null, ref: null, commit: null },
  publications: [],
  controls: [],
});

/** Several registries, folded findings, doubts: what a renderer meets on an ordinary day. */
export const fullReport: Report = aReport({
  publications: [
    aPublication({
      packages: ['@acme/core', '@acme/cli', '@acme/react', '@acme/vue', '@acme/svelte', '@acme/testing'],
      auth: 'token',
      provenance: false,
      environment: null,
      credentials: [
        { kind: 'long-lived', source: 'secrets.NPM_TOKEN', arrives: 'environment variable NODE_AUTH_TOKEN' },
      ],
    }),
    aPublication({ registry: 'pypi', packages: ['acme-widgets'], job: 'pypi', line: 77, environment: 'pypi' }),
    aPublication({
      registry: 'docker-hub',
      packages: [],
      workflow: '.github/workflows/image.yml',
      job: 'build-and-push',
      line: 31,
      auth: 'unknown',
      idToken: false,
      provenance: null,
      environment: null,
      confidence: 'low',
      reason: 'acme/ship is not described; it is handed secrets.DOCKER_PASSWORD and an input named image',
    }),
    aPublication({
      registry: 'packagist',
      packages: ['acme/widgets'],
      workflow: null,
      job: null,
      line: null,
      via: 'Packagist crawls the repository',
      auth: 'unknown',
      idToken: false,
      provenance: null,
      environment: null,
    }),
  ],
  elsewhere: [{ name: 'TestPyPI', via: 'twine upload', workflow: '.github/workflows/ci.yml', job: 'try', line: 88 }],
  controls: [
    aControl({ verdict: 'fail', reason: 'The step publishes with secrets.NPM_TOKEN' }),
    aControl({ registry: 'pypi' }),
    aControl({ id: 'owners', verdict: 'unknown', reason: 'npm was not asked', settles: 'Ask npm for its owners' }),
    aControl({
      id: 'two-factor',
      registry: null,
      verdict: 'unknown',
      reason: 'GitHub was not asked',
      settles: 'Settings → Authentication security of the organisation',
    }),
    aControl({ id: 'publish-environment', registry: 'pypi', verdict: 'accepted', reason: 'single maintainer' }),
  ],
  findings: [
    aFinding({
      control: 'publish-triggers',
      severity: 'critical',
      message: 'A pull request from a fork can start this job: pull_request_target checks out its head',
      locations: [{ path: '.github/workflows/release.yml', line: 3, endLine: 5 }],
      remediation: { steps: ['Remove pull_request_target from the triggers of release.yml'], links: [], fixable: true },
      fingerprint: 'c1',
    }),
    aFinding(),
    aFinding({
      control: 'vulnerability-reporting',
      severity: 'medium',
      registry: null,
      message: 'The repository has no security policy',
      locations: [],
      remediation: { steps: ['Write a SECURITY.md that says where to report'], links: [], fixable: false },
      fingerprint: 'm0',
    }),
    ...[12, 19, 27, 31, 58, 63].map((line) =>
      aFinding({
        control: 'publish-pins',
        severity: 'medium',
        message: 'actions/checkout@v4 is not pinned to a commit',
        locations: [{ path: '.github/workflows/release.yml', line, endLine: line }],
        remediation: { steps: ['Pin actions/checkout to the full commit of the release'], links: [], fixable: true },
        fingerprint: `m${line}`,
      }),
    ),
  ],
  problems: [
    { path: '.github/workflows/old.yml', line: 9, message: 'Not YAML: a mapping is indented less than its key' },
  ],
});

/** Everything a repository could try: escapes, bidirectional overrides, Markdown, HTML, mentions, table break-outs. */
export const hostile =
  '\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007x | a `b` @octocat #1 GH-2 [x](https://evil.example) ' +
  '<img src=x onerror=y> **b** \u202egnp.exe\r\n# head ![i](//evil) www.evil.example me@evil.example \\| 漢字 ${{ x }} \ud800';

export const hostileReport: Report = aReport({
  subject: { repository: hostile, ref: hostile, commit: hostile },
  publications: [
    aPublication({
      packages: [hostile],
      workflow: `.github/workflows/${hostile}.yml`,
      job: hostile,
      auth: 'token',
      environment: hostile,
      confidence: 'medium',
      reason: hostile,
      credentials: [{ kind: 'long-lived', source: hostile, arrives: hostile }],
      reaches: [hostile],
    }),
  ],
  elsewhere: [{ name: hostile, via: hostile, workflow: hostile, job: hostile, line: 1 }],
  controls: [aControl({ verdict: 'unknown', reason: hostile, settles: hostile })],
  findings: [
    aFinding({
      message: hostile,
      locations: [{ path: hostile, line: 1, endLine: 1 }],
      remediation: { steps: [hostile, hostile], links: [hostile], fixable: false },
    }),
  ],
  problems: [{ path: hostile, line: null, message: hostile }],
});
