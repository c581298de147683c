/** The last upload of each repository's findings to GitHub's code scanning. */
export interface CodeScanning {
  find(repositoryId: number): Promise<StoredUpload | null>;
  put(upload: StoredUpload): Promise<void>;
}

export interface StoredUpload {
  readonly repositoryId: number;
  /** Of what was handed over, the commit left out. */
  readonly digest: string;
  /** Of an upload whose end GitHub has not told yet; null where there is nothing to ask. */
  readonly uploadId: string | null;
  /** How often it was asked after. */
  readonly looks: number;
  /** What keeps the findings from being shown, as a sentence; null where nothing does. */
  readonly trouble: string | null;
  readonly uploadedAt: number;
}
