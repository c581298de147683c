import { z } from 'zod';
import { looseText } from '../loose-fields.ts';
import type { Withdrawal } from '../release.ts';

/**
 * A retired release is still served, with a warning: `renamed`, `deprecated`, `security`, `invalid` or `other`, and a
 * message. Null for what retires nothing.
 */
export function retirementOf(value: unknown): Withdrawal | null {
  const reading = shape.safeParse(value);
  if (!reading.success) return null;
  const words = [reading.data.reason, reading.data.message].filter((word) => word !== null);
  return { kind: 'retracted', reason: words.join(': ') || null };
}

const shape = z.object({ reason: looseText, message: looseText });
