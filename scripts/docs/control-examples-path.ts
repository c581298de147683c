import { saw } from '../../test/controls/package-evidence.ts';
import { missing, told } from '../../test/controls/settings-fixtures.ts';
import {
  type ControlExamples,
  checkout,
  crate,
  node,
  npm,
  publish,
  shown,
  token,
  trusted,
  untrusted,
  usual,
  workflow,
  workflowPath,
} from './example-repository.ts';

/** In the form of npm's, made here so that no scanner takes this file for a leak. */
const madeUpToken = ['npm', 'Zm9vYmFyQmF6MTIzNDU2Nzg5MGFiY2RlZmdo'].join('_');

/** Of credentials, people and the way to a release. */
export const pathExamples: ControlExamples = {
  'trusted-publishing': {
    what: 'A job publishes to npm with a token.',
    files: npm([...checkout, ...node, publish, ...token], { head: untrusted }),
  },
  'leftover-token': {
    what: 'A job may use OIDC, and is handed a token all the same.',
    files: npm([...checkout, ...node, publish, ...token]),
  },
  'tokens-refused': {
    what: 'A crate is published by trusted publishing, and crates.io still takes tokens for it.',
    files: crate(),
    packages: shown({
      registry: 'crates.io',
      name: 'octo-demo',
      history: { settings: { trustedPublishingOnly: false, twoFactorRequired: null } },
    }),
  },
  'token-scope': {
    what: 'A token that is a secret of the repository reaches every workflow of it.',
    files: npm([...checkout, ...node, publish, ...token], { head: untrusted }),
    settings: { repositorySecrets: told([{ name: 'NPM_TOKEN', updatedAt: '2026-05-01T00:00:00Z' }]) },
  },
  'token-age': {
    what: 'The secret with the token was last changed more than a year ago.',
    files: npm([...checkout, ...node, publish, ...token], { head: untrusted }),
    settings: {
      repositorySecrets: told([{ name: 'NPM_TOKEN', updatedAt: '2025-03-01T00:00:00Z' }]),
      organisationSecrets: told([]),
      environments: told([]),
    },
  },
  'committed-credential': {
    what: 'A file that is committed holds a token.',
    files: { ...usual, '.npmrc': `# our own\n_authToken=${madeUpToken}\n` },
    hidden: madeUpToken,
  },
  'two-factor': {
    what: 'The organisation lets members do without a second factor.',
    files: usual,
    settings: { twoFactor: told(false) },
  },
  'registry-two-factor': {
    what: 'A gem does not ask its owners for a second factor.',
    files: {
      'demo.gemspec': [
        'Gem::Specification.new do |s|',
        "  s.name = 'demo'",
        "  s.version = '1.0.0'",
        '  s.metadata = {',
        "    'source_code_uri' => 'https://github.com/octo/demo',",
        '  }',
        'end',
        '',
      ].join('\n'),
      [workflowPath]: workflow(['- uses: rubygems/release-gem@v1'], trusted),
    },
  },
  owners: {
    what: 'One person owns the package on the registry.',
    files: usual,
    packages: shown({ history: { owners: saw([{ name: 'ada', kind: 'person', role: null }]) } }),
  },
  'publish-environment': {
    what: 'The job that publishes names no environment.',
    files: usual,
  },
  'publish-permissions': {
    what: 'The job that publishes may do everything.',
    files: npm([...checkout, ...node, '- run: gh release create v1', publish], { head: ['permissions: write-all'] }),
  },
  'publish-triggers': {
    what: 'A comment by anybody starts the job that publishes.',
    files: npm([...checkout, ...node, publish], {
      head: [...trusted, "if: github.event.comment.body == '/release'"],
      on: ['issue_comment:', '  types: [created]'],
    }),
  },
  'publish-pins': {
    what: 'Actions are used by a tag, which can be moved.',
    files: usual,
  },
  'publish-injection': {
    what: 'A script holds a text that anybody can write.',
    files: npm([...checkout, ...node, '- run: echo "${{ github.event.issue.title }}"', publish], {
      on: ['issues:', '  types: [labeled]'],
    }),
  },
  'publish-cache': {
    what: 'The job that publishes restores a cache.',
    files: npm([
      ...checkout,
      '- uses: actions/setup-node@v6',
      '  with:',
      '    node-version: 24',
      '    cache: npm',
      publish,
    ]),
  },
  'publish-install': {
    what: 'Dependencies are installed beside the right to publish, with their scripts and without the lock file.',
    files: npm([...checkout, ...node, '- run: npm install', publish], { more: { 'package-lock.json': '{}\n' } }),
  },
  'publish-runner': {
    what: 'The job that publishes runs on a machine of its own.',
    files: npm([...checkout, ...node, publish], { head: ['runs-on: self-hosted', ...trusted] }),
  },
  'publish-tooling': {
    what: 'The npm that comes with this Node.js knows nothing of trusted publishing.',
    files: npm([...checkout, '- uses: actions/setup-node@v6', '  with:', '    node-version: 22', publish]),
  },
  'publish-checkout': {
    what: 'The checkout leaves its credential behind.',
    files: npm(['- uses: actions/checkout@v6', ...node, publish]),
  },
  'workflow-guard': {
    what: 'Nobody has to review a change of the workflow.',
    files: usual,
    settings: { defaultBranch: 'main', rulesets: told([]), branchProtection: missing },
  },
  binding: {
    what: 'A job uses an action that publishes with OIDC, and may not ask for its token.',
    files: {
      'pyproject.toml': '[project]\nname = "demo"\nversion = "1.0.0"\n',
      [workflowPath]: workflow(['- uses: pypa/gh-action-pypi-publish@release/v1'], untrusted),
    },
  },
  'retired-endpoint': {
    what: 'A POM deploys to OSSRH, which was shut down.',
    files: {
      'pom.xml': [
        '<project>',
        '  <groupId>io.example.octo</groupId>',
        '  <artifactId>demo</artifactId>',
        '  <version>1.0.0</version>',
        '  <distributionManagement>',
        '    <repository>',
        '      <url>https://s01.oss.sonatype.org/service/local/staging/deploy/maven2/</url>',
        '    </repository>',
        '  </distributionManagement>',
        '</project>',
        '',
      ].join('\n'),
      [workflowPath]: workflow(['- run: mvn deploy'], untrusted),
    },
  },
};
