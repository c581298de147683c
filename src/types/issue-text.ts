/** What the remediation issue says, ready to be sent. */
export interface IssueText {
  /** At most 256 characters. */
  readonly title: string;
  /** Markdown that begins with the hidden marker, at most 65,536 characters. */
  readonly body: string;
}
