import type { RegistryId } from '../types/registry-id.ts';

/** The work that waits, in the store's own Postgres, so that nothing that was acknowledged is lost. */
export interface Queue {
  /** A delivery is stored and is to be worked on. */
  delivery(id: string): Promise<void>;
  /** A repository has checks or an audit that are wanted. Many calls make one job; two never run at once. */
  repository(id: number, options?: { readonly notBefore?: number }): Promise<void>;
  /** The repositories of an installation are to be listed and audited. */
  installation(id: number): Promise<void>;
  /** Packages of a repository are due to be looked at on their registries. */
  look(repositoryId: number): Promise<void>;
  /** What has changed on a registry is to be read. */
  feed(registry: RegistryId): Promise<void>;
}
