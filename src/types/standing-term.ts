import type { RegistryId } from './registry-id.ts';

/** An exemption or a declaration of the policy, as far as people have to be told of it. */
export interface StandingTerm {
  readonly what: 'exemption' | 'declaration';
  readonly control: string;
  /** Null: of every registry. */
  readonly registry: RegistryId | null;
  readonly by: string;
  /** ISO 8601 day: its last one. */
  readonly until: string;
  /** Whose file says it. */
  readonly from: 'repository' | 'organisation';
}

/** What has to be told of a policy's exemptions and declarations. */
export interface Standing {
  /** In use, and about to end. */
  readonly ending: readonly StandingTerm[];
  /** Of no use any more: what it was for is gone. */
  readonly idle: readonly StandingTerm[];
}
