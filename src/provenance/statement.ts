import { z } from 'zod';

/** An in-toto statement: what is said of which files. */
export interface Statement {
  readonly predicateType: string;
  readonly predicate: unknown;
  readonly subjects: readonly AttestedFile[];
}

export interface AttestedFile {
  readonly name: string;
  /** Hexadecimal, by the name of the algorithm. */
  readonly digest: Readonly<Record<string, string>>;
}

export const predicateTypes = {
  slsa02: 'https://slsa.dev/provenance/v0.2',
  slsa1: 'https://slsa.dev/provenance/v1',
  npmPublish: 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1',
  pypiPublish: 'https://docs.pypi.org/attestations/publish/v1',
} as const;

const shape = z.looseObject({
  _type: z.enum(['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1']),
  predicateType: z.string(),
  predicate: z.unknown(),
  subject: z
    .array(z.looseObject({ name: z.string().optional(), digest: z.record(z.string(), z.string()) }))
    .min(1)
    .max(1000),
});

/** Null where the signed payload is no in-toto statement. */
export function statementOf(payloadType: string, payload: Buffer): Statement | null {
  if (payloadType !== 'application/vnd.in-toto+json') return null;
  try {
    const { data } = shape.safeParse(JSON.parse(payload.toString('utf8')));
    if (data === undefined) return null;
    return {
      predicateType: data.predicateType,
      predicate: data.predicate,
      subjects: data.subject.map(({ name = '', digest }) => ({ name, digest })),
    };
  } catch {
    return null;
  }
}
