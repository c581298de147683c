import type { RegistryRelease } from '../registries/release.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { takesAttestations } from './attested.ts';
import type { AttestedState, ReleaseFactsRow } from './facts.ts';
import { isInStagedWindow } from './guards/time.ts';
import type { TrustRank } from './ledger.ts';

/** How strong the evidence of one release is, by itself; null where the registry does not tell. */
export function rankOf(registry: RegistryId, release: RegistryRelease, { state }: AttestedState): TrustRank | null {
  const { kind, approver } = release.publisher;
  if (approver !== null) return 'staged';
  if (kind === 'trusted') return 'trusted-publishing';
  if (state === 'verified') return provedByAttestation.has(registry) ? 'trusted-publishing' : 'provenance';
  if (kind === 'unknown' || state === 'partial') return null;
  // A named account beside attestations that nobody read: the evidence may be there.
  return state === 'unknown' && release.attested !== 'no' && takesAttestations(registry) ? null : 'none';
}

/**
 * Was it published while npm recorded who approved a staged release, and nothing else? Then it stands between trusted
 * releases, under a person's name, with provenance that a person at a keyboard could not have made.
 */
export function isStagedUnmarked(
  registry: RegistryId,
  row: ReleaseFactsRow,
  beside: readonly ReleaseFactsRow[],
): boolean {
  return (
    registry === 'npm' &&
    row.rank === 'provenance' &&
    isInStagedWindow(row) &&
    beside.some(({ rank }) => rank === 'trusted-publishing' || rank === 'staged')
  );
}

/** Registries that take attestations of builds from trusted publishers only. */
const provedByAttestation: ReadonlySet<RegistryId> = new Set(['pypi', 'rubygems']);
