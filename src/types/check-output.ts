/** What a check run says, ready to be sent; every field is within GitHub's limits. */
export interface CheckOutput {
  readonly conclusion: 'success' | 'failure' | 'neutral' | 'skipped';
  /** One line, at most 255 characters. */
  readonly title: string;
  /** Markdown, at most 65,535 characters. */
  readonly summary: string;
  /** Markdown, at most 65,535 characters; null where the summary says it all. */
  readonly text: string | null;
  /** All of them; they are sent 50 a request. */
  readonly annotations: readonly CheckAnnotation[];
  /** At most three. */
  readonly actions: readonly CheckAction[];
}

export interface CheckAnnotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: 'notice' | 'warning' | 'failure';
  /** At most 255 characters. */
  readonly title: string;
  /** Plain text, at most 64 KiB. */
  readonly message: string;
  readonly details: string | null;
}

export interface CheckAction {
  /** At most 20 characters. */
  readonly label: string;
  /** At most 40 characters. */
  readonly description: string;
  /** At most 20 characters. */
  readonly identifier: string;
}
