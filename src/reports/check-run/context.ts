import type { RegistryId } from '../../types/registry-id.ts';
import type { Severity } from '../../types/severity.ts';
import type { BlobHome } from '../markdown/place.ts';

/** What a check run is told with, beside the report. */
export interface CheckContext {
  /** Where people open pages: `https://github.com`, or an own server's address, without a slash at its end. */
  readonly server: string;
  /** `owner/name`. */
  readonly repository: string;
  /** The full commit that was audited. */
  readonly commit: string;
  readonly controls: ReadonlyMap<string, ControlWords>;
  readonly registryTitle: (id: RegistryId) => string;
  /** The remediation issue, where one stands open. */
  readonly issue: number | null;
  /** Whether a pull request can be opened for the gravest finding by a press of a button. */
  readonly fixable?: boolean;
  /** How many requests to GitHub this audit took. */
  readonly requests?: number;
  /** Whether the text gives the reasons behind every verdict as well. */
  readonly explain: boolean;
}

export interface ChangeContext extends CheckContext {
  /** What the change makes worse at or above this fails the check; null never fails. */
  readonly gate: Severity | null;
}

/** What is said of a control, in our own words. */
export interface ControlWords {
  /** The good state: `Publishing waits for a protected environment`. */
  readonly title: string;
  readonly why: string;
}

/** Where links to files of the audited commit lead. */
export function homeOf({ server, repository, commit }: CheckContext): BlobHome {
  return { server, repository, commit };
}
