import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTrust, publicGoodTrust, readAttestations, verifyRelease } from '../../src/provenance/index.ts';
import { claimsOf, type MockSigstore, mockSigstore } from './mock-sigstore.ts';
import { type UpdateRepository, updateRepository } from './update-repository.ts';

const now = Date.parse('2026-06-01T00:00:00Z');

let folder: string;
let repository: UpdateRepository | null = null;
let sigstore: MockSigstore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark-trust-'));
  sigstore = await mockSigstore();
});

afterEach(async () => {
  await repository?.close();
  repository = null;
  await sigstore.close();
  await rm(folder, { recursive: true });
});

async function refreshFrom(served: UpdateRepository, timeLimit = 5000) {
  repository = served;
  const root = join(folder, 'first-root.json');
  await writeFile(root, served.root);
  const cacheFolder = join(folder, 'cache');
  const opened = await openTrust({ refresh: true, cacheFolder, now, timeLimit, mirror: { url: served.url, root } });
  if (opened.state !== 'opened') throw new Error(opened.reason);
  return opened;
}

describe('the public-good root', () => {
  it('is the shipped one where nobody wants a refresh, and says how old it is', async () => {
    const opened = await openTrust({ cacheFolder: folder, now });
    expect(opened).toMatchObject({ state: 'opened', trust: { refreshedAt: null } });
    expect(opened.state === 'opened' ? opened.notes.join() : '').toMatch(
      /newest key is of 20\d\d-\d\d-\d\d: it was not/,
    );
  });

  it('is refreshed from a repository whose signatures hold, and verifies by what came', async () => {
    const { trust, notes } = await refreshFrom(await updateRepository({ 'trusted_root.json': sigstore.trustedRoot }));
    expect(notes).toEqual([]);
    expect(trust.refreshedAt).toBe('2026-06-01T00:00:00.000Z');
    const bundle = await sigstore.sign(
      {
        _type: 'https://in-toto.io/Statement/v1',
        subject: [{ name: 'pkg:npm/demo@1.2.3', digest: { sha512: 'ab' } }],
        predicateType: 'https://spdx.dev/Document',
        predicate: {},
      },
      claimsOf('octo/demo'),
    );
    const read = readAttestations(JSON.stringify(bundle));
    if (read.state === 'unreadable') throw new Error(read.reason);
    const release = { registry: 'npm', name: 'demo', version: '1.2.3' } as const;
    const expectation = { release, repository: null, workflow: null, artifact: null };
    expect(verifyRelease(read.attestations, expectation, trust).verified).toBe(true);
    expect(verifyRelease(read.attestations, expectation, publicGoodTrust()).verified).toBe(false);
  });

  it.each<readonly [string, (served: UpdateRepository) => void]>([
    ['a root that is none', (served) => served.replace('trusted_root.json', '{}')],
    ['a root that nobody signed', (served) => served.replace('trusted_root.json', '{"tlogs":[]}')],
    ['a time stamp that nobody signed', (served) => served.replace('timestamp.json', '{"signed":{},"signatures":[]}')],
    ['a page', (served) => served.replace('timestamp.json', '<!doctype html>')],
    ['a list that is too large', (served) => served.replace('1.targets.json', 'x'.repeat(6_000_000))],
  ])('stays the shipped one where the repository has %s', async (_, change) => {
    const served = await updateRepository({ 'trusted_root.json': sigstore.trustedRoot });
    change(served);
    const { trust, notes } = await refreshFrom(served);
    expect(trust).toMatchObject({ refreshedAt: null, newestKey: publicGoodTrust().newestKey });
    expect(notes).toEqual([
      expect.stringMatching(/^The trusted root is the one that came .* could not be used .*\(.+\)\.$/),
    ]);
  });

  it('stays the shipped one where the repository has signed something that is no trusted root', async () => {
    const { trust, notes } = await refreshFrom(await updateRepository({ 'trusted_root.json': '{"tlogs":7}' }));
    expect(trust.refreshedAt).toBeNull();
    expect(notes.join()).toContain('no trusted root of Sigstore');
  });

  it('stays the shipped one where what is served has expired', async () => {
    const expired = await updateRepository({ 'trusted_root.json': sigstore.trustedRoot }, '2020-01-01T00:00:00Z');
    const { trust, notes } = await refreshFrom(expired);
    expect(trust.refreshedAt).toBeNull();
    expect(notes.join()).toContain('expired');
  });

  it('stays the shipped one where nobody answers', async () => {
    const served = await updateRepository({ 'trusted_root.json': sigstore.trustedRoot });
    served.replace('timestamp.json', null);
    const { trust, notes } = await refreshFrom(served, 200);
    expect(trust.refreshedAt).toBeNull();
    expect(notes).toHaveLength(1);
  });
});

describe('a root of one\u2019s own', () => {
  it('takes the place of the public-good one', async () => {
    const root = { name: 'root.json', text: sigstore.trustedRoot };
    const opened = await openTrust({ root, refresh: true, cacheFolder: folder, now });
    expect(opened).toMatchObject({ state: 'opened', trust: { name: 'root.json', refreshedAt: null }, notes: [] });
  });

  it('is never replaced where it cannot be read', async () => {
    const opened = await openTrust({ root: { name: 'root.json', text: '{}' }, cacheFolder: folder, now });
    expect(opened).toEqual({ state: 'unreadable', reason: expect.stringContaining('no trusted root') });
  });
});
