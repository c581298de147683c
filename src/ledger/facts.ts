import type { Identity } from '../provenance/index.ts';
import type { RegistryRelease } from '../registries/release.ts';
import type { Case } from './case.ts';
import type { Join, JoinName, Signal, SignalId, TrustRank } from './ledger.ts';

/** One release with all that was worked out of it before signals are looked for. */
export interface ReleaseFactsRow {
  /** With what its details say, where they were asked. */
  readonly release: RegistryRelease;
  /** Time of publication in milliseconds since the epoch; null where there is none to believe. */
  readonly at: number | null;
  readonly line: Line;
  readonly rank: TrustRank | null;
  /** Was this release looked at closely (attestations, details, GitHub)? */
  readonly isClose: boolean;
  readonly attested: AttestedState;
  /** Identities that its attestations prove, one for each file or one for the release. */
  readonly identities: readonly { readonly file: string | null; readonly identity: Identity }[];
  /** Commit and run that are believed: from the certificate, else the registry's own record; null for none. */
  readonly commit: string | null;
  readonly run: string | null;
  /** `owner/name` that built it, as the same sources tell. */
  readonly repository: string | null;
  readonly joins: Readonly<Record<JoinName, Join>>;
}

/**
 * `verified`: every file that has one, and all have; `partial`: verified for some files, none for the others; `refused`: one
 * does not verify, with `reasons`; `none`: the registry says there is none; `unknown`: not asked, unreadable or not told.
 */
export interface AttestedState {
  readonly state: 'verified' | 'partial' | 'refused' | 'none' | 'unknown';
  readonly reasons: readonly string[];
}

export interface Line {
  /** `1`, `0.30`, `2 next`. */
  readonly name: string;
  readonly isPrerelease: boolean;
}

/** How a project usually releases, learnt from what it did. Numbers are of releases that could be looked at. */
export interface Habit {
  /** Of the releases that could be judged, how many had a tag (or a GitHub release) at publication or soon after. */
  readonly tagged: { readonly yes: number; readonly no: number };
  /** `v{version}`, `{name}@{version}` … as its tags are called, the most frequent first. */
  readonly tagForms: readonly string[];
  /** Milliseconds between releases of a line: the median; null with fewer than three. */
  readonly cadence: number | null;
  /** Who published how often, by account name; trusted publishing as `trusted publishing`. */
  readonly publishers: ReadonlyMap<string, number>;
  /** Workflows by how many releases they are proved for. */
  readonly workflows: ReadonlyMap<string, number>;
  readonly installScripts: boolean;
  /** Commits of releases carry a verified signature, as a rule. */
  readonly signsCommits: boolean;
  /** In sentences, for people. */
  readonly says: readonly string[];
}

/** What a rule looks at: one release among the others of its package. */
export interface RowContext {
  readonly case: Case;
  readonly row: ReleaseFactsRow;
  /** Releases of the same line that came before it, by time, oldest first; vanished and held ones left out. */
  readonly earlierInLine: readonly ReleaseFactsRow[];
  /** All releases of the package before it, by time, oldest first. */
  readonly earlier: readonly ReleaseFactsRow[];
  /** Releases of the two weeks before it that do not fit, which count for nothing in what it is held against. */
  readonly doubted: readonly ReleaseFactsRow[];
  /**
   * Sound releases after it, by time, where it is two weeks old or more; empty before. Of old releases those before them
   * are no longer looked at closely: what was done for weeks on end is how it is done.
   */
  readonly later: readonly ReleaseFactsRow[];
  /** Learnt from `earlier` only: a release does not vouch for itself. */
  readonly habit: Habit;
}

/** One rule: a file in `signals/`. Pure. */
export interface SignalRule {
  readonly ids: readonly SignalId[];
  judge(context: RowContext): Findings;
}

export interface Findings {
  readonly signals: readonly Signal[];
  /** What looked odd and is innocent here, with the guard that says so, in a sentence. */
  readonly quiet: readonly string[];
}

/** A rule about the package as a whole. */
export interface PackageRule {
  readonly ids: readonly SignalId[];
  judge(all: readonly ReleaseFactsRow[], about: Case, habit: Habit): Findings;
}
