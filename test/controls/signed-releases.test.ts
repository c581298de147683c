import { describe, expect, test } from 'vitest';
import { signedReleases } from '../../src/controls/signed-releases.ts';
import type { GitHubRelease } from '../../src/github/settings.ts';
import { judge } from './judge.ts';
import { type PackageWords, packageEvidence } from './package-evidence.ts';
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

describe('a file that the registry serves, too', () => {
  const wheel = { name: 'demo.whl', digest: `sha256:${'A1'.repeat(32)}`, uploader: 'octocat', size: 1 };
  const served = {
    files: [{ name: 'demo.whl', digests: { sha256: 'a1'.repeat(32) }, publishedAt: null, attested: 'yes' }],
  } as const;

  async function beside(assets: readonly string[], words: PackageWords) {
    const base = release('v1.2.0', assets);
    const [found] = await judge(signedReleases, npmRepository(), {
      settings: {
        releases: told([{ ...base, assets: [{ ...wheel, digest: wheel.digest.toLowerCase() }, ...base.assets] }]),
      },
      packages: [packageEvidence(words)],
    });
    return found;
  }

  test('with an attestation that verifies, needs no other', async () => {
    const words = { releases: [{ version: '1.2.0', release: served }] };
    expect(await beside(['SHA256SUMS'], words)).toMatchObject({
      verdict: 'pass',
      reason: expect.stringContaining('`v1.2.0`'),
    });
    expect(await beside(['demo.zip'], words)).toMatchObject({
      verdict: 'fail',
      reason: expect.stringContaining('no signature for `demo.zip`, and'),
    });
    expect((await beside(['demo.zip', 'demo.zip.asc'], words))?.verdict).toBe('unknown');
  });

  test('proves nothing without one, or with one of another repository', async () => {
    const unproved = { releases: [{ version: '1.2.0', release: served, joins: { attestation: 'missing' } }] } as const;
    expect((await beside([], unproved))?.verdict).toBe('fail');
    const elsewhere = { releases: [{ version: '1.2.0', release: served }], ledger: { link: 'contradicted' } } as const;
    expect((await beside([], elsewhere))?.verdict).toBe('fail');
    const other = { releases: [{ version: '1.2.0', release: served, joins: { digest: 'unknown' } }] } as const;
    expect((await beside([], other))?.verdict).toBe('fail');
  });
});
