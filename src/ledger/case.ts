import type { ReleaseFacts } from '../github/release-facts.ts';
import type { ReleaseIntent } from '../policy/policy.ts';
import type { VerifiedAttestation } from '../provenance/index.ts';
import type { PackageHistory, RegistryRelease } from '../registries/release.ts';
import type { Observation } from '../types/observation.ts';

/** Everything that is known of one package, from which its ledger is made. Pure data. */
export interface Case {
  readonly history: PackageHistory;
  /** Of the releases that were looked at closely, by version: what the registry said of each by itself. */
  readonly details: ReadonlyMap<string, Observation<RegistryRelease>>;
  /** Of the same releases: what their attestations say after verification. Absent: the registry has none for it. */
  readonly attested: ReadonlyMap<string, Observation<readonly AttestedFileRecord[]>>;
  readonly github: ReleaseFacts | null;
  /** `owner/name` of the repository where GitHub was not asked and only its name is known. */
  readonly repository?: string | null;
  /** How the repository's files say that this package is published. */
  readonly declared: DeclaredPublishing;
  readonly policy: { readonly release: ReleaseIntent | null };
  /** Versions that an advisory calls malware (OSV), with its ids. */
  readonly advisories: Observation<readonly Advisory[]>;
  /** Releases of the repository's other packages around the same time, for bursts. */
  readonly neighbours: readonly { readonly package: string; readonly version: string; readonly publishedAt: string }[];
  /** Owners as they were seen the last time; null the first time. */
  readonly knownOwners: readonly string[] | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface AttestedFileRecord {
  /** Null where it is about the release as a whole. */
  readonly file: string | null;
  /** Verified for this release, with no repository expected: the ledger compares identities itself. */
  readonly attestations: readonly VerifiedAttestation[];
  readonly source: string;
}

export interface DeclaredPublishing {
  /** Paths of workflows that publish this package's registry, `.github/workflows/release.yml`. */
  readonly workflows: readonly string[];
  /** Environments of the publishing jobs, null for a job without one. */
  readonly environments: readonly (string | null)[];
  readonly auth: readonly ('trusted-publishing' | 'token' | 'unknown')[];
  /** Tools that publish by OIDC and leave no attestation behind (`uv publish`), or run where none is made. */
  readonly leavesNoAttestation: boolean;
  /** Manifest of the package and the version in it on the default branch; null where it is a placeholder or computed. */
  readonly manifest: { readonly path: string; readonly version: string | null } | null;
}

export interface Advisory {
  readonly id: string;
  /** Versions it names; empty where it names ranges only, and then it is about every version. */
  readonly versions: readonly string[];
  readonly summary: string | null;
}
