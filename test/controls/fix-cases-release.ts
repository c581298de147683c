import { type Case, idToken, manifest, npm, path, publish } from './fix-case.ts';
import { workflowOf } from './publishing-fixtures.ts';

/** Fixes of how it publishes, and of what stands beside. */
export const releaseCases: readonly Case[] = [
  {
    control: 'publish-tooling',
    what: 'a newer npm in a step before',
    files: npm(['- uses: actions/setup-node@v4', '  with:', '    node-version: 22', '# now', publish]),
    safety: 'needs-thought',
    after:
      '          node-version: 22\n      - name: Install an npm that knows trusted publishing\n        run: npm install --global npm@11.15.0\n      # now\n      - run: npm publish\n',
  },
  {
    control: 'publish-tooling',
    what: 'a newer Node.js where the old one cannot run it',
    files: npm(['- uses: actions/setup-node@v4', '  with:', "    node-version: '18'", publish]),
    safety: 'needs-thought',
    after: 'node-version: 24\n',
  },
  {
    control: 'publish-tooling',
    what: 'a newer action',
    files: {
      'pyproject.toml': '[project]\nname = "demo"\nversion = "1.0.0"\n',
      [path]: workflowOf(['- uses: pypa/gh-action-pypi-publish@v1.8.14'], idToken),
    },
    safety: 'needs-thought',
    after: 'uses: pypa/gh-action-pypi-publish@v1.13.0\n',
  },
  {
    control: 'trusted-publishing',
    what: 'the permission, a newer npm and no token',
    files: npm(
      [
        '- uses: actions/setup-node@v4',
        '  with:',
        '    node-version: 22',
        publish,
        '  env:',
        '    NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}',
      ],
      ['permissions:', '  contents: read'],
    ),
    safety: 'needs-thought',
    after: 'run: npm install --global npm@11.15.0\n      - run: npm publish\n',
  },
  {
    control: 'trusted-publishing',
    what: 'a token that is minted for a tool that cannot ask for one',
    files: {
      'Cargo.toml': '[package]\nname = "demo"\nversion = "1.0.0"\n',
      [path]: workflowOf(
        [
          '- run: cargo publish --token ${{ secrets.CARGO_TOKEN }}',
          '- run: cargo publish -p other',
          '  env:',
          '    CARGO_REGISTRY_TOKEN: ${{ secrets.CARGO_TOKEN }}',
        ],
        ['permissions:', '  contents: read'],
      ),
    },
    safety: 'needs-thought',
    after: [
      '      - uses: rust-lang/crates-io-auth-action@b7e9a28eded4986ec6b1fa40eeee8f8f165559ec # v1.0.3',
      '        id: crates-io-auth',
      '      - run: cargo publish --token "$CARGO_REGISTRY_TOKEN"',
      '        env:',
      '          CARGO_REGISTRY_TOKEN: ${{ steps.crates-io-auth.outputs.token }}',
      '      - run: cargo publish -p other',
      '        env:',
      '          CARGO_REGISTRY_TOKEN: ${{ steps.crates-io-auth.outputs.token }}',
    ].join('\n'),
  },
  {
    control: 'trusted-publishing',
    what: 'the other permissions that the job is seen to need, where none were named',
    files: npm(['- run: gh release create v1', publish, '  env:', '    NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}'], []),
    safety: 'needs-thought',
    after: '    permissions:\n      contents: write\n      id-token: write\n',
  },
  {
    control: 'leftover-token',
    what: 'the token goes',
    files: npm([
      '- uses: actions/setup-node@v4',
      '  with:',
      '    node-version: 24',
      publish,
      '  env:',
      '    NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}',
    ]),
    safety: 'needs-thought',
    after: '          node-version: 24\n      - run: npm publish\n',
  },
  {
    control: 'binding',
    what: 'the permission that OIDC needs',
    files: {
      'pyproject.toml': '[project]\nname = "demo"\nversion = "1.0.0"\n',
      [path]: workflowOf(['- uses: pypa/gh-action-pypi-publish@release/v1'], ['permissions:', '  contents: read']),
    },
    safety: 'needs-thought',
    after: '      contents: read\n      id-token: write\n',
  },
  {
    control: 'registry-two-factor',
    what: 'a line of the gemspec',
    files: {
      'demo.gemspec':
        "Gem::Specification.new do |s|\n  s.name = 'demo'\n  s.version = '1.0.0'\n  s.metadata = {\n    'source_code_uri' => 'https://github.com/octo/demo',\n  }\nend\n",
      [path]: workflowOf(['- uses: rubygems/release-gem@v1'], idToken),
    },
    safety: 'safe',
    path: 'demo.gemspec',
    after: "  }\n  s.metadata['rubygems_mfa_required'] = 'true'\nend\n",
  },
  {
    control: 'retired-endpoint',
    what: 'the address that answers in its place',
    files: {
      'pom.xml':
        '<project>\n<groupId>test.octo</groupId>\n<artifactId>demo</artifactId>\n<version>1.0.0</version>\n<distributionManagement><repository>\n<url>https://s01.oss.sonatype.org/service/local/staging/deploy/maven2/</url>\n</repository></distributionManagement>\n</project>\n',
      [path]: workflowOf(['- run: mvn deploy']),
    },
    safety: 'needs-thought',
    path: 'pom.xml',
    after: '<url>https://ossrh-staging-api.central.sonatype.com/service/local/staging/deploy/maven2/</url>',
  },
  {
    control: 'dependency-alerts',
    what: 'a file for Dependabot',
    files: npm([publish]),
    safety: 'safe',
    path: '.github/dependabot.yml',
    after: '  - package-ecosystem: npm\n    directory: "/"\n',
  },
  {
    control: 'dependency-alerts',
    what: 'an entry more',
    files: npm([publish], idToken, {
      '.github/dependabot.yml':
        '# ours\nversion: 2\nupdates:\n  - package-ecosystem: npm\n    directory: /\n    schedule:\n      interval: daily\n',
    }),
    safety: 'safe',
    path: '.github/dependabot.yml',
    after: '      interval: daily\n  - package-ecosystem: github-actions\n',
  },
  {
    control: 'publish-triggers',
    what: 'a condition on who caused it',
    files: {
      'package.json': manifest(),
      [path]: workflowOf([publish], [...idToken, "if: github.event.comment.body == '/release'"]).replace(
        "  push:\n    tags: ['v*']",
        '  issue_comment:\n    types: [created]\n  workflow_dispatch:',
      ),
    },
    safety: 'needs-thought',
    after: "if: (github.event_name != 'issue_comment' || (contains(fromJSON('[",
  },
];
