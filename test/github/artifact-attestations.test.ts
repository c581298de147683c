import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { artifactAttestations } from '../../src/github/artifact-attestations.ts';
import { readAttestations } from '../../src/provenance/index.ts';
import { richCrate, richScenario } from '../sandbox/description/rich-scenario.ts';
import { localGitHub } from '../sandbox/local-github.ts';
import { fakeClient } from './fake-client.ts';
import { sandboxClient } from './sandbox-client.ts';

describe('artifact attestations', () => {
  it('are handed on as a document that can be verified', async () => {
    const github = await localGitHub(richScenario);
    const client = await sandboxClient(github);
    const crate = await fetch(`${github.sandbox.registries.bases['crates.io']?.['static']}${richCrate}`);
    const digest = createHash('sha256')
      .update(new Uint8Array(await crate.arrayBuffer()))
      .digest('hex');
    const seen = await artifactAttestations(client, 'minters', 'coin', digest.toUpperCase());
    const document = seen.state === 'seen' ? readAttestations(seen.value) : null;
    expect(document).toMatchObject({
      state: 'read',
      attestations: [{ bundle: { mediaType: expect.stringContaining('sigstore.bundle') } }],
    });
    for (const other of ['0'.repeat(64), 'short', ''])
      expect((await artifactAttestations(client, 'minters', 'coin', other)).state).toBe('absent');
    expect((await artifactAttestations(client, 'minters', 'empty', digest)).state).toBe('absent');
    expect(await artifactAttestations(client, 'minters', 'quiet', digest)).toMatchObject({
      state: 'unreadable',
      permission: 'attestations:read',
    });
  });

  it('that GitHub names without sending them are unreadable, never absent', async () => {
    const { client } = fakeClient(() => ({
      data: { attestations: [{ bundle: null, bundle_url: 'https://a.example' }] },
    }));
    expect((await artifactAttestations(client, 'a', 'b', 'a'.repeat(64))).state).toBe('unreadable');
  });
});
