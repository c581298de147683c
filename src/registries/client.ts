import type { Http } from '../http/http.ts';
import type { Observation } from '../types/observation.ts';
import type { PackageHistory, RegistryRelease } from './release.ts';

/**
 * How one registry is asked. Every function answers an observation: `absent` for a package that the registry does not
 * have (404, 410), `unreadable` with the reason for everything else that is not a well-formed answer: HTML with status
 * 200, wrong types, too large, a time-out. Never throws. What single releases say that has the wrong shape is left out
 * of them; a document whose frame has the wrong shape is `unreadable`.
 */
export interface RegistryClient {
  /** Is this a name that the registry could have? Anything else is `absent` without a request. */
  isName(name: string): boolean;
  /** What the registry shows of a package, in as few requests as it can be had. */
  history(name: string, http: Http): Promise<Observation<PackageHistory>>;
  /**
   * What has to be asked for each release by itself (publisher, time, signing key, what the archive says), for the few
   * releases that are looked at closely; absent where the history has everything.
   */
  details?(name: string, release: RegistryRelease, http: Http): Promise<Observation<RegistryRelease>>;
  /** The documents of attestations of one release, one for each file that has one. Absent where the registry keeps none. */
  attestations?(
    name: string,
    release: RegistryRelease,
    http: Http,
  ): Promise<Observation<readonly AttestationDocument[]>>;
  /**
   * A file of a release as base64 text, for attestations that sign the file itself; at most 16 MiB of it. Absent where
   * attestations name their files and digests.
   */
  artifact?(file: string, http: Http): Promise<Observation<string>>;
  /** Packages that changed, where the registry has a feed that saves asking for each. */
  readonly feed?: ChangeFeed;
}

export interface AttestationDocument {
  /** The file it is about; null where it is about the release as a whole (npm). */
  readonly file: string | null;
  /** As the registry sent it: what `readAttestations` of `provenance/` takes. */
  readonly text: string;
  readonly source: string;
}

/** A feed of what changed on the whole registry. */
export interface ChangeFeed {
  /**
   * Names that changed after `since` (null: from now on; then only `next` counts), and where to go on. `complete` is false
   * where the feed does not reach back to `since`: everything has to be asked once.
   */
  changes(since: string | null, http: Http): Promise<Observation<Changes>>;
}

export interface Changes {
  readonly names: readonly string[];
  readonly next: string;
  readonly complete: boolean;
}
