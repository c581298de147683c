/*
 * Valid texts of every language that is read, small and with one of each of its parts, for what is made of them.
 */

export const webhook = JSON.stringify({
  action: 'opened',
  number: 3,
  installation: { id: 10 },
  repository: { id: 7, name: 'mint', owner: { id: 100, login: 'acme' }, default_branch: 'main' },
  pull_request: { title: 'a "title" \\ with {[ in it', head: { sha: 'b'.repeat(40) }, base: { ref: 'main' } },
});

export const action = `name: build
inputs:
  token: { required: true, default: '\${{ github.token }}' }
outputs:
  digest: { value: '\${{ steps.pack.outputs.digest }}' }
runs:
  using: composite
  steps:
    - { id: pack, shell: bash, run: 'npm pack | tee out' }
    - uses: ./other
`;

export const workflows: readonly string[] = [
  `name: release
on: { push: { tags: ['v*'] }, workflow_dispatch: { inputs: { dry: { type: boolean } } } }
permissions: { contents: read, id-token: write }
jobs:
  publish:
    runs-on: \${{ matrix.os }}
    environment: { name: npm, url: 'https://example.com' }
    strategy:
      matrix:
        os: [ubuntu-latest, windows-latest]
        node: &versions [22, 24]
        include: [{ os: ubuntu-latest, extra: 'yes' }]
        exclude: [{ node: 22 }]
    steps:
      - uses: actions/checkout@v4
        with: { persist-credentials: false }
      - run: |
          npm ci
          make release VERSION="\${{ github.ref_name }}"
        env: { NODE_AUTH_TOKEN: '\${{ secrets.NPM_TOKEN }}' }
      - if: \${{ !cancelled() && contains(github.ref, 'v') }}
        run: bash scripts/release.sh && cargo publish --token "$TOKEN"
`,
  `on: workflow_call
jobs:
  pypi:
    uses: ./.github/workflows/release.yml
    secrets: inherit
    with: { version: "\${{ fromJSON('[1]')[0] }}" }
  gem:
    runs-on: [self-hosted, linux]
    container: { image: 'ruby:3' }
    steps: [{ uses: 'rubygems/release-gem@v1' }, { shell: pwsh, run: 'gem push (Get-Item *.gem)' }]
`,
];

export const yaml: readonly string[] = [...workflows, 'a: &a {b: 1}\nc: *a\nd: {<<: *a}\ne: |-\n  f\n---\ng\n'];

export const expressions: readonly string[] = [
  "a ${{ github.event.inputs.dry == 'true' && 'x' || format('{0}-{1}', github.ref, matrix.os) }} b",
  "${{ contains(fromJSON('[\"a\", 1]'), inputs['x']) && steps.*.outputs.y || !always() }}",
  "startsWith(github.ref, 'refs/tags/') && github.repository == 'acme/mint'",
];

export const uses: readonly string[] = [
  'actions/checkout@v4',
  './.github/actions/a',
  'docker://ghcr.io/a/b@sha256:00',
  'acme/mint/.github/workflows/release.yml@main',
];

export const scripts: readonly string[] = [
  'set -euo pipefail\nfor f in dist/*; do npm publish "$f" --tag "${TAG:-latest}"; done\ncat <<EOF | sh\ntwine upload $x\nEOF\n',
  'if [[ $A == b ]]; then cargo publish; fi; (cd x && gem push *.gem) 2>&1 | tee log; eval "$(cat y)"',
  '$x = Get-ChildItem *.nupkg | % { dotnet nuget push $_ --api-key $env:KEY }\n@"\nhi $(1 + 1)\n"@ | Out-File a\n',
  '@echo off\r\nfor %%f in (dist\\*) do call npm publish "%%f" ^\r\n --access public & if errorlevel 1 exit /b 1\r\n',
];

export const policy = `extends: org
release: trusted
gate: high
issues: rollup
packages: { "@acme/mint": { registry: npm, release: staged } }
incidents: { private: true, repository: alarms }
declare: [{ control: trusted-publishing, registry: npm, by: ada, on: 2026-10-01, until: 2027-01-01 }]
accept: [{ control: trusted-publishing, reason: 'soon', by: ada, until: 2027-01-01 }]
`;

