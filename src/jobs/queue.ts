import type { RegistryId } from '../types/registry-id.ts';
import type { Urgency } from '../types/urgency.ts';

/**
 * The work that waits, in the store's own Postgres, so that nothing that was acknowledged is lost. Work for which people
 * wait comes first; within that, installations take turns, however much each of them has.
 */
export interface Queue {
  /** A delivery is stored and is to be worked on. */
  delivery(id: string, installationId?: number | null): Promise<void>;
  /** The same for many at once. `installations`: which installation a delivery is about, by its id, as far as it is known. */
  deliveries(ids: readonly string[], installations?: ReadonlyMap<string, number>): Promise<void>;
  /**
   * A repository has checks or an audit that are wanted. Many calls make one job; two never run at once. Where people wait
   * (so it is unless said otherwise), it comes before all that nobody waits for, also where it has waited already as such.
   */
  repository(id: number, options?: { readonly notBefore?: number; readonly urgency?: Urgency }): Promise<void>;
  /** The same for many at once. */
  repositories(ids: readonly number[], options?: { readonly urgency?: Urgency }): Promise<void>;
  /** The repositories of an installation are to be listed and audited. */
  installation(id: number): Promise<void>;
  /** Repositories of an installation are due to be observed, many in one request. Nobody waits for it. */
  batch(installationId: number): Promise<void>;
  /** The installations whose batch waits or runs. */
  batching(): Promise<ReadonlySet<number>>;
  /** Packages of a repository are due to be looked at on their registries. */
  look(repositoryId: number): Promise<void>;
  /**
   * Deployments of a repository ask at the gate, and people wait. `notBefore`: what keeps them waiting is looked at again
   * then, in milliseconds since the epoch.
   */
  gate(repositoryId: number, options?: { readonly notBefore?: number }): Promise<void>;
  /** What has changed on a registry is to be read. */
  feed(registry: RegistryId): Promise<void>;
}
