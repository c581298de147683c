import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** The bytes made small: JSON to an eighth, in less time than a database needs to write the rest. */
export function packed(bytes: Uint8Array): Buffer {
  return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

/**
 * What was packed. Bytes that were kept as they are, by a version that did not pack them, are given back as they are.
 * @throws where it is damaged, or larger than anything that is kept
 */
export function unpacked(bytes: Uint8Array): Buffer {
  const kept = Buffer.from(bytes);
  const isPacked = kept.subarray(0, beginning.length).equals(beginning);
  return isPacked ? zstdDecompressSync(kept, { maxOutputLength: largest }) : kept;
}

/** Of every frame of Zstandard; no JSON begins like it. */
const beginning = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** In bytes: more than GitHub's largest webhook. */
const largest = 32 * 1024 * 1024;
