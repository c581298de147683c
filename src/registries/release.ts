import type { Observation } from '../types/observation.ts';
import type { RegistryId } from '../types/registry-id.ts';

/** What a registry shows of a package to anybody. Plain data: it is stored as JSON, and frozen as evidence. */
export interface PackageHistory {
  readonly registry: RegistryId;
  /** As the registry spells it. */
  readonly name: string;
  /** By time of publication, oldest first; those without a time first. At most the newest `mostReleases`. */
  readonly releases: readonly RegistryRelease[];
  /** How many older releases were left out. */
  readonly omitted: number;
  /** Versions that the registry remembers and does not serve any more. */
  readonly vanished: readonly { readonly version: string; readonly publishedAt: string | null }[];
  readonly owners: Observation<readonly Owner[]>;
  /** The package's own source links, as written by whoever published it: a claim. Newest release first. */
  readonly sourceLinks: readonly string[];
  readonly settings: PublicSettings;
  /** `held`: quarantined or replaced by a security holding. */
  readonly status: 'active' | 'archived' | 'deprecated' | 'held';
  /** The version that an install without a version takes; null where the registry does not say. */
  readonly newest: string | null;
  /** What the registry itself calls malware: versions or constraints, in its words. */
  readonly malware: readonly string[];
  /** The page where a person can look. */
  readonly page: string;
}

/** Releases that a history holds, at most. */
export const mostReleases = 1000;

/** What is public of a package's settings; null where the registry does not show it, or has no such setting. */
export interface PublicSettings {
  /** New versions by trusted publishing only (crates.io `trustpub_only`). */
  readonly trustedPublishingOnly: boolean | null;
  /** Every publisher has to have two-factor authentication (`rubygems_mfa_required` of the newest version). */
  readonly twoFactorRequired: boolean | null;
}

export interface Owner {
  readonly name: string;
  readonly kind: 'person' | 'team' | 'organisation';
  /** In the registry's words, where it has roles. */
  readonly role: string | null;
}

export interface RegistryRelease {
  readonly version: string;
  /** ISO 8601 in UTC, as the registry recorded it; null where it does not show one that can be believed. */
  readonly publishedAt: string | null;
  readonly publisher: ReleasePublisher;
  /** The registry says that attestations belong to this release: `yes`, `no`; `unknown` where only asking tells, or it takes none. */
  readonly attested: 'yes' | 'no' | 'unknown';
  readonly files: readonly ReleaseFile[];
  /** What the registry itself recorded of the build when it took the release (crates.io, Packagist, Go): believed as the registry is. */
  readonly recorded: BuildRecord | null;
  /** What the publisher's client wrote into the package (npm `gitHead`, `.cargo_vcs_info.json`, nuspec `commit`): a hint, forgeable. */
  readonly claimed: { readonly commit: string | null; readonly dirty: boolean };
  readonly withdrawn: Withdrawal | null;
  /** Runs code when it is installed; null where the registry does not show it. */
  readonly installScript: boolean | null;
  /** Names of what it depends on, sorted; null where they were not read. */
  readonly dependencies: readonly string[] | null;
}

export interface ReleasePublisher {
  /** `trusted`: by trusted publishing; `person`: a named account, by a token or by hand; `unknown`: the registry does not say. */
  readonly kind: 'trusted' | 'person' | 'unknown';
  /** Account name; null where it is not shown. */
  readonly name: string | null;
  readonly email: string | null;
  /** `github`, `gitlab`, `circleci` … for `trusted`. */
  readonly provider: string | null;
  /** Opaque, stable for one configuration of a trusted publisher (npm `oidcConfigId`). */
  readonly configuration: string | null;
  /** Who approved a staged release with a second factor. */
  readonly approver: string | null;
}

export interface ReleaseFile {
  readonly name: string;
  /** Hexadecimal, by algorithm: `sha256`, `sha512`, `sha1`. */
  readonly digests: Readonly<Record<string, string>>;
  readonly publishedAt: string | null;
  readonly attested: 'yes' | 'no' | 'unknown';
}

export interface BuildRecord {
  /** `owner/name` on GitHub; null where it is elsewhere or not told. */
  readonly repository: string | null;
  readonly commit: string | null;
  /** GitHub's id of the workflow run. */
  readonly run: string | null;
  readonly ref: string | null;
  /** Fingerprint of the key that signed it (Maven), for continuity. */
  readonly signingKey: string | null;
}

export interface Withdrawal {
  readonly kind: 'yanked' | 'deprecated' | 'unlisted' | 'retracted';
  readonly reason: string | null;
}

/** A release of which nothing beyond the version is known. Clients spread what they know over it. */
export function bareRelease(version: string): RegistryRelease {
  return {
    version,
    publishedAt: null,
    publisher: unknownPublisher,
    attested: 'unknown',
    files: [],
    recorded: null,
    claimed: { commit: null, dirty: false },
    withdrawn: null,
    installScript: null,
    dependencies: null,
  };
}

export const unknownPublisher: ReleasePublisher = {
  kind: 'unknown',
  name: null,
  email: null,
  provider: null,
  configuration: null,
  approver: null,
};
