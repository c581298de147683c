import type { Settings } from './settings.ts';
import type { SettingsParts } from './snapshot-parts.ts';

/** Who and where a repository is. Everything of ours is keyed by `id`, which survives renames and transfers. */
export interface RepositoryFacts {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly ownerType: 'Organization' | 'User';
  readonly visibility: 'public' | 'private' | 'internal';
  readonly archived: boolean;
  readonly fork: boolean;
  readonly issuesEnabled: boolean;
  /** Short name; null in an empty repository. */
  readonly defaultBranch: string | null;
  /** Head of the default branch; null in an empty repository. */
  readonly head: CommitId | null;
}

export interface CommitId {
  readonly sha: string;
  readonly tree: string;
}

/** All that is known of a repository from its settings, at one moment. Plain data: it is stored as JSON. */
export interface RepositorySnapshot {
  readonly facts: RepositoryFacts;
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly observedAt: number;
  /** There while GitHub was not asked for the settings yet: what one query told, from which they are completed. */
  readonly told?: ToldSettings;
  /** Logins of the bots that wrote issues here; left out where not all issues were seen. */
  readonly issueBots?: readonly string[];
}

/** What one query tells of the settings. */
export type ToldSettings = Omit<SettingsParts, 'facts'>;
