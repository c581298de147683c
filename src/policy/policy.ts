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
  readonly declare: readonly Declaration[];
  readonly accept: readonly Exemption[];
}

/** What no API shows, said by a person, with a date. Dates are ISO 8601 days. */
export interface Declaration {
  readonly control: string;
  readonly registry: RegistryId | null;
  readonly by: string;
  readonly on: string;
  readonly until: string;
}

/** A finding that is accepted for a while. */
export interface Exemption {
  readonly control: string;
  readonly registry: RegistryId | null;
  readonly reason: string;
  readonly by: string;
  readonly until: string;
}

/** The policy of a repository without a file. */
export const defaultPolicy: Policy = {
  extends: null,
  release: null,
  packages: new Map(),
  gate: null,
  issues: 'rollup',
  incidents: { private: true, repository: null },
  declare: [],
  accept: [],
};
