import type { Observation } from '../types/observation.ts';

/** What GitHub tells of the releases of a repository, as far as a ledger asks for it. Plain data: it is frozen as evidence. */
export interface ReleaseFacts {
  readonly repository: RepositoryIdentity;
  /** All tags, newest first, at most `mostTags`; `complete` false where there are more. */
  readonly tags: Observation<{ readonly tags: readonly TagFact[]; readonly complete: boolean }>;
  /** Published releases, newest first, with the same bound. */
  readonly releases: Observation<{ readonly releases: readonly GitHubReleaseFact[]; readonly complete: boolean }>;
  /** Commits that were asked about, by their SHA-1. */
  readonly commits: ReadonlyMap<string, Observation<CommitFact>>;
  /** Workflow runs that were asked about, by their id. */
  readonly runs: ReadonlyMap<string, Observation<RunFact>>;
}

/** Tags and releases that are read, at most. */
export const mostTags = 1000;

export interface RepositoryIdentity {
  /** GitHub's number, which survives renames. */
  readonly id: number;
  /** `owner/name` of today. */
  readonly fullName: string;
  /** Earlier names that GitHub redirects, as far as they are known; lower case. */
  readonly formerNames: readonly string[];
  readonly visibility: 'public' | 'private' | 'internal';
  readonly defaultBranch: string | null;
}

export interface TagFact {
  readonly name: string;
  /** The commit it leads to. */
  readonly commit: string;
  /** ISO 8601: of the tag object where it is annotated, else of the commit; null where neither is known. */
  readonly at: string | null;
  /** When the tag itself was made; null for a lightweight one, of which git keeps no time. */
  readonly madeAt: string | null;
}

export interface GitHubReleaseFact {
  readonly tag: string;
  readonly publishedAt: string;
  readonly author: string | null;
  readonly prerelease: boolean;
  readonly immutable: boolean | null;
  readonly assets: readonly { readonly name: string; readonly digest: string | null }[];
}

export interface CommitFact {
  readonly sha: string;
  /**
   * Where it can be reached from: `default-branch`, `release-branch` (a protected or a maintenance branch, named in
   * `from`), `tag`; `nowhere`: GitHub has the commit, and no branch or tag that was looked at leads to it (a fork's, an
   * orphan, a deleted branch).
   */
  readonly reachable: 'default-branch' | 'release-branch' | 'tag' | 'nowhere';
  /** The branch or tag by which it was reached. */
  readonly from: string | null;
  /** ISO 8601. */
  readonly committedAt: string | null;
  /** GitHub verified a signature of the commit. */
  readonly verified: boolean | null;
  readonly author: string | null;
  /** Version in the manifest of each package that was asked about, at this commit, by the manifest's path; null: not there. */
  readonly versions: Readonly<Record<string, string | null>>;
}

export interface RunFact {
  readonly id: string;
  /** `owner/name` it ran in. */
  readonly repository: string;
  /** `.github/workflows/release.yml`. */
  readonly workflow: string;
  readonly event: string;
  readonly commit: string;
  readonly branch: string | null;
  readonly status: 'queued' | 'in_progress' | 'waiting' | 'completed';
  /** `success`, `failure`, `cancelled`, `skipped` …; null while it goes on. */
  readonly conclusion: string | null;
  readonly actor: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Unreadable where GitHub has deleted or not told them. */
  readonly jobs: Observation<readonly JobFact[]>;
}

export interface JobFact {
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly steps: readonly { readonly name: string; readonly conclusion: string | null }[];
}

/** What a ledger wants to know of GitHub, worked out from what the registries said. */
export interface ReleaseQuestions {
  /** SHA-1s, newest release first, at most 40. */
  readonly commits: readonly string[];
  /** Ids of runs, newest first, at most 40. */
  readonly runs: readonly string[];
  /** Manifests whose version is read at each commit. */
  readonly manifests: readonly string[];
  /** Repositories that builds name without GitHub's number, `owner/name`: each may be an earlier name of this one. */
  readonly repositories: readonly string[];
}
