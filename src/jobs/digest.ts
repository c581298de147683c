import { createHash } from 'node:crypto';

/** A digest of plain data, maps included; equal data in equal order gives equal digests. */
export function digestOf(value: unknown): string {
  const text = JSON.stringify(value, (_key, part: unknown) => (part instanceof Map ? [...part] : part));
  return createHash('sha256').update(text).digest('base64url');
}
