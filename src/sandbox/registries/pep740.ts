import { z } from 'zod';
import type { Build } from './builds.ts';

const bundle = z.object({
  verificationMaterial: z.object({
    certificate: z.object({ rawBytes: z.string() }),
    tlogEntries: z.array(z.unknown()),
  }),
  dsseEnvelope: z.object({ payload: z.string(), signatures: z.array(z.object({ sig: z.string() })).min(1) }),
});

/** A bundle's parts under the names of PyPI's integrity API, with the trusted publisher that PyPI knows. */
export function pep740Of(signed: unknown, build: Build): unknown {
  const { dsseEnvelope, verificationMaterial } = bundle.parse(signed);
  const attestation = {
    envelope: { signature: dsseEnvelope.signatures[0]?.sig, statement: dsseEnvelope.payload },
    verification_material: {
      certificate: verificationMaterial.certificate.rawBytes,
      transparency_entries: verificationMaterial.tlogEntries,
    },
    version: 1,
  };
  return { attestation_bundles: [{ attestations: [attestation], publisher: publisherOf(build) }], version: 1 };
}

function publisherOf({ provider, repository, workflow, environment }: Build): unknown {
  if (provider === 'gitlab')
    return { claims: null, environment: environment ?? '', kind: 'GitLab', repository, workflow_filepath: workflow };
  const file = workflow.slice(workflow.lastIndexOf('/') + 1);
  return { claims: null, environment: environment ?? '', kind: 'GitHub', repository, workflow: file };
}
