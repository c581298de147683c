import { type Bundle, bundleFromJSON, isBundleWithMessageSignature } from '@sigstore/bundle';
import { type Signer, toSignedEntity, VerificationError, Verifier } from '@sigstore/verify';
import { z } from 'zod';
import type { Trust } from './trust.ts';

export type VerifiedBundle =
  | {
      readonly state: 'verified';
      readonly bundle: Bundle;
      readonly signer: Signer;
      /** ISO time in UTC, as the log or a timestamp authority signed it. */
      readonly signedAt: string | null;
    }
  | {
      readonly state: 'refused';
      readonly reason: string;
      /** What signed or logged it is unknown to the trusted root, which may only be too old to know it. */
      readonly isStranger: boolean;
    };

/**
 * Whether a bundle's signature, certificate or key, log entry and times hold under the given trust. `artifact` is the
 * signed file, for a bundle that signs a file and not a statement. Never throws: a refusal has a reason in words.
 */
export function verifyBundle(json: unknown, trust: Trust, artifact: Buffer | null): VerifiedBundle {
  const signatures = severalSignatures.safeParse(json).data?.dsseEnvelope.signatures.length;
  if (signatures !== undefined && signatures !== 1)
    return refused(`the envelope holds ${signatures} signatures where there must be exactly one`);
  let bundle: Bundle;
  try {
    bundle = bundleFromJSON(json);
  } catch {
    return refused('the bundle does not have the shape of a Sigstore bundle');
  }
  if (isBundleWithMessageSignature(bundle) && artifact === null)
    return refused(
      'the bundle signs the file itself and names no package, so only the file can show that it belongs to it: give the file (of at most 256 MiB) with --artifact',
    );
  try {
    const entity = toSignedEntity(bundle, artifact ?? undefined);
    const signer = new Verifier(trust.material).verify(entity);
    return { state: 'verified', bundle, signer, signedAt: signedAt(entity.timestamps) };
  } catch (error) {
    return { ...refused(reasonOf(error, bundle, trust)), isStranger: isStranger(error, bundle, trust) };
  }
}

const severalSignatures = z.looseObject({ dsseEnvelope: z.looseObject({ signatures: z.array(z.unknown()) }) });

/** A log's time counts only with the promise that signs it. */
function signedAt(timestamps: ReturnType<typeof toSignedEntity>['timestamps']): string | null {
  const [time] = timestamps.flatMap((each) => {
    if (each.$case === 'timestamp-authority') return [each.timestamp.signingTime];
    const { inclusionPromise, integratedTime } = each.tlogEntry;
    return inclusionPromise === undefined ? [] : [new Date(Number(integratedTime) * 1000)];
  });
  return time === undefined ? null : `${time.toISOString().slice(0, 19)}Z`;
}

function isStranger(error: unknown, bundle: Bundle, { material }: Trust): boolean {
  if (!(error instanceof VerificationError)) return false;
  return !knowsTheLogs(bundle, material) || (error.code === 'TIMESTAMP_ERROR' && knowsNoClock(bundle, material));
}

function knowsNoClock(bundle: Bundle, { timestampAuthorities }: Trust['material']): boolean {
  return timestampAuthorities.length === 0 && isStamped(bundle);
}

function reasonOf(error: unknown, bundle: Bundle, trust: Trust): string {
  if (!(error instanceof VerificationError))
    return 'the certificate, a time or a log entry in the bundle cannot be read';
  if (error.code.startsWith('TLOG') && !knowsTheLogs(bundle, trust.material))
    return 'the transparency log that holds the entry is not known to the trusted root; a newer one may know it';
  if (error.code === 'TIMESTAMP_ERROR' && knowsNoClock(bundle, trust.material))
    return 'its time was signed by a timestamp authority, and the trusted root knows none: a newer trusted root is needed (--trusted-root, MINTMARK_TRUSTED_ROOT)';
  if (error.code === 'CERTIFICATE_ERROR') return certificateReason(error);
  return reasons[error.code];
}

const reasons: Readonly<Record<VerificationError['code'], string>> = {
  SIGNATURE_ERROR: 'the signature is not one of this content by this signer',
  CERTIFICATE_ERROR: 'the certificate was not issued by an authority that the trusted root knows',
  PUBLIC_KEY_ERROR: "the signing key is not one of npm's registry keys, or was not valid at the time of signing",
  TIMESTAMP_ERROR: 'no trustworthy time tells when it was signed',
  TLOG_ERROR: 'it is not recorded in a transparency log as often as is asked',
  TLOG_BODY_ERROR: 'what the transparency log recorded is not what the bundle holds: content or signature was changed',
  TLOG_INCLUSION_PROOF_ERROR: 'the proof that the transparency log holds the entry does not hold',
  TLOG_INCLUSION_PROMISE_ERROR: "the transparency log's signature on the entry and its time does not hold",
  TLOG_MISSING_INCLUSION_ERROR: 'nothing proves that the transparency log holds the entry',
  NOT_IMPLEMENTED_ERROR: 'the bundle uses a form of signature that this version does not know',
};

function certificateReason({ message, cause }: VerificationError): string {
  const words = `${message} ${cause instanceof Error ? cause.message : ''}`;
  if (words.includes('SCT')) return 'the certificate is not recorded in a certificate log that the trusted root knows';
  if (words.includes('not valid or expired')) return 'the certificate was not valid at the time of signing';
  return reasons.CERTIFICATE_ERROR;
}

/** As of version 2 of the log, entries bear no time of the log's own. */
function isStamped({ verificationMaterial }: Bundle): boolean {
  return (verificationMaterial.timestampVerificationData?.rfc3161Timestamps.length ?? 0) > 0;
}

function knowsTheLogs({ verificationMaterial }: Bundle, material: Trust['material']): boolean {
  return verificationMaterial.tlogEntries.every(({ logId }) =>
    material.tlogs.some(({ logID }) => logId !== undefined && logID.equals(logId.keyId)),
  );
}

const refused = (reason: string) => ({ state: 'refused', reason, isStranger: false }) as const;
