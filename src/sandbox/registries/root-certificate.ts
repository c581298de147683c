import { type KeyObject, sign } from 'node:crypto';

/**
 * The same self-signed certificate, valid from 2020 to 2049. The mock's authority makes its own valid from today on,
 * while stories are told of earlier days.
 */
export function longLived(certificate: Buffer, key: KeyObject): Buffer {
  const [signed, algorithm] = childrenOf(certificate);
  if (signed === undefined || algorithm === undefined) throw new Error('the root certificate is not as X.509 has it');
  const patched = Buffer.from(signed);
  // Version, serial number, algorithm, issuer: the fifth is the validity.
  const validity = childrenOf(patched)[4];
  if (validity?.length !== validityOf2020.length) throw new Error('the root certificate has no validity in UTCTime');
  validityOf2020.copy(validity);
  const signature = sign('sha384', patched, key);
  return tagged(0x30, Buffer.concat([patched, algorithm, tagged(0x03, Buffer.concat([Buffer.from([0]), signature]))]));
}

const utcTime = (text: string): Buffer => tagged(0x17, Buffer.from(text));

const validityOf2020 = tagged(0x30, Buffer.concat([utcTime('200101000000Z'), utcTime('491231235959Z')]));

/** The elements of a DER sequence, each with tag and length, as views on the same bytes. */
function childrenOf(sequence: Buffer): readonly Buffer[] {
  const children: Buffer[] = [];
  let at = headerLength(sequence, 0);
  while (at < sequence.length) {
    const end = at + headerLength(sequence, at) + contentLength(sequence, at);
    children.push(sequence.subarray(at, end));
    at = end;
  }
  return children;
}

function headerLength(bytes: Buffer, at: number): number {
  const first = bytes[at + 1] ?? 0;
  return first < 0x80 ? 2 : 2 + (first - 0x80);
}

function contentLength(bytes: Buffer, at: number): number {
  const first = bytes[at + 1] ?? 0;
  return first < 0x80 ? first : bytes.readUIntBE(at + 2, first - 0x80);
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
