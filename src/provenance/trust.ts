import { PublicKey, TrustedRoot } from '@sigstore/protobuf-specs';
import seeds from '@sigstore/tuf/seeds.json' with { type: 'json' };
import { type TrustMaterial, toTrustMaterial } from '@sigstore/verify';
import { z } from 'zod';

/** Whom to believe: certificate authorities, logs and clocks of a Sigstore instance, and npm's registry keys. */
export interface Trust {
  readonly name: string;
  readonly material: TrustMaterial;
  /** ISO day on which the newest of its keys became valid; null where it tells none. */
  readonly newestKey: string | null;
  /** ISO time at which its instance vouched for it last; null for one that was shipped with Mintmark or given as a file. */
  readonly refreshedAt: string | null;
}

export type ReadTrust =
  | { readonly state: 'read'; readonly trust: Trust }
  | { readonly state: 'unreadable'; readonly reason: string };

/** Sigstore's public-good instance, as it was when the installed `@sigstore/tuf` was released. */
export function publicGoodTrust(): Trust {
  return trustOf(publicGoodName, JSON.parse(seed('trusted_root.json')), npmKeysOf(seed(npmKeysTarget)));
}

export const publicGoodName = "Sigstore's public-good instance";

/**
 * The trust that a `trusted_root.json` describes. npm's keys are those of npm itself, as they were shipped, where no other
 * file of them is given. Never throws.
 */
export function readTrust(name: string, text: string, npmKeys: string = seed(npmKeysTarget)): ReadTrust {
  try {
    const trust = trustOf(name, JSON.parse(text), npmKeysOf(npmKeys));
    const { certificateAuthorities, tlogs } = trust.material;
    if (certificateAuthorities.length > 0 && tlogs.length > 0) return { state: 'read', trust };
  } catch {
    // Whatever was wrong with it, one sentence helps more than the parser's.
  }
  return { state: 'unreadable', reason: 'it is no trusted root of Sigstore with authorities and logs' };
}

function trustOf(name: string, json: unknown, npmKeys: Record<string, PublicKey>): Trust {
  const root = TrustedRoot.fromJSON(json);
  const starts = [
    ...root.tlogs.map(({ publicKey }) => publicKey?.validFor?.start),
    ...root.ctlogs.map(({ publicKey }) => publicKey?.validFor?.start),
    ...root.certificateAuthorities.map(({ validFor }) => validFor?.start),
    ...root.timestampAuthorities.map(({ validFor }) => validFor?.start),
  ].flatMap((start) => (start === undefined ? [] : [start.toISOString().slice(0, 10)]));
  return {
    name,
    material: toTrustMaterial(root, npmKeys),
    newestKey: starts.toSorted().at(-1) ?? null,
    refreshedAt: null,
  };
}

const keysFile = z.object({
  keys: z.array(z.object({ keyId: z.string(), keyUsage: z.string(), publicKey: z.unknown() })),
});

/** The keys with which npm's registry signs attestations, by the hint that names them. */
function npmKeysOf(text: string): Record<string, PublicKey> {
  return Object.fromEntries(
    keysFile
      .parse(JSON.parse(text))
      .keys.filter(({ keyUsage }) => keyUsage === 'npm:attestations')
      .map(({ keyId, publicKey }) => [keyId, PublicKey.fromJSON(publicKey)]),
  );
}

const publicGood = seeds['https://tuf-repo-cdn.sigstore.dev'].targets;

/** Where npm's keys lie among the targets, encoded as a file name. */
const npmKeysTarget = Object.keys(publicGood).find((name) => name.endsWith('%2Fkeys.json')) ?? '';

/** The same as the repository of the instance calls it. */
export const npmKeysName = decodeURIComponent(npmKeysTarget);

function seed(name: string): string {
  const content = Object.entries(publicGood).find(([target]) => target === name)?.[1] ?? '';
  return Buffer.from(content, 'base64').toString('utf8');
}
