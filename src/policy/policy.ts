import type { RegistryId } from '../types/registry-id.ts';
import type { Severity } from '../types/severity.ts';

/** How releases are meant to be made. */
export type ReleaseIntent = 'trusted' | 'staged' | 'local-2fa' | 'manual';

/** `.github/mintmark.yml` after validation; every field has its default. */
export interface Policy {
  /** Inherit the organisation's file of the same name. */
  readonly extends: 'org' | null;
  readonly release: ReleaseIntent | null;
  readonly packages: ReadonlyMap<
    string,
    { readonly registry: RegistryId | null; readonly release: ReleaseIntent | null }
  >;
  /** New findings at or above this fail a pull request's check; null never fails. */
  readonly gate: Severity | null;
  readonly issues: 'rollup' | 'per-control' | 'off';
  readonly incidents: { readonly private: boolean; readonly repository: string | null };
  /** What Mintmark's deployment protection rule goes by; `unsure`: what becomes of what cannot be told. */
  readonly deployments: { readonly unsure: 'reject' | 'approve' | 'leave'; readonly signedTags: boolean };
  /** Everybody may see the badge, where the repository is public. */
  readonly badge: boolean;
  /** Where findings are handed to in SARIF, beside what Mintmark itself shows. */
  readonly sarif: 'code-scanning' | 'off';
  /** What people of the repository took on in an exercise. */
  readonly followUp: readonly FollowUp[];
  readonly declare: readonly Declaration[];
  readonly accept: readonly Exemption[];
  /** What the organisation leaves to the repository of these two; null where it keeps one for itself. */
  readonly limits: {
    readonly accept: { readonly days: number | null; readonly never: readonly string[] } | null;
    readonly declare: { readonly days: number | null } | null;
  };
}

/** What no API shows, said by a person, with a date. Dates are ISO 8601 days. */
export interface Declaration {
  readonly control: string;
  readonly registry: RegistryId | null;
  readonly by: string;
  readonly on: string;
  /** As written, or earlier where the organisation limits it. */
  readonly until: string;
  /** Whose file says it. */
  readonly from: 'repository' | 'organisation';
}

/** A finding that is accepted for a while. */
export interface Exemption {
  readonly control: string;
  readonly registry: RegistryId | null;
  readonly reason: string;
  readonly by: string;
  /** As written, or earlier where the organisation limits it. */
  readonly until: string;
  /** The findings that it accepts, by the start of their fingerprints; null: every one of the control and the registry. */
  readonly evidence: readonly string[] | null;
  /** Whose file says it. */
  readonly from: 'repository' | 'organisation';
}

/** What somebody took on, and until when. */
export interface FollowUp {
  readonly do: string;
  readonly by: string;
  /** ISO 8601 day. */
  readonly until: string;
  readonly from: string;
  /** The control that passes when it is done. */
  readonly control: string | null;
}

/** The policy of a repository without a file. */
export const defaultPolicy: Policy = {
  extends: null,
  release: null,
  packages: new Map(),
  gate: null,
  issues: 'rollup',
  incidents: { private: true, repository: null },
  deployments: { unsure: 'leave', signedTags: false },
  badge: false,
  sarif: 'off',
  followUp: [],
  declare: [],
  accept: [],
  limits: { accept: { days: null, never: [] }, declare: { days: null } },
};
