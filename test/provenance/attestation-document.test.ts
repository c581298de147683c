import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAttestations } from '../../src/provenance/attestation-document.ts';
import { publicGoodTrust } from '../../src/provenance/trust.ts';
import { verifyBundle } from '../../src/provenance/verify-bundle.ts';

const bundle = {
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  verificationMaterial: { certificate: { rawBytes: 'AA==' }, tlogEntries: [] },
  dsseEnvelope: { payload: 'e30=', payloadType: 'text/plain', signatures: [{ sig: 'AA==', keyid: '' }] },
};

const pypiAttestation = {
  version: 1,
  verification_material: { certificate: 'AA==', transparency_entries: [] },
  envelope: { statement: 'e30=', signature: 'AA==' },
};

const pypi = (attestation: unknown) => ({
  version: 1,
  attestation_bundles: [
    { publisher: { kind: 'GitHub', repository: 'octo/demo', workflow: 'r.yml' }, attestations: [attestation] },
  ],
});

const read = (json: unknown) => readAttestations(JSON.stringify(json));

describe('a document of attestations', () => {
  it.each([
    ['one bundle', bundle, 1],
    ['a list of bundles', [bundle, bundle], 2],
    ["npm's", { attestations: [{ predicateType: 'x', bundle }] }, 1],
    ["GitHub's", { attestations: [{ bundle, repository_id: 1 }, { bundle }] }, 2],
    ["PyPI's", pypi(pypiAttestation), 1],
  ])('is read: %s', (_, json, count) => {
    const result = read(json);
    expect(result.state === 'read' && result.attestations.length).toBe(count);
  });

  it("of PyPI becomes a bundle, beside PyPI's word on the publisher", () => {
    const result = read(pypi(pypiAttestation));
    expect(result.state === 'read' && result.attestations).toMatchObject([
      {
        publisher: { kind: 'GitHub', repository: 'octo/demo', workflow: 'r.yml' },
        bundle: { dsseEnvelope: { payload: 'e30=', signatures: [{ sig: 'AA==' }] } },
      },
    ]);
  });

  it.each([
    ['<html>', 'it is not JSON'],
    ['', 'it is not JSON'],
    ['{}', 'neither'],
    ['null', 'neither'],
    ['7', 'neither'],
    ['{"attestations":{}}', 'neither'],
    [JSON.stringify(pypi({ ...pypiAttestation, version: 2 })), 'neither'],
    ['[]', 'no attestation'],
    ['{"attestations":[]}', 'no attestation'],
    [JSON.stringify(Array.from({ length: 21 }, () => bundle)), 'more than 20'],
    [' '.repeat(4 * 1024 * 1024 + 1), 'larger than 4 MiB'],
    ['['.repeat(1_000_000), 'not JSON'],
  ])('is refused in words: %.30s', (text, reason) => {
    const result = readAttestations(text);
    expect(result.state === 'unreadable' && result.reason).toContain(reason);
  });
});

describe('a bundle of anything', () => {
  const trust = publicGoodTrust();

  it('is refused and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        readAttestations(JSON.stringify(json));
        expect(verifyBundle(json, trust, null).state).toBe('refused');
      }),
    );
  });

  it('is refused in each of its parts', () => {
    const paths = [['mediaType'], ['verificationMaterial'], ['dsseEnvelope'], ['dsseEnvelope', 'signatures']];
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), ([first = '', second], value) => {
        const changed: Record<string, unknown> = structuredClone(bundle);
        changed[first] = second === undefined ? value : { ...bundle.dsseEnvelope, [second]: value };
        const result = verifyBundle(changed, trust, null);
        expect(result.state === 'refused' && result.reason.length).toBeGreaterThan(10);
      }),
    );
  });
});
