import { z } from 'zod';

/** What GraphQL gives of a git object: its text as a checkout would read it, or why there is none. */
export type BlobReading =
  | { readonly sha: string; readonly text: string }
  | { readonly sha: string; readonly unreadable: string };

/** @returns null for what is no blob */
export function blobReading(value: unknown): BlobReading | null {
  const parsed = blob.safeParse(value);
  if (!parsed.success) return null;
  const { oid: sha, byteSize, isBinary, isTruncated, text } = parsed.data;
  if (isTruncated || byteSize > blobSizeLimit) return { sha, unreadable: tooLarge(byteSize) };
  if (isBinary === true || typeof text !== 'string' || text.includes('\0'))
    return { sha, unreadable: 'it is a binary file' };
  // What is not UTF-8 comes with replacements, which take other room than what they stand for.
  if (text.includes('\uFFFD') && Buffer.byteLength(text) !== byteSize)
    return { sha, unreadable: 'it is not valid UTF-8' };
  if (text.startsWith(pointerStart)) return { sha, unreadable: 'its contents are kept in Git LFS' };
  return { sha, text: text.startsWith('\uFEFF') ? text.slice(1) : text };
}

/** In bytes. GitHub cuts longer texts in answers to GraphQL. */
export const blobSizeLimit = 512 * 1024;

/** In the words that checkouts use. */
export function tooLarge(size: number): string {
  return `it is too large: ${(size / 1024 / 1024).toFixed(1)} MiB, the limit is ${blobSizeLimit / 1024 / 1024} MiB`;
}

const pointerStart = 'version https://git-lfs.github.com/spec/v1';

const blob = z.object({
  oid: z.string(),
  byteSize: z.number(),
  isBinary: z.boolean().nullish(),
  isTruncated: z.boolean().nullish(),
  text: z.string().nullish(),
});
