import type { DigestState } from '../types/digest-state.ts';

/** The weekly digests of accounts, by installation. */
export interface Digests {
  /** When the last one was made; null before the first. */
  madeAt(installationId: number): Promise<number | null>;
  /** How things stood then. */
  last(installationId: number): Promise<DigestState | null>;
  keep(installationId: number, state: DigestState): Promise<void>;
}