/** One manifest for each reader, side by side. */
export const manifests: Readonly<Record<string, string>> = {
  'package.json':
    '{ "name": "@acme/mint", "version": "1.0.0", "workspaces": ["packages/*"], "scripts": { "release": "npm publish" }, "publishConfig": { "provenance": true }, "repository": "github:acme/mint" }',
  'packages/a/package.json': '{ "name": "@acme/a", "version": "1.0.0", "private": false }',
  'pnpm-workspace.yaml': "packages: ['packages/*', '!packages/b']\n",
  'pyproject.toml':
    '[project]\nname = "mint"\nversion = "1.0"\n[build-system]\nrequires = ["hatchling"]\n[tool.hatch.version]\npath = "mint.py"\n[project.urls]\nSource = "https://example.com"\n',
  'setup.cfg': '[metadata]\nname = mint\nversion = attr: mint.__version__\n',
  'setup.py': 'from setuptools import setup\nsetup(name="mint", version=\'1.0\', packages=["mint"])\n',
  'Cargo.toml':
    '[workspace]\nmembers = ["crates/*"]\n[package]\nname = "mint"\nversion.workspace = true\npublish = ["crates-io"]\n',
  'pom.xml':
    '<project><modelVersion>4.0.0</modelVersion><groupId>example.acme</groupId><artifactId>mint</artifactId><version>${rev}</version><properties><rev>1</rev></properties><modules><module>a</module></modules></project>',
  'build.gradle.kts':
    'plugins { `maven-publish` }\ngroup = "example.acme"\npublishing { publications { create("a") { artifactId = "mint" } } }\n',
  'settings.gradle': "rootProject.name = 'mint'\ninclude ':a', ':b'\n",
  'build.sbt':
    'ThisBuild / organization := "example.acme"\nlazy val mint = (project in file(".")).settings(name := "mint")\n',
  'composer.json': '{ "name": "acme/mint", "type": "library", "support": { "source": "https://example.com" } }',
  'mint.gemspec':
    'Gem::Specification.new do |s|\n  s.name = "mint"\n  s.version = Mint::VERSION\n  s.metadata["a"] = %q{b}\nend\n',
  'mint.csproj':
    '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><PackageId>Mint</PackageId><Version>$(V)</Version></PropertyGroup></Project>',
  'mint.nuspec': '<package><metadata><id>Mint</id><version>1.0.0</version></metadata></package>',
  'pubspec.yaml': 'name: mint\nversion: 1.0.0\npublish_to: https://example.com\n',
  'deno.json': '{ "name": "@acme/mint", "version": "1.0.0", "exports": "./mod.ts", "workspace": ["./a"] }',
  'mix.exs':
    'defmodule Mint.MixProject do\n  def project, do: [app: :mint, version: "1.0.0", package: [name: "mint"]]\nend\n',
  'gleam.toml': 'name = "mint"\nversion = "1.0.0"\nlicences = ["MIT"]\n',
  'go.mod': 'module github.com/acme/mint/v2\n\ngo 1.24\n\nretract (\n\tv2.0.1 // a mistake\n\t[v2.1.0, v2.1.9]\n)\n',
};

/** Files that scripts and tasks are followed into. */
export const followed: Readonly<Record<string, string>> = {
  justfile: 'set shell := ["bash", "-c"]\nrelease tag="x":\n  @npm publish --tag {{tag}}\n',
  Rakefile: 'task :release do\n  sh "gem push mint.gem"\nend\n',
  'noxfile.py': '@nox.session\ndef release(session):\n  session.run("twine", "upload", "dist/*")\n',
  'mise.toml': '[tasks.release]\nrun = "npm publish"\n',
  'tox.ini': '[testenv:release]\ncommands = twine upload dist/*\n',
};

export const bundle = JSON.stringify({
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  verificationMaterial: {
    certificate: { rawBytes: 'AA==' },
    tlogEntries: [{ logIndex: '1', logId: { keyId: 'AA==' } }],
  },
  dsseEnvelope: {
    payload: 'e30=',
    payloadType: 'application/vnd.in-toto+json',
    signatures: [{ sig: 'AA==', keyid: '' }],
  },
});

