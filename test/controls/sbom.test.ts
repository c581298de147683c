import { expect, test } from 'vitest';
import { sbom } from '../../src/controls/sbom.ts';
import { judge } from './judge.ts';
import { npmManifest, npmRepository, workflowOf } from './publishing-fixtures.ts';
import { release, told } from './settings-fixtures.ts';

test('what is attached by hand, files do not show', async () => {
  const judgements = await judge(sbom, npmRepository());
  expect(judgements).toMatchObject([{ verdict: 'unknown', registry: null }]);
  expect(judgements[0]?.settles).toContain('contents:read');
});

test.each([
  ['an action', ['- uses: anchore/sbom-action@v0']],
  ['an attestation', ['- uses: actions/attest-sbom@v2']],
  ['an image', ['- uses: docker/build-push-action@v6', '  with:', '    push: true', '    sbom: true']],
  ['npm sbom', ['- run: npm sbom --sbom-format=cyclonedx > sbom.json']],
  ['syft', ['- run: |', '    mkdir out', '    syft . -o spdx-json=out/sbom.json']],
  ['a runner', ['- run: npx cdxgen -o sbom.json']],
  ['cargo', ['- run: cargo cyclonedx --format json']],
])('put right: %s makes one', async (_name, steps) => {
  const files = {
    'package.json': npmManifest,
    '.github/workflows/release.yml': workflowOf([...steps, '- run: npm publish']),
  };
  expect(await judge(sbom, files)).toMatchObject([{ verdict: 'pass' }]);
});

test.each([
  ['an image without', ['- uses: docker/build-push-action@v6', '  with:', '    push: true', '    sbom: false']],
  ['a download', ['- uses: anchore/sbom-action/download-syft@v0']],
  ['a word', ['- run: echo npm sbom syft']],
])('%s makes none', async (_name, steps) => {
  const files = {
    'package.json': npmManifest,
    '.github/workflows/release.yml': workflowOf([...steps, '- run: npm publish']),
  };
  expect(await judge(sbom, files)).toMatchObject([{ verdict: 'unknown' }]);
});

test('a workflow that has nothing to do with releases does not count', async () => {
  const nightly = workflowOf(['- uses: anchore/sbom-action@v0']).replace("push:\n    tags: ['v*']", 'pull_request:');
  expect(await judge(sbom, { ...npmRepository(), '.github/workflows/scan.yml': nightly })).toMatchObject([
    { verdict: 'unknown' },
  ]);
});

test('GoReleaser makes one when it is asked to', async () => {
  const files = { ...npmRepository(), '.goreleaser.yaml': 'version: 2\nsboms:\n  - artifacts: archive\n' };
  expect((await judge(sbom, files))[0]?.reason).toContain('(`.goreleaser.yaml`, line 2)');
});

test.each(['bom.json', 'demo.spdx.json', 'demo-1.0.0.cdx.json', 'demo_sbom.xml', 'demo.spdx'])(
  'put right: %s is attached to the newest release',
  async (name) => {
    const settings = { releases: told([release('v1.1.0', ['demo.tgz', name])]) };
    expect(await judge(sbom, npmRepository(), { settings })).toMatchObject([
      { verdict: 'pass', reason: `\`v1.1.0\` carries \`${name}\`` },
    ]);
  },
);

test.each([
  ['no release', [], 'no release on GitHub has files attached'],
  [
    'other files',
    [release('v1.1.0', ['demo.tgz', 'demo-bom-1.0.0.pom', 'bombay.json'])],
    'none is attached to `v1.1.0`',
  ],
  [
    'only an older one',
    [release('v1.1.0', ['demo.tgz']), release('v1.0.0', ['bom.json'])],
    'none is attached to `v1.1.0`',
  ],
])('%s fails', async (_name, releases, words) => {
  const [found] = await judge(sbom, npmRepository(), { settings: { releases: told(releases) } });
  expect(found).toMatchObject({ verdict: 'fail', key: ['release'] });
  expect(found?.reason).toContain(words);
});
