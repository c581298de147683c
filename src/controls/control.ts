import type { Settings } from '../github/settings.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Policy } from '../policy/policy.ts';
import type { Publication, PublicationMap } from '../publishing/publication.ts';
import type { Registry } from '../registries/registry.ts';
import type { Location } from '../types/place.ts';
import type { PrincipleId } from '../types/principle-id.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import type { SettledBy } from '../types/settled-by.ts';
import type { Severity } from '../types/severity.ts';
import type { Subject } from '../types/subject.ts';

/** Everything that controls judge by. Pure data; nothing here reaches the world. */
export interface Evidence {
  readonly subject: Subject;
  readonly files: RepositoryFiles;
  readonly map: PublicationMap;
  readonly settings: Settings;
  /** What the registries said of the packages that are published from here, by registry and name; null where none was asked. */
  readonly packages: readonly PackageEvidence[] | null;
  /** ISO 8601 day. */
  readonly today: string;
  registryOf(id: RegistryId): Registry;
}

export interface Control {
  readonly id: string;
  /** The good state, in a short sentence: `Publishing waits for a protected environment`. */
  readonly title: string;
  /** What it asks, as a question. */
  readonly asks: string;
  readonly principles: readonly PrincipleId[];
  readonly severity: Severity;
  /** One paragraph that a maintainer would accept. */
  readonly why: string;
  /** Which evidence decides: files, GitHub settings, the registry, attestations, the ledger. */
  readonly evidence: readonly ('files' | 'github' | 'registry' | 'attestations' | 'ledger')[];
  /** The settings it reads, for those that ask GitHub: each needs its own permission. */
  readonly settings?: readonly (keyof Settings)[];
  judge(evidence: Evidence, policy: Policy): readonly Judgement[];
}

/** One answer of a control, for one publication, one registry or the repository as a whole. */
export interface Judgement {
  readonly verdict: 'pass' | 'fail' | 'unknown' | 'not-applicable';
  /** Null where it is about the repository as a whole. */
  readonly registry: RegistryId | null;
  readonly publication: Publication | null;
  /** The sentence a person reads: what was seen. What stands between two backticks is code, here and in the steps. */
  readonly reason: string;
  /** For `unknown`: what would settle it, a permission or a page. */
  readonly settles?: string;
  /** For `fail`: what to point at. At least one for a fail that stands in a file. */
  readonly locations: readonly Location[];
  /** For `fail`. */
  readonly remediation?: Remediation;
  /** For `fail`: replaces the control's severity where this case is less or more grave. */
  readonly severity?: Severity;
  /**
   * For `fail`: what tells this finding from others of the control, without line numbers: path, job, step's name or id,
   * the secret's name. The fingerprint is made from it.
   */
  readonly key?: readonly string[];
  /** For `fail`: it may be an incident under way, and is not told in public. */
  readonly confidential?: true;
  /** For `fail`: an ISO 8601 day that the reason names. How long ago that is is told where a text is not kept. */
  readonly since?: string;
}

export interface Remediation {
  readonly steps: readonly string[];
  readonly links: readonly string[];
  /** An edit that can be applied; its presence makes the finding fixable. */
  readonly fix?: Fix;
  /** The files are as they should be, and what the registry shows is older: only a release can make the finding go. */
  readonly settledBy?: SettledBy;
}

/** An edit as data, applied by one engine that keeps comments and formatting. */
export interface Fix {
  /** `safe`: cannot break the next release. `needs-thought`: a person has to agree. */
  readonly safety: 'safe' | 'needs-thought';
  /** What it does, as a pull request's title: `Pin the actions of the release to commits`. What stands between two backticks is code. */
  readonly title: string;
  /** What has to be done elsewhere before this is merged, on the registry's or GitHub's pages; in order. */
  readonly first?: readonly string[];
  readonly edits: readonly Edit[];
  /** No edit makes the finding go; after this one its remediation says that only this is missing. */
  readonly settledBy?: SettledBy;
}

/**
 * One change of a file; documents (YAML, JSON, TOML) are addressed by path of keys and indexes. Indexes and lines are those
 * of the file as it is; keys are those after every `replace` of the fix.
 */
export type Edit =
  /** An index that is the length of its list appends; parents that are not there are made. */
  | {
      readonly kind: 'set';
      readonly path: string;
      readonly at: readonly (string | number)[];
      readonly value: EditValue;
    }
  | { readonly kind: 'delete'; readonly path: string; readonly at: readonly (string | number)[] }
  /** Replaces a stretch of a line by its text, where the document's structure does not reach (inside a script). */
  | {
      readonly kind: 'replace';
      readonly path: string;
      readonly line: number;
      readonly from: string;
      readonly to: string;
    }
  /** Puts whole lines before a 1-based line (one after the last: at the end), in files of no document. Without the line's end. */
  | { readonly kind: 'insert'; readonly path: string; readonly line: number; readonly text: string }
  /**
   * Writes the full commit in place of a tag or branch on a line with `uses:`, and the version behind it as a comment,
   * in the style that Dependabot and Renovate keep current (`@<commit> # v4.2.0`). The commit is asked for when the fix is made.
   */
  | {
      readonly kind: 'pin';
      readonly path: string;
      readonly line: number;
      /** `owner/name` of the action's repository. */
      readonly repository: string;
      /** The tag or branch in use, as written behind the `@`. */
      readonly ref: string;
    }
  | { readonly kind: 'create'; readonly path: string; readonly text: string };

export type EditValue = string | number | boolean | null | readonly EditValue[] | { readonly [key: string]: EditValue };
