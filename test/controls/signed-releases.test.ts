import { expect, test } from 'vitest';
import { signedReleases } from '../../src/controls/signed-releases.ts';
import type { GitHubRelease } from '../../src/github/settings.ts';
import { judge } from './judge.ts';
import { npmRepository, npmWorkflow } from './publishing-fixtures.ts';
import { hidden, release, told } from './settings-fixtures.ts';

async function judged(releases: readonly GitHubRelease[], files = npmRepository()) {
  const [judgement] = await judge(signedReleases, files, { settings: { releases: told(releases) } });
  if (judgement === undefined) throw new Error('nothing was judged');
  return judgement;
}

test('files without a signature fail where no workflow attests', async () => {
  const found = await judged([release('v1.1.0', ['demo.tgz', 'demo.zip', 'demo.zip.asc'])]);
  expect(found).toMatchObject({
    verdict: 'fail',
    reason: '`v1.1.0` has no signature for `demo.tgz`, and no workflow here attests what it builds',
  });
  expect(found.remediation?.steps.join('\n')).toContain('actions/attest-build-provenance');
});

test.each([
  ['detached signatures', ['demo.tgz', 'demo.tgz.asc', 'demo.zip', 'demo.zip.minisig']],
  ['bundles', ['demo.tgz', 'demo.tgz.sigstore.json']],
  ['provenance of a file', ['demo.tgz', 'demo.tgz.intoto.jsonl']],
  ['a signed list of checksums', ['demo.tgz', 'demo.zip', 'SHA256SUMS', 'SHA256SUMS.sig']],
  ['a certificate beside it', ['demo.tgz', 'demo.tgz.sig', 'demo.tgz.pem', 'cosign.pub']],
])('%s that nobody has verified prove nothing', async (_name, assets) => {
  expect(await judged([release('v1.1.0', assets)])).toMatchObject({
    verdict: 'unknown',
    reason: expect.stringContaining('beside it'),
    settles: expect.stringContaining('verify it'),
  });
});

test.each([
  ['an unsigned list of checksums', ['demo.tgz', 'SHA256SUMS']],
  ['a signature for something else', ['demo.tgz', 'other.tgz.sig']],
])('%s proves nothing', async (_name, assets) => {
  expect((await judged([release('v1.1.0', assets)])).verdict).toBe('fail');
});

test('provenance that speaks of several files may cover them: its name does not tell', async () => {
  const found = await judged([release('v1.1.0', ['demo.tgz', 'multiple.intoto.jsonl'])]);
  expect(found).toMatchObject({ verdict: 'unknown', settles: expect.stringContaining('multiple.intoto.jsonl') });
});

test('GitHub attests immutable releases', async () => {
  expect((await judged([release('v1.1.0', ['demo.tgz'], true)])).verdict).toBe('pass');
});

test('where a workflow may attest, files cannot tell', async () => {
  const attesting = npmWorkflow({ idToken: true }).replace(
    'contents: read',
    'contents: read\n      attestations: write',
  );
  const files = { ...npmRepository(), '.github/workflows/release.yml': attesting };
  const found = await judged([release('v1.1.0', ['demo.tgz'])], files);
  expect(found).toMatchObject({ verdict: 'unknown', settles: expect.stringContaining('--repo octo/demo') });
});

test('the newest release with files is asked; without any it does not apply', async () => {
  const found = await judged([release('v1.2.0'), release('v1.1.0', ['demo.tgz'])]);
  expect(found.reason).toContain('v1.1.0');
  expect((await judged([release('v1.2.0')])).verdict).toBe('not-applicable');
  expect((await judge(signedReleases, {}))[0]?.verdict).toBe('not-applicable');
});

test('unread releases are unknown, with the permission', async () => {
  const settings = { releases: hidden('contents:read') };
  expect((await judge(signedReleases, npmRepository(), { settings }))[0]).toMatchObject({
    verdict: 'unknown',
    settles: expect.stringContaining('contents:read'),
  });
});
