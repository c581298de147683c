import type { Installation, StoredRepository } from '../store/store.ts';

/** Who has signed in, as GitHub says. */
export interface Visitor {
  readonly id: number;
  readonly login: string;
}

/** What a person may do in a repository, as GitHub says: `read`, `write` (push), `admin` (also those who maintain it). */
export type RepositoryRole = 'read' | 'write' | 'admin';

/**
 * What a person may see: GitHub is asked, and its answers are kept for a minute. What does not exist and what is not for
 * their eyes is the same: null, after the same work.
 */
export interface Sight {
  readonly visitor: Visitor;
  installations(): Promise<readonly SeenInstallation[]>;
  /** By the account's login, without case. */
  installation(account: string): Promise<SeenInstallation | null>;
  /** By `owner` and `name`, without case. */
  repository(owner: string, name: string): Promise<SeenRepository | null>;
}

export interface SeenInstallation {
  readonly installation: Installation;
  /** By id: the repositories of it that the person may see, and no others. Asked when it is called. */
  repositories(): Promise<ReadonlyMap<number, RepositoryRole>>;
}

export interface SeenRepository {
  readonly installation: Installation;
  readonly repository: StoredRepository;
  readonly role: RepositoryRole;
}
