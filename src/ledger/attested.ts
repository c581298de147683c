import type { Identity } from '../provenance/index.ts';
import type { RegistryRelease } from '../registries/release.ts';
import type { Observation } from '../types/observation.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { AttestedFileRecord } from './case.ts';
import type { AttestedState } from './facts.ts';

/** What the attestations of one release say together. */
export interface Attested {
  readonly state: AttestedState;
  /** Identities that hold, by the name of the file. */
  readonly identities: readonly FileIdentity[];
}

export interface FileIdentity {
  readonly file: string | null;
  readonly identity: Identity;
}

/**
 * Sums up the verified attestations of a release. Only builds count: npm's own record of a publication proves nothing of
 * where it came from. `records` is undefined where nobody asked.
 */
export function attestedOf(
  release: RegistryRelease,
  records: Observation<readonly AttestedFileRecord[]> | undefined,
): Attested {
  if (records?.state === 'seen') return summed(release, records.value);
  if (records?.state === 'unreadable')
    return without('unknown', `its attestations could not be read: ${records.reason}`);
  if (release.attested === 'no') return without('none');
  if (release.attested === 'yes')
    return records === undefined
      ? without('unknown', 'the registry says that it is attested; nobody has asked for the attestations')
      : without('unknown', 'the registry says that it is attested, and does not serve the attestations');
  return records === undefined ? without('unknown') : without('none');
}

/** Does the registry keep attestations beside its packages? */
export function takesAttestations(registry: RegistryId): boolean {
  return !attestsNothing.has(registry);
}

const attestsNothing: ReadonlySet<RegistryId> = new Set(['crates.io', 'packagist', 'nuget', 'pub.dev', 'hex', 'go']);

function without(state: 'none' | 'unknown', ...reasons: readonly string[]): Attested {
  return { state: { state, reasons }, identities: [] };
}

function summed(release: RegistryRelease, records: readonly AttestedFileRecord[]): Attested {
  const refusals = records.flatMap(({ attestations }) => attestations.flatMap(({ failures }) => failures));
  const identities = records.flatMap(identitiesOf).sort(byFile);
  if (refusals.length > 0)
    return { state: { state: 'refused', reasons: [...new Set(refusals)].slice(0, 8) }, identities };
  const proved = new Set(identities.map(({ file }) => file));
  if (proved.size === 0)
    return records.some(({ attestations }) => attestations.length > 0) ? nothingBuilt : unreadable(release);
  if (proved.has(null) || release.files.length === 0) return { state: { state: 'verified', reasons: [] }, identities };
  const others = release.files.filter(({ name }) => !proved.has(name));
  const bare = others.filter(({ attested }) => attested === 'no');
  const unread = others.filter(({ attested }) => attested === 'yes');
  if (bare.length > 0)
    return {
      state: { state: 'partial', reasons: bare.slice(0, 8).map(({ name }) => `\`${name}\` has no attestation`) },
      identities,
    };
  if (unread.length > 0)
    return {
      state: {
        state: 'unknown',
        reasons: unread.slice(0, 8).map(({ name }) => `the attestation of \`${name}\` was not read`),
      },
      identities,
    };
  return { state: { state: 'verified', reasons: [] }, identities };
}

const nothingBuilt = without('none', 'what is attested is the publication, not a build');

function unreadable(release: RegistryRelease): Attested {
  return release.attested === 'yes'
    ? without('unknown', 'the registry says that it is attested, and serves no attestation')
    : without('none');
}

function identitiesOf({ file, attestations }: AttestedFileRecord): readonly FileIdentity[] {
  return attestations.flatMap(({ identity, failures }) =>
    identity === null || failures.length > 0 ? [] : [{ file, identity }],
  );
}

function byFile(a: FileIdentity, b: FileIdentity): number {
  const [left, right] = [a.file ?? '', b.file ?? ''];
  return left === right ? 0 : left < right ? -1 : 1;
}
