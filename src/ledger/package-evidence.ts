import type { PackageHistory } from '../registries/release.ts';
import type { Observation } from '../types/observation.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Advisory } from './case.ts';
import type { Ledger } from './ledger.ts';

/** All that was learnt of one package by asking its registry. Plain data: it is stored as JSON, and judged by. */
export interface PackageEvidence {
  readonly registry: RegistryId;
  /** As the registry spells it where it has it, else as the repository's files do. */
  readonly name: string;
  /** `absent`: the registry has no package of that name. */
  readonly history: Observation<PackageHistory>;
  readonly advisories: Observation<readonly Advisory[]>;
  /** Null where there is no history to make one from. */
  readonly ledger: Ledger | null;
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
  /**
   * The registry pointed to this repository at an earlier look, and does not at this one. Whoever publishes a release
   * writes the links of its metadata, too.
   */
  readonly wasLinked?: true;
}
