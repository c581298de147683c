/** What was audited. Null where files cannot tell. */
export interface Subject {
  /** `owner/name`. */
  readonly repository: string | null;
  /** `refs/heads/main`. */
  readonly ref: string | null;
  readonly commit: string | null;
}
