import type { StoredRepository } from './store.ts';

/** Which secrets the workflows of each repository name, as of the last audit of its default branch. Never a value. */
export interface SecretNames {
  /** In capitals. What was kept of the repository before is forgotten. */
  keep(repositoryId: number, names: readonly string[]): Promise<void>;
  /** The other repositories of the installation that name one of these, archived ones left out; by repository. */
  elsewhere(asked: {
    readonly installationId: number;
    readonly repositoryId: number;
    readonly names: readonly string[];
  }): Promise<readonly SecretUser[]>;
}

export interface SecretUser {
  readonly secret: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly visibility: StoredRepository['visibility'];
}
