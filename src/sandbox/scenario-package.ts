import type { RegistryId } from '../types/registry-id.ts';

/** One package on a local registry, with its whole history: what has a time is not there before it. */
export interface ScenarioPackage {
  readonly registry: RegistryId;
  readonly name: string;
  /** The source link of its metadata, `owner/name` on GitHub or a URL; null for none. */
  readonly repository?: string | null;
  /** ISO 8601 times from which on and up to which somebody is one; all the time where they are left out. */
  readonly owners?: readonly {
    readonly name: string;
    readonly kind?: 'person' | 'team' | 'organisation';
    readonly role?: string;
    readonly from?: string;
    readonly until?: string;
  }[];
  readonly trustedPublishingOnly?: boolean;
  readonly twoFactorRequired?: boolean;
  /** Quarantined, or replaced by a security holding, from then on. */
  readonly heldAt?: string;
  readonly releases: readonly ScenarioPackageRelease[];
  /** Malware advisories as OSV has them. */
  readonly advisories?: readonly { readonly id: string; readonly at: string; readonly versions: readonly string[] }[];
}

export interface ScenarioPackageRelease {
  readonly version: string;
  /** ISO 8601 in UTC: when the registry took it. */
  readonly at: string;
  /** Seconds that the registry holds it back before it shows it (a scan); 0 where it is left out. */
  readonly heldSeconds?: number;
  readonly by: ScenarioPublisher;
  /** Where it was really built; null for a laptop. */
  readonly build?: ScenarioBuild | null;
  /** Whether its files carry attestations; `partial`: the first file only. False where it is left out. */
  readonly attested?: boolean | 'partial';
  /** One with the registry's usual name where it is left out. `content` decides the digest. */
  readonly files?: readonly {
    readonly name: string;
    readonly at?: string;
    readonly content?: string;
    /** Where this file was built, where that is not where the release was. */
    readonly build?: ScenarioBuild;
  }[];
  /** What the client wrote into the package: a commit, or the `id` of one; the build's where it is left out; null for none. */
  readonly claimedCommit?: string | null;
  readonly dirty?: boolean;
  /** The source link that this version carries, where it is not the package's. */
  readonly repository?: string | null;
  readonly withdrawn?: {
    readonly kind: 'yanked' | 'deprecated' | 'unlisted' | 'retracted';
    readonly reason?: string;
    readonly at: string;
  };
  /** Gone from then on (unpublished, taken down). */
  readonly vanishedAt?: string;
  readonly installScript?: boolean;
  readonly dependencies?: readonly string[];
  /** Name of the key that signs it (Maven); `maintainer` where it is left out. */
  readonly signingKey?: string;
}

/** One of the three. `nobody`: the registry would not say. */
export interface ScenarioPublisher {
  readonly trusted?: {
    /** `github` where it is left out. */
    readonly provider?: string;
    /** Opaque name of the configuration; `first` where it is left out. */
    readonly configuration?: string;
    readonly approver?: { readonly name: string; readonly email?: string };
  };
  readonly person?: { readonly name: string; readonly email?: string };
  readonly nobody?: true;
}

export interface ScenarioBuild {
  /** `owner/name`; the package's where it is left out. */
  readonly repository?: string;
  /** A commit, or the `id` of one. */
  readonly commit: string;
  /** `refs/heads/main` where it is left out. */
  readonly ref?: string;
  /** `.github/workflows/release.yml`. */
  readonly workflow: string;
  readonly run: number;
  /** `push` where it is left out. */
  readonly event?: string;
  readonly environment?: string | null;
  /** `github-hosted` where it is left out. */
  readonly runner?: 'github-hosted' | 'self-hosted';
}
