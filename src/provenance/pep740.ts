import { z } from 'zod';

const attestation = z.looseObject({
  version: z.literal(1),
  verification_material: z.looseObject({
    certificate: z.string(),
    transparency_entries: z.array(z.unknown()),
  }),
  envelope: z.looseObject({ statement: z.string(), signature: z.string() }),
});

/** The provenance object that PyPI's Integrity API gives for one file, as PEP 740 describes it. */
export const pep740 = z.looseObject({
  attestation_bundles: z.array(
    z.looseObject({
      publisher: z.looseObject({
        kind: z.string(),
        repository: z.string().nullish(),
        workflow: z.string().nullish(),
      }),
      attestations: z.array(attestation),
    }),
  ),
});

/** The same attestation as a Sigstore bundle: PEP 740 holds the same parts under other names. */
export function bundleOfPep740({ envelope, verification_material: material }: z.infer<typeof attestation>): unknown {
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {
      certificate: { rawBytes: material.certificate },
      tlogEntries: material.transparency_entries,
    },
    dsseEnvelope: {
      payload: envelope.statement,
      payloadType: 'application/vnd.in-toto+json',
      signatures: [{ sig: envelope.signature, keyid: '' }],
    },
  };
}
