import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { errorCode } from './error-code.ts';

export type TextReading = { readonly text: string } | { readonly unreadable: string };

/** Larger files are no source that anybody wrote. */
const fileSizeLimit = 5 * 1024 * 1024;

/** The text of a regular file in UTF-8 or, with a byte order mark, UTF-16; or why there is none. */
export function readText(disk: string): TextReading {
  const bytes = readBytes(disk, fileSizeLimit);
  return Buffer.isBuffer(bytes) ? decode(bytes) : bytes;
}

/** The bytes of a regular file of at most `limit` bytes, or why there are none. Never waits on a pipe or a device. */
export function readBytes(disk: string, limit: number): Buffer | { readonly unreadable: string } {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(disk, openFlags);
    const status = fstatSync(descriptor);
    if (!status.isFile()) return { unreadable: 'it is not a regular file' };
    if (status.size > limit) return tooLarge(status.size, limit);
    const bytes = Buffer.alloc(Math.max(status.size, 1));
    let length = 0;
    while (length < bytes.length) {
      const count = readSync(descriptor, bytes, length, bytes.length - length, length);
      if (count === 0) break;
      length += count;
    }
    return bytes.subarray(0, length);
  } catch (error) {
    const code = errorCode(error);
    return { unreadable: explanations.get(code) ?? `it cannot be read (${code})` };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

// Links have been resolved before: one that appears since then is not followed. Windows knows neither flag.
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

const explanations: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'this user may not read it'],
  ['EPERM', 'this user may not read it'],
  ['ENOENT', 'it has gone since the files were listed'],
  ['ELOOP', 'it has become a symbolic link since the files were listed'],
]);

function tooLarge(size: number, limit: number): { readonly unreadable: string } {
  const mebibyte = 1024 * 1024;
  const actual = (size / mebibyte).toFixed(1);
  return { unreadable: `it is too large: ${actual} MiB, the limit is ${limit / mebibyte} MiB` };
}

function decode(bytes: Buffer): TextReading {
  for (const { mark, encoding, title } of byteOrderMarks) {
    if (!bytes.subarray(0, mark.length).equals(Buffer.from(mark))) continue;
    try {
      // The decoder takes the mark away.
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
    } catch {
      return { unreadable: `it begins as ${title} but is not valid ${title}` };
    }
  }
  if (bytes.includes(0)) return { unreadable: 'it is a binary file' };
  if (isUtf8(bytes)) {
    const start = bytes.subarray(0, utf8Mark.length).equals(Buffer.from(utf8Mark)) ? utf8Mark.length : 0;
    return { text: bytes.toString('utf8', start) };
  }
  const offset = validLength(bytes);
  const line = bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length + 1;
  return { unreadable: `it is not valid UTF-8: the byte at offset ${offset} (line ${line}) belongs to no character` };
}

const utf8Mark = [0xef, 0xbb, 0xbf];

const byteOrderMarks = [
  { mark: [0xff, 0xfe], encoding: 'utf-16le', title: 'UTF-16' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be', title: 'UTF-16' },
];

/** Bytes up to the first that is not valid UTF-8. */
function validLength(bytes: Buffer): number {
  let start = 0;
  while (start < bytes.length) {
    const length = [1, 2, 3, 4].find(
      (size) => start + size <= bytes.length && isUtf8(bytes.subarray(start, start + size)),
    );
    if (length === undefined) return start;
    start += length;
  }
  return start;
}
