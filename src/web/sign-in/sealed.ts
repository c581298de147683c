import { EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';

/** Somebody who has signed in, as a cookie carries it. */
export interface Session {
  readonly id: number;
  readonly login: string;
  /** The person's own, of this app. */
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
}

/** A sign-in that has begun: what has to fit when GitHub sends the browser back. */
export interface Beginning {
  readonly state: string;
  readonly verifier: string;
  /** A path of ours. */
  readonly to: string;
}

/**
 * What cookies hold, sealed: nobody but the server reads it, and what was not sealed here, for another purpose or is over
 * opens to null.
 */
export interface Seals {
  session: Seal<Session>;
  beginning: Seal<Beginning>;
}

interface Seal<Content> {
  seal(content: Content, endsAt: number): Promise<string>;
  open(text: string): Promise<Content | null>;
}

export function sealsBy(key: Uint8Array, clock: () => number): Seals {
  return { session: sealFor('session', session), beginning: sealFor('beginning', beginning) };

  function sealFor<Content>(purpose: string, schema: z.ZodType<Content>): Seal<Content> {
    return {
      seal: (content, endsAt) =>
        new EncryptJWT({ content })
          .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
          .setAudience(purpose)
          .setExpirationTime(new Date(endsAt))
          .encrypt(key),

      async open(text) {
        if (text.length > longest) return null;
        try {
          const { payload } = await jwtDecrypt(text, key, {
            audience: purpose,
            currentDate: new Date(clock()),
            requiredClaims: ['exp'],
            keyManagementAlgorithms: ['dir'],
            contentEncryptionAlgorithms: ['A256GCM'],
          });
          return schema.safeParse(payload['content']).data ?? null;
        } catch {
          // Foreign, forged, of another key or over: it is worth nothing, and nobody's mistake
          return null;
        }
      },
    };
  }
}

/** Browsers keep no longer cookie. */
const longest = 4096;

const session = z.object({ id: z.number(), login: z.string(), token: z.string(), endsAt: z.number() });
const beginning = z.object({ state: z.string(), verifier: z.string(), to: z.string() });
