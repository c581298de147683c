import { z } from 'zod';
import { bundleOfPep740, pep740 } from './pep740.ts';

/** One attestation as a registry hands it out, not yet believed. */
export interface Attestation {
  /** A Sigstore bundle as JSON; its shape is checked when it is verified. */
  readonly bundle: unknown;
  /** What the document around the bundle calls it; null where it says nothing. */
  readonly announced: string | null;
  /** Who published, in the words of PyPI's document; null elsewhere. */
  readonly publisher: Publisher | null;
}

/** PyPI's own record of the trusted publisher of a file. */
export interface Publisher {
  readonly kind: string;
  readonly repository: string | null;
  readonly workflow: string | null;
}

export type ReadAttestations =
  | { readonly state: 'read'; readonly attestations: readonly Attestation[] }
  | { readonly state: 'unreadable'; readonly reason: string };

/** Bytes of a document of attestations, at most. */
export const mostDocumentBytes = 4 * 1024 * 1024;

const mostAttestations = 20;

/**
 * The attestations of a document: npm's and GitHub's `attestations`, PyPI's provenance object (PEP 740), one Sigstore
 * bundle (RubyGems, Maven, release assets), or a list of bundles. Never throws.
 */
export function readAttestations(text: string): ReadAttestations {
  if (Buffer.byteLength(text) > mostDocumentBytes) return unreadable('it is larger than 4 MiB');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return unreadable('it is not JSON');
  }
  const attestations = shapes.map((shape) => shape(json)).find((found) => found !== null);
  if (attestations === undefined || attestations === null)
    return unreadable(
      'it is neither a Sigstore bundle nor a document of attestations of npm, PyPI, RubyGems or GitHub',
    );
  if (attestations.length === 0) return unreadable('it holds no attestation');
  if (attestations.length > mostAttestations) return unreadable(`it holds more than ${mostAttestations} attestations`);
  return { state: 'read', attestations };
}

/** Does it sign a file's bytes, and no statement? Then nothing can be verified without the file. */
export function signsFile({ bundle }: Attestation): boolean {
  return aSignatureOfFile.safeParse(bundle).success;
}

const aSignatureOfFile = z.looseObject({ messageSignature: z.looseObject({}) });

type Shape = (json: unknown) => readonly Attestation[] | null;

const aBundle = z.looseObject({ mediaType: z.string(), verificationMaterial: z.looseObject({}) });

const anEnvelopeOfBundles = z.looseObject({
  attestations: z.array(z.looseObject({ predicateType: z.string().optional(), bundle: z.unknown() })),
});

/** How the documents look, each told from the others by what it must hold. */
const shapes: readonly Shape[] = [
  (json) => (aBundle.safeParse(json).success ? [plain(json)] : null),
  (json) => (z.array(aBundle).safeParse(json).success ? (json as readonly unknown[]).map(plain) : null),
  (json) => {
    const { data } = anEnvelopeOfBundles.safeParse(json);
    if (data === undefined) return null;
    return data.attestations.map(({ bundle, predicateType }) => ({
      ...plain(bundle),
      announced: predicateType ?? null,
    }));
  },
  (json) => {
    const { data } = pep740.safeParse(json);
    if (data === undefined) return null;
    return data.attestation_bundles.flatMap(({ publisher, attestations }) =>
      attestations.map((attestation) => ({
        bundle: bundleOfPep740(attestation),
        announced: null,
        publisher: {
          kind: publisher.kind,
          repository: publisher.repository ?? null,
          workflow: publisher.workflow ?? null,
        },
      })),
    );
  },
];

const plain = (bundle: unknown): Attestation => ({ bundle, announced: null, publisher: null });

const unreadable = (reason: string): ReadAttestations => ({ state: 'unreadable', reason });
