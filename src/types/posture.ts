import type { Track } from './principle-id.ts';
import type { RegistryId } from './registry-id.ts';
import type { Severity } from './severity.ts';
import type { Verdict } from './verdict.ts';

/** How a repository publishes and what was judged of it, as small as the pages over many repositories need it. */
export interface Posture {
  readonly commit: string | null;
  /** One a package and registry; where the files name no package, one a publication, with an empty name. */
  readonly packages: readonly PublishedPackage[];
  /** One a control and registry; of several answers the worst. */
  readonly verdicts: readonly ControlVerdict[];
  /** The findings, counted by control and registry. None that is confidential. */
  readonly open: readonly OpenPoint[];
  readonly levels: Readonly<Record<Track, PostureLevel>>;
  /** The policy says that everybody may see the repository's badge. Never true of one that is not public. */
  readonly badge: boolean;
}

export interface PublishedPackage {
  readonly registry: RegistryId;
  readonly name: string;
  readonly how: PublishedHow;
}

/**
 * By which credential: of several ways the weakest. `job-token`: the token that GitHub gives a job, for its own registry.
 */
export const publishedHow = ['trusted', 'job-token', 'unknown', 'token'] as const;

export type PublishedHow = (typeof publishedHow)[number];

export interface ControlVerdict {
  readonly control: string;
  /** Null: of the repository as a whole. */
  readonly registry: RegistryId | null;
  readonly verdict: Verdict;
}

export interface OpenPoint {
  readonly control: string;
  readonly registry: RegistryId | null;
  /** Of the gravest of them. */
  readonly severity: Severity;
  readonly findings: number;
  /** Those that an edit can put right. */
  readonly fixable: number;
}

export interface PostureLevel {
  readonly level: number;
  /** The registries' own; null where it is not known. */
  readonly ceiling: number | null;
}
