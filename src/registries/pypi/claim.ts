/** What one of the files in which Python projects describe themselves says. Computed values are null. */
export interface Claim {
  readonly name: string;
  /** 1-based line of the name. */
  readonly line: number;
  readonly version: string | null;
  /** False where it says that it is not for publishing, or cannot be built. */
  readonly publishable: boolean;
  /** Address that it publishes to, null for PyPI. */
  readonly destination: string | null;
  readonly repository: string | null;
}

/** PyPI refuses what carries a classifier of this family; projects use it to keep themselves from being published. */
export function isPrivate(classifiers: readonly string[]): boolean {
  return classifiers.some((classifier) => classifier.trim().toLowerCase().startsWith('private ::'));
}
