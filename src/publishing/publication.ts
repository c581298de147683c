import type { ManifestPackage } from '../registries/registry.ts';
import type { Place } from '../types/place.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { FileProblem } from '../types/repository-files.ts';
import type { Action, Job, PermissionLevel, Step, Workflow } from '../workflows/model.ts';

export type Auth = 'trusted-publishing' | 'token' | 'unknown';

/** One way by which packages reach a registry. */
export interface Publication {
  readonly registry: RegistryId;
  /** Names as the registry spells them, sorted; empty where files cannot tell. */
  readonly packages: readonly string[];
  /** The manifests behind the names that were found in files. */
  readonly manifests: readonly ManifestPackage[];
  /** The step; null for a package that is published without a workflow (Packagist, Go). */
  readonly site: PublishSite | null;
  readonly via: string;
  readonly auth: Auth;
  /** Every credential found on its way to the step, long-lived or not, in the order it was found. */
  readonly credentials: readonly Credential[];
  /** `id-token: write` is in force for the job. */
  readonly idToken: boolean;
  readonly provenance: boolean | null;
  /** Publishing action pinned by full SHA; null for run steps and actions of this repository. */
  readonly pinned: boolean | null;
  readonly environment: string | null;
  readonly confidence: 'high' | 'medium' | 'low';
  /** Why the confidence is not high; empty otherwise. */
  readonly reason: string;
  /** The files followed to find it, sorted. */
  readonly reaches: readonly string[];
}

/** Where in the workflows a publication stands. */
export interface PublishSite {
  readonly workflow: Workflow;
  readonly job: Job;
  /** Null where the job itself calls a reusable workflow of another repository. */
  readonly step: Step | null;
  /** The step's (or job's) `uses:` or `run:` key. */
  readonly at: Place;
  /** Jobs that call this workflow, outermost first in each chain; empty for a workflow that starts by itself. */
  readonly callers: readonly CallChain[];
  /** Token permissions in force, caller ∩ callee; a scope that is not listed is `none`; null where the default of the repository applies. */
  readonly permissions: ReadonlyMap<string, PermissionLevel> | null;
  /** Events that can start it, through its callers too, sorted. */
  readonly events: readonly string[];
  /** What the job does before the publishing step, and the step itself: every action and command, flattened. */
  readonly trail: readonly TrailEntry[];
  /** Composite actions of this repository that were entered on the way. */
  readonly entered: readonly Action[];
}

export type CallChain = readonly { readonly workflow: Workflow; readonly job: Job }[];

/** One act of the publishing job, for controls that look at what surrounds publishing. */
export interface TrailEntry {
  /** `action` with `owner/name@ref`, `command` with program and words as far as they are known. */
  readonly kind: 'action' | 'command';
  readonly text: string;
  /** Known words of a command (hidden ones null), or the action's name and ref. */
  readonly words: readonly (string | null)[];
  /** Inputs of an action as known text; null where hidden. */
  readonly inputs: ReadonlyMap<string, string | null>;
  /** Where it stands: in the workflow, or in the file that was followed. */
  readonly at: Place;
  /** The step of the job under which it happens. */
  readonly step: Step;
  /** Certainly before, part of, or after the publishing step. */
  readonly when: 'before' | 'publishing' | 'after';
}

export interface Credential {
  /**
   * `long-lived`: a stored secret or a literal; `vault`: a stored secret that OIDC only fetches; `minted`: short-lived by
   * OIDC; `job-token`: the job's own GITHUB_TOKEN; `unknown`: comes from where files cannot tell.
   */
  readonly kind: 'long-lived' | 'vault' | 'minted' | 'job-token' | 'unknown';
  /** What a person would call it: `secrets.NPM_TOKEN`, `steps.auth.outputs.token`. Never a value. */
  readonly source: string;
  /** Name of the secret, where it is one. */
  readonly secret: string | null;
  /** How it arrives: `environment variable NODE_AUTH_TOKEN`, `input password`, `--token`, `file .npmrc`. */
  readonly arrives: string;
  readonly at: Place;
}

/** A step that publishes to somewhere that is not the public registry of its ecosystem. */
export interface Elsewhere {
  /** `TestPyPI`, `GitHub Packages`, a host. */
  readonly name: string;
  readonly via: string;
  readonly workflow: Workflow;
  readonly job: Job;
  readonly at: Place;
}

/** All that the files of a repository tell about publishing. */
export interface PublicationMap {
  readonly publications: readonly Publication[];
  readonly elsewhere: readonly Elsewhere[];
  /** Every package that manifests describe, sorted by registry, path and name. */
  readonly packages: readonly ManifestPackage[];
  readonly workflows: readonly Workflow[];
  readonly actions: readonly Action[];
  /** Files that could not be read or understood. */
  readonly problems: readonly FileProblem[];
}
