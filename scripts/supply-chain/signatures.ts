import { z } from 'zod';
import type { Outcome } from './outcome.ts';

const verified = z.object({ invalid: z.array(z.unknown()), missing: z.array(z.unknown()) });
const refused = z.object({ error: z.object({ code: z.string().nullish(), summary: z.string() }) });
const named = z.object({ name: z.string(), version: z.string() });

/**
 * What `npm audit signatures --json` has found.
 *
 * @param output what it wrote to standard output.
 */
export function signatureOutcome(output: string): Outcome {
  const answer = jsonOf(output);
  const result = verified.safeParse(answer);
  if (!result.success) return { state: 'not-run', reason: reasonOf(answer) };
  const { invalid, missing } = result.data;
  const problems = [
    ...invalid.map((each) => `${titleOf(each)} has a signature or an attestation that does not verify`),
    ...missing.map((each) => `${titleOf(each)} has no signature, though its registry signs what it serves`),
  ];
  if (problems.length > 0) return { state: 'failed', problems };
  return { state: 'ok', says: 'every signature and attestation that the registry serves verifies' };
}

function reasonOf(answer: unknown): string {
  const error = refused.safeParse(answer);
  if (!error.success) return 'npm gave no answer that can be read';
  const { code, summary } = error.data.error;
  const [first = ''] = summary.split('\n');
  const words = first.slice(0, 200).trim();
  return `npm could not verify: ${[code ?? '', words].filter((each) => each !== '').join(', ')}`;
}

function titleOf(value: unknown): string {
  const found = named.safeParse(value);
  return found.success ? `${found.data.name}@${found.data.version}` : 'a package';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
