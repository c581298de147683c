import type { CertificateRequest } from './certificate.ts';

/** A Sigstore instance that nobody but the sandbox trusts. */
export interface MockSigstore {
  /** `trusted_root.json`, as text. */
  readonly trustedRoot: string;
  /** Signs an in-toto statement; `form` is that of the bundle, before 0.3 with the chain of certificates. */
  signStatement(statement: unknown, by: CertificateRequest, at: Date, form: '0.2' | '0.3'): Promise<unknown>;
  /** Signs a file's bytes. */
  signFile(bytes: Buffer, by: CertificateRequest, at: Date): Promise<unknown>;
}

/** Gives the instance. It is loaded and made on the first call: most scenarios never need it. */
export function mockSigstore(): () => Promise<MockSigstore> {
  let made: Promise<MockSigstore> | null = null;
  return () => {
    made ??= import('./sigstore-instance.ts').then(({ makeSigstore }) => makeSigstore());
    return made;
  };
}
