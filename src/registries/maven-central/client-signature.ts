import { readSignature, type SignaturePacket } from 'openpgp';

/**
 * Who made an armoured OpenPGP signature, as the signature itself says: the fingerprint in lower-case hexadecimal, or
 * the key's id (the last 16 digits of the same) where an older tool wrote no more. Null for what is no signature. Whether
 * it holds is not checked: Central did before it took the file, and the key alone is asked for, to see that it stays.
 */
export async function issuerOf(armoredSignature: string): Promise<string | null> {
  try {
    const { packets } = await readSignature({ armoredSignature });
    return packets.length === 0 || packets.length > mostPackets ? null : issuerOfPacket(packets[0]);
  } catch {
    return null;
  }
}

function issuerOfPacket(packet: SignaturePacket | undefined): string | null {
  const fingerprint = packet?.issuerFingerprint;
  if (fingerprint instanceof Uint8Array && fingerprint.length >= 20) return Buffer.from(fingerprint).toString('hex');
  const id = packet?.issuerKeyID.toHex() ?? '';
  return /^[0-9a-f]{16}$/.test(id) && !/^0+$/.test(id) ? id : null;
}

/** A file is signed once; a few keys at most. */
const mostPackets = 10;
