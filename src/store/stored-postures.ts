import type { OpenPoint, Posture, PublishedHow } from '../types/posture.ts';
import type { Track } from '../types/principle-id.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Severity } from '../types/severity.ts';
import type { Verdict } from '../types/verdict.ts';
import type { StoredRepository } from './store.ts';

/**
 * What the pages over many repositories read, kept with each audit of a default branch. Every question names the
 * repositories that the person may see, and nothing of any other is in the answer, nor in a count. Archived ones are in
 * the list, and in no count: they publish nothing any more, and nothing can be put right there.
 */
export interface Postures {
  keep(repositoryId: number, posture: Posture, now: number): Promise<void>;
  /** Null before the first audit. `badge` is false where the repository is not public now. */
  get(repositoryId: number): Promise<(Posture & { readonly auditedAt: number }) | null>;
  /**
   * Repositories that were audited by a version that kept no postures, and when they were; at most so many, and none whose
   * audit is wanted.
   */
  missing(limit: number): Promise<readonly { readonly repositoryId: number; readonly auditedAt: number }[]>;
  /** One page of repositories, audited or not; archived ones last, and before them those that were not audited. */
  list(seen: readonly number[], asked: PostureQuery): Promise<PosturePage>;
  /** Packages by registry and how they are published. */
  packages(seen: readonly number[]): Promise<readonly PackageCount[]>;
  /**
   * The same as it was at the end of each of these days (ISO 8601, UTC), oldest first, as far back as it is known: days
   * before the first audit are left out. Ask for no more than the last 400.
   */
  course(seen: readonly number[], days: readonly string[]): Promise<readonly PackageDay[]>;
  /** How many repositories that publish something are on each level. */
  levels(seen: readonly number[]): Promise<readonly LevelCount[]>;
  /** What is open, over all of them, the gravest first. */
  open(seen: readonly number[]): Promise<readonly OpenOverall[]>;
  /** How many repositories each control could not be judged for. */
  unknown(seen: readonly number[]): Promise<readonly { readonly control: string; readonly repositories: number }[]>;
  /** Each change of a control's verdict since the first audit, newest first, at most 500. */
  history(repositoryId: number): Promise<readonly VerdictChange[]>;
}

/** What everybody may see. */
export interface Badges {
  /** How a repository publishes; null unless it is public, neither archived nor suspended, and its policy asks for a badge. */
  of(owner: string, name: string): Promise<Posture | null>;
}

export const postureSorts = ['risk', 'name', 'level', 'audited', 'packages'] as const;

export type PostureSort = (typeof postureSorts)[number];

export interface PostureQuery {
  /** Words that the name has to hold (one with a slash: `owner/name`), without case; empty: any. Nothing in it is a pattern. */
  readonly search: string;
  readonly registry: RegistryId | null;
  readonly how: PublishedHow | null;
  /** Only those for which this control fails. */
  readonly control: string | null;
  /** Only those with a finding of at least this severity. */
  readonly severity: Severity | null;
  /** Also those that publish nothing. Those that were not audited yet are there either way. */
  readonly quiet: boolean;
  readonly sort: PostureSort;
  readonly descending: boolean;
  /** From 0. */
  readonly offset: number;
  /** At most 5,000. */
  readonly limit: number;
}

export interface PosturePage {
  /** How many there are in all pages. */
  readonly total: number;
  readonly rows: readonly PostureRow[];
}

export interface PostureRow extends Pick<StoredRepository, 'id' | 'owner' | 'name' | 'visibility' | 'archived'> {
  /** Null before the first audit; the rest is empty then. */
  readonly auditedAt: number | null;
  readonly levels: Readonly<Record<Track, number>>;
  readonly findings: Readonly<Record<Severity, number>>;
  /** Packages by how they are published. */
  readonly packages: Readonly<Record<PublishedHow, number>>;
  readonly registries: readonly RegistryId[];
}

export interface PackageCount {
  readonly registry: RegistryId;
  readonly how: PublishedHow;
  readonly packages: number;
}

export interface PackageDay {
  /** ISO 8601. */
  readonly day: string;
  readonly packages: Readonly<Record<PublishedHow, number>>;
}

export interface LevelCount {
  readonly track: Track;
  readonly level: number;
  readonly repositories: number;
}

/** Of all repositories together. */
export interface OpenOverall extends OpenPoint {
  readonly repositories: number;
}

export interface VerdictChange {
  readonly control: string;
  readonly registry: RegistryId | null;
  readonly verdict: Verdict;
  /** Null: it was not judged before. */
  readonly before: Verdict | null;
  readonly at: number;
}
