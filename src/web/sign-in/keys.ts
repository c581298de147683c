import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Signatures } from '../document.ts';

/** What the dashboard seals and signs with. All of it comes from the app's client secret: with another one, nothing holds. */
export interface SignInKeys extends Signatures {
  /** For A256GCM. */
  readonly sealing: Uint8Array;
  sign(text: string): string;
}

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export function signInKeys({ clientId, clientSecret }: ClientCredentials): SignInKeys {
  const keyFor = (purpose: string) =>
    new Uint8Array(hkdfSync('sha256', clientSecret, clientId, `mintmark ${purpose}`, 32));
  const signing = keyFor('signatures');
  const sign = (text: string) => createHmac('sha256', signing).update(text).digest('base64url');
  return { sealing: keyFor('sessions'), sign, isSigned: (text, signature) => isSame(sign(text), signature) };
}

/** Where sign-in is not set up, nobody can have been given anything. */
export const noSignatures: Signatures = { sign: () => null, isSigned: () => false };

/** Takes the same time whatever is wrong with it. */
export function isSame(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}
