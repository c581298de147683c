import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAttestations } from '../../src/provenance/attestation-document.ts';
import type { ReleaseName } from '../../src/provenance/release-name.ts';
import { publicGoodTrust, readTrust } from '../../src/provenance/trust.ts';
import { type Expectation, verifyRelease } from '../../src/provenance/verify-release.ts';

const folder = join(import.meta.dirname, '../../../shared/data/provenance');
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');

const npm = (version: string): ReleaseName => ({ registry: 'npm', name: 'sigstore', version });
const early = 'npm-sigstore-1.3.0.provenance.bundle.json';
const publish = 'npm-sigstore-1.3.0.publish.bundle.json';
const pypi = 'pypi-sampleproject-4.0.0.tar.gz.provenance.json';
const sampleproject: ReleaseName = { registry: 'pypi', name: 'SampleProject', version: '4.0.0' };

describe.skipIf(!existsSync(folder))('real bundles (skipped where they are not at hand)', () => {
  it.each([
    [early, npm('1.3.0'), 'sigstore/sigstore-js', 'dae8bd8eb433a4147b4655c00fe73e0f22bc0fb1'],
    [
      'npm-sigstore-2.0.0.provenance.bundle.json',
      npm('2.0.0'),
      'sigstore/sigstore-js',
      'f0b49a04e5a62250e0f60fb128004a73110fe311',
    ],
    [pypi, sampleproject, 'pypa/sampleproject', '621e4974ca25ce531773def586ba3ed8e736b3fc'],
  ])('%s is verified, with its commit', (name, release, repository, commit) => {
    const result = verify(textOf(name), { release, repository, workflow: 'release.yml' });
    expect(result.attestations.flatMap(({ failures }) => failures)).toEqual([]);
    expect(result.verified).toBe(true);
    expect(result.attestations[0]?.identity).toMatchObject({ commit, ref: 'refs/heads/main', runner: 'github-hosted' });
    expect(result.attestations[0]?.signedAt).toMatch(/^20\d\d-\d\d-\d\dT/);
  });

  it("npm's own record is verified by npm's key, and says nothing of a build", () => {
    const release = npm('1.3.0');
    expect(verify(textOf(publish), { release })).toMatchObject({
      verified: true,
      attestations: [{ signedBy: 'npm', identity: null }],
    });
    expect(verify(textOf(publish), { release, repository: 'sigstore/sigstore-js' })).toMatchObject({
      verified: false,
      failures: ['no attestation says which repository and workflow built it'],
    });
    expect(verify(textOf(publish), { release: { ...release, registry: 'pypi' } }).verified).toBe(false);
  });

  it("npm's document of both is verified, in either order", () => {
    const bundles = [early, publish].map((name) => ({ bundle: JSON.parse(textOf(name)) }));
    for (const attestations of [bundles, bundles.toReversed()]) {
      const result = verify(JSON.stringify({ attestations }), {
        release: npm('1.3.0'),
        repository: 'sigstore/sigstore-js',
      });
      expect(result.verified).toBe(true);
    }
  });

  it('are refused for another version, repository or publisher', () => {
    expect(verify(textOf(early), { release: npm('1.3.1') }).verified).toBe(false);
    expect(verify(textOf(early), { release: npm('1.3.0'), repository: 'sigstore/sigstore' }).verified).toBe(false);
    const forged = textOf(pypi).replace('"pypa/sampleproject"', '"pypa/other"');
    const { attestations } = verify(forged, { release: sampleproject });
    expect(attestations[0]?.failures).toEqual([
      'PyPI says the repository is pypa/other, the certificate says pypa/sampleproject',
    ]);
  });

  it('of a file asks for the file', () => {
    const release: ReleaseName = { registry: 'rubygems', name: 'sigstore', version: '1.0.0' };
    const { verified, attestations } = verify(textOf('rubygems-sigstore-1.0.0.gem.sigstore.json'), { release });
    expect(verified).toBe(false);
    expect(attestations[0]?.failures.join()).toContain('--artifact');
  });

  it('hold under the trusted root beside them, too', () => {
    const read = readTrust('root', textOf('trusted-root.public-good.json'));
    expect(read.state).toBe('read');
    if (read.state === 'read') expect(verify(textOf(early), { release: npm('1.3.0') }, read.trust).verified).toBe(true);
  });
});

function verify(text: string, change: Partial<Expectation> & Pick<Expectation, 'release'>, trust = publicGoodTrust()) {
  const read = readAttestations(text);
  if (read.state === 'unreadable') throw new Error(read.reason);
  return verifyRelease(read.attestations, { repository: null, workflow: null, artifact: null, ...change }, trust);
}
