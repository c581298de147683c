import { expect, test } from 'vitest';
import { sbom } from '../../src/controls/sbom.ts';
import { judge } from './judge.ts';
import { npmManifest, npmRepository, workflowOf } from './publishing-fixtures.ts';

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
  expect((await judge(sbom, files))[0]?.reason).toContain('.goreleaser.yaml, line 2');
});