export const pypiAttestations = JSON.stringify({
  version: 1,
  attestation_bundles: [
    {
      publisher: { kind: 'GitHub', repository: 'acme/mint', workflow: 'release.yml', environment: null },
      attestations: [
        {
          version: 1,
          verification_material: { certificate: 'AA==', transparency_entries: [{ logIndex: '1' }] },
          envelope: { statement: 'e30=', signature: 'AA==' },
        },
      ],
    },
  ],
});

export const statement = JSON.stringify({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'pkg:npm/%40acme/mint@1.0.0', digest: { sha512: '00' } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: { buildDefinition: { externalParameters: { workflow: { ref: 'refs/heads/main', path: 'a.yml' } } } },
});

export const rss =
  '<?xml version="1.0"?><rss version="2.0"><channel><title>a</title><item><title>mint 1.0</title><link>https://example.com/mint/</link><pubDate>Sun, 01 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>';

export const npmAnswer = JSON.stringify({
  name: '@acme/mint',
  'dist-tags': { latest: '1.0.0' },
  versions: {
    '1.0.0': {
      version: '1.0.0',
      dist: { integrity: 'sha512-AA==', attestations: { url: 'x' } },
      _npmUser: { name: 'ada' },
    },
  },
  time: { created: '2026-01-01T00:00:00.000Z', '1.0.0': '2026-01-01T00:00:00.000Z' },
});

/** A tar with one file, byte for byte as Latin-1. */
export const tar = tarOf(
  'mint-1.0.0/.cargo_vcs_info.json',
  '{"git":{"sha1":"0123456789abcdef0123456789abcdef01234567"}}',
);

export const codeOwners =
  '# owners\n* @acme/all\n/.github/ @ada a@example.com\n*.js @b\ndocs/** \n/a\\ b/*.yml @c # why\n';

export const recording = JSON.stringify({
  version: 1,
  created: '2026-11-01T00:00:00Z',
  answers: [
    {
      service: 'npm',
      base: 'main',
      method: 'GET',
      path: '/mint',
      accept: null,
      body: null,
      distiller: null,
      reply: { state: 'answered', status: 200, headers: {}, text: '{}', source: 'https://npm.example/mint' },
    },
  ],
});

export const gitConfig =
  '[core]\n\tbare = false\n[remote "origin"]\n\turl = https://github.com/acme/mint.git ; x\n\tfetch = +refs/*:refs/*\n';

export const remotes: readonly string[] = [
  'https://github.com/acme/mint.git',
  'git@github.com:acme/mint.git',
  'ssh://git@github.com:22/acme/mint',
];

export const destinations: readonly string[] = [
  'sparse+https://user:word@index.example/x?y#z',
  '//index.example:8080/',
];

export const globs: readonly string[] = ['packages/{a,b}/**', '**/*.[ch]', '!(a|b)?/x', 'dist/*.t?z', '\\*[!a-z]'];

export const marker = '<!-- mintmark:v1 key=rollup repository=7 -->\nmore';

export const headers: readonly string[] = [
  'metadata=read; contents=write,checks=write',
  '120',
  'Sun, 01 Nov 2026 10:00:00 GMT',
];

export const texts: readonly string[] = [
  '@acme/mint `code` <b>x</b> [a](javascript:x) ![i](https://example.com/x.png) | #1 @ada https://example.com',
  'ghs_0123456789abcdef https://user:word@example.com eyJhbGciOi.eyJpc3Mi.c2ln Bearer abcdefghijkl',
];

function tarOf(name: string, content: string): string {
  const field = (text: string, length: number) => text.padEnd(length, '\0');
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  const header = (sum: string) =>
    field(
      field(name, 100) +
        octal(0o644, 8) +
        octal(0, 8) +
        octal(0, 8) +
        octal(content.length, 12) +
        octal(0, 12) +
        sum +
        '0' +
        '\0'.repeat(100) +
        'ustar\x0000',
      512,
    );
  const total = Buffer.from(header(' '.repeat(8)), 'latin1').reduce((sum, byte) => sum + byte, 0);
  return header(octal(total, 8)) + field(content, 512) + '\0'.repeat(1024);
}
