import type {
  Scenario,
  ScenarioCommit,
  ScenarioFile,
  ScenarioOrganisation,
  ScenarioRepository,
  ScenarioRuleset,
} from '../../src/sandbox/scenario.ts';
import { text } from '../../src/sandbox/scenarios/text.ts';

/** The organisation of the stories. `ada` may write to its repositories, `eve` may not. */
export const owner = 'octo';

/** One organisation, on which the app is not installed yet. */
export function organisation(
  repositories: readonly ScenarioRepository[],
  more: Partial<ScenarioOrganisation> = {},
): Scenario {
  return {
    organisations: [{ login: owner, members: ['ada'], installation: null, repositories, ...more }],
    users: ['eve', 'mallory'],
  };
}

type Files = Readonly<Record<string, ScenarioFile | null>>;

/** Nothing is left to put right, as far as the core tier shows: npm by trusted publishing, behind a reviewed environment. */
export function sound(name: string, { files = {}, ...more }: { files?: Files } & Partial<ScenarioRepository> = {}) {
  return {
    name,
    collaborators: { ada: 'write' },
    commits: [{ files: { ...soundFiles(name), ...files } }],
    tags: [{ name: 'v1.0.0', annotated: true, verified: true }],
    releases: [{ tag: 'v1.0.0', assets: [{ name: 'bom.cdx.json', size: 12 }] }],
    rulesets: [tagsAreFixed, branchIsReviewed],
    environments: [
      {
        name: 'npm',
        reviewers: ['ada', 'grace'],
        preventSelfReview: true,
        adminBypass: false,
        branchPolicy: 'custom',
      },
    ],
    privateVulnerabilityReporting: true,
    vulnerabilityAlerts: true,
    secretScanning: true,
    pushProtection: true,
    immutableReleases: true,
    ...more,
  } satisfies ScenarioRepository;
}

/** Released with a long-lived token that every workflow can read, and with much else to put right. */
export function leaky(name: string, { files = {}, ...more }: { files?: Files } & Partial<ScenarioRepository> = {}) {
  return {
    name,
    collaborators: { ada: 'write' },
    commits: [{ files: { 'package.json': manifestOf(name), [releasePath]: tokenRelease, ...files } }],
    ...more,
  } satisfies ScenarioRepository;
}

export const releasePath = '.github/workflows/release.yml';
export const policyPath = '.github/mintmark.yml';

export function soundFiles(name: string): Record<string, string> {
  return {
    'README.md': `# ${name}\n`,
    'SECURITY.md': '# Security policy\n\nPlease report vulnerabilities in private, on the Security tab.\n',
    'package.json': manifestOf(name),
    'package-lock.json': `${JSON.stringify({ name, version: '1.0.0', lockfileVersion: 3, requires: true, packages: { '': { name, version: '1.0.0' } } })}\n`,
    '.github/CODEOWNERS': '/.github/ @ada @grace\n',
    '.github/dependabot.yml': updates,
    [releasePath]: trustedRelease(),
  };
}

function manifestOf(name: string): string {
  const repository = `github:${owner}/${name}`;
  return `${JSON.stringify({ name, version: '1.0.0', repository, publishConfig: { provenance: true } })}\n`;
}

const updates = text`
  version: 2
  updates:
    - package-ecosystem: github-actions
      directory: /
      schedule: { interval: weekly }
      cooldown: { default-days: 7 }
    - package-ecosystem: npm
      directory: /
      schedule: { interval: weekly }
      cooldown: { default-days: 7 }
`;

const checkout = text`
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
`;

/** npm by trusted publishing. Without `environment` or `idToken` it is what a careless change leaves of it. */
export function trustedRelease({ environment = 'npm' as string | null, idToken = true } = {}): string {
  return [
    "name: Release\non:\n  push:\n    tags: ['v*']\npermissions:\n  contents: read\njobs:\n  pack:\n    runs-on: ubuntu-24.04\n    steps:\n",
    indented(checkout, 6),
    '      - run: npm ci --ignore-scripts\n      - run: npm sbom --sbom-format cyclonedx > bom.cdx.json\n      - run: npm pack\n',
    '      - uses: actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1\n        with: { name: package, path: "*.tgz" }\n',
    '  publish:\n    needs: pack\n    runs-on: ubuntu-24.04\n',
    environment === null ? '' : `    environment: ${environment}\n`,
    idToken ? '    permissions:\n      id-token: write\n' : '',
    '    steps:\n      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0\n        with: { node-version: 24 }\n',
    '      - uses: actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1\n        with: { name: package }\n',
    '      - run: npm publish ./*.tgz\n',
  ].join('');
}

function indented(lines: string, by: number): string {
  return lines.replace(/^(?=.)/gm, ' '.repeat(by));
}

export const tokenRelease = text`
  name: Release
  on:
    push:
      tags: ['v*']
  jobs:
    publish:
      runs-on: ubuntu-latest
      steps:
        - uses: actions/checkout@v4
        - run: npm publish
          env:
            NODE_AUTH_TOKEN: $\{{ secrets.NPM_TOKEN }}
`;

const tagsAreFixed: ScenarioRuleset = {
  name: 'release tags',
  target: 'tag',
  include: ['refs/tags/v*'],
  rules: ['creation', 'update', 'deletion', 'non_fast_forward'],
};

const branchIsReviewed: ScenarioRuleset = {
  name: 'main',
  target: 'branch',
  include: ['~DEFAULT_BRANCH'],
  rules: [{ type: 'pull_request', approvals: 1, codeOwnerReview: true }, 'non_fast_forward', 'deletion'],
};

/** A change that has nothing to do with publishing. */
export function readme(words: string): ScenarioCommit {
  return { message: words, files: { 'README.md': `${words}\n` } };
}

export function change(files: Files): ScenarioCommit {
  return { message: `Change ${Object.keys(files).join(', ')}`, files };
}

/** PyPI by trusted publishing; what a careless change leaves of it is named by the options. */
export function pypiRelease({ environment = 'pypi' as string | null, idToken = true } = {}): string {
  return [
    'name: Publish\non:\n  release:\n    types: [published]\npermissions:\n  contents: read\njobs:\n',
    '  publish:\n    runs-on: ubuntu-24.04\n',
    environment === null ? '' : `    environment: ${environment}\n`,
    idToken ? '    permissions:\n      contents: read\n      id-token: write\n' : '',
    '    steps:\n',
    indented(checkout, 6),
    '      - run: pipx run build==1.3.0\n',
    '      - uses: pypa/gh-action-pypi-publish@cef221092ed1bacb1cc03d23a2d87d1d172e277b # v1.14.0\n',
  ].join('');
}

export const pypiPath = '.github/workflows/publish.yml';

/** PyPI by trusted publishing from a reviewed environment. */
export function wheel(name: string, { files = {}, ...more }: { files?: Files } & Partial<ScenarioRepository> = {}) {
  const { 'package.json': _, 'package-lock.json': __, [releasePath]: ___, ...common } = soundFiles(name);
  const manifest = `[build-system]\nrequires = ["hatchling==1.27.0"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "${name}"\nversion = "1.0.0"\n`;
  return sound(name, {
    ...more,
    commits: [{ files: { ...common, 'pyproject.toml': manifest, [pypiPath]: pypiRelease(), ...files } }],
    environments: [
      {
        name: 'pypi',
        reviewers: ['ada', 'grace'],
        preventSelfReview: true,
        adminBypass: false,
        branchPolicy: 'custom',
      },
    ],
  });
}
