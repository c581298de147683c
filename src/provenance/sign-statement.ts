import { bundleToJSON } from '@sigstore/bundle';
import { DSSEBundleBuilder, FulcioSigner, RekorWitness } from '@sigstore/sign';

/** Where a signature is made and written down. */
export interface SigningPlace {
  /** The authority that gives a certificate for an identity token; Sigstore's public-good one where it is left out. */
  readonly fulcio?: string;
  /** The transparency log; Sigstore's public-good one where it is left out. */
  readonly rekor?: string;
}

export type SignedStatement =
  /** A Sigstore bundle, version 0.3. */
  | { readonly state: 'signed'; readonly bundle: unknown }
  /** The authority or the log did not answer, or refused. */
  | { readonly state: 'refused'; readonly reason: string };

/**
 * Signs an in-toto statement with a key that lives for this one signature, certified for the bearer of the token, and has
 * it written into the transparency log. Never throws.
 *
 * @param token an OpenID Connect token for the audience `sigstore`
 */
export async function signStatement(statement: object, token: string, place: SigningPlace): Promise<SignedStatement> {
  const { fulcio, rekor } = place;
  const bounds = { timeout: 15_000, retry: { retries: 2 } };
  const signer = new FulcioSigner({
    ...bounds,
    identityProvider: { getToken: () => Promise.resolve(token) },
    ...(fulcio === undefined ? {} : { fulcioBaseURL: fulcio }),
  });
  const witness = new RekorWitness({
    ...bounds,
    entryType: 'dsse',
    ...(rekor === undefined ? {} : { rekorBaseURL: rekor }),
  });
  try {
    const bundle = await new DSSEBundleBuilder({ signer, witnesses: [witness] }).create({
      data: Buffer.from(JSON.stringify(statement)),
      type: 'application/vnd.in-toto+json',
    });
    return { state: 'signed', bundle: bundleToJSON(bundle) };
  } catch (error) {
    return { state: 'refused', reason: reasonOf(error) };
  }
}

/** The library's sentence and what was behind it; neither holds the token. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason was given';
  const cause = 'cause' in error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`.replace(/\s+/g, ' ').slice(0, 300);
}
