import type { PrincipleId } from '../types/principle-id.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { FileProblem, RepositoryFiles } from '../types/repository-files.ts';
import type { Value } from '../types/values.ts';
import type { Act, Session } from './act.ts';
import type { RegistryClient } from './client.ts';
import type { ActionRow, CommandRow, CredentialRules } from './recogniser.ts';

/** All that Mintmark knows of one registry. */
export interface Registry {
  readonly id: RegistryId;
  /** As its own pages write it. */
  readonly title: string;
  readonly homepage: string;
  readonly capabilities: Capabilities;
  readonly commands: readonly CommandRow[];
  readonly actions: readonly ActionRow[];
  readonly credentials: CredentialRules;
  /** Whether a destination (URL, host or alias as a client takes it) is this public registry. */
  isHome(destination: string): boolean;
  /** The destination that a client finds by itself: a file written or an action used earlier in the job. Null for none. */
  ambientDestination?(act: Act, session: Session): Value | null;
  /** Reads the packages that the repository's manifests describe for this registry. */
  readManifests(files: RepositoryFiles): ManifestReading;
  readonly remedies: Remedies;
  /** How it is asked, loaded when somebody asks: audits that read files only go without. Absent where Mintmark cannot ask it. */
  readonly client?: () => Promise<RegistryClient>;
  /** Seconds between two looks at its client's feed of changes, at least, at the registry's rules; absent where it has none. */
  readonly feedEverySeconds?: number;
}

/** Whether the registry keeps a line of the Principles. `delegated`: its sign-in provider does. */
export type Capability = 'yes' | 'partial' | 'no' | 'delegated' | 'unknown';

export type Capabilities = {
  readonly [principle in PrincipleId]: {
    readonly offers: Capability;
    /** Where that is documented: a URL, or the registry's own source. Absent where it is general knowledge. */
    readonly source?: string;
    /** One short sentence where yes or no is not the whole truth. */
    readonly note?: string;
  };
};

/** A package that a manifest describes: a claim, until the registry points back. */
export interface ManifestPackage {
  readonly registry: RegistryId;
  /** As the registry spells it. */
  readonly name: string;
  /** The manifest. */
  readonly path: string;
  /** Its folder; `` for the root. */
  readonly directory: string;
  /** 1-based line of the name in the manifest (1 where the name comes from elsewhere). */
  readonly line: number;
  /** False where the manifest says that it is not for publishing. */
  readonly publishable: boolean;
  /** Registry that the manifest itself names (URL), null for the ecosystem's default. */
  readonly destination: string | null;
  /** As written; null where it is computed, absent or a placeholder of a release tool. */
  readonly version: string | null;
  /** `publishConfig.provenance` and the like; null where the manifest is silent. */
  readonly provenance: boolean | null;
  /** Manifest of the workspace it is a member of; its own path for a root that is a member itself; null outside of any. */
  readonly workspace: string | null;
  /** The source link that the manifest declares (URL or `owner/name`), null where it has none. */
  readonly repository: string | null;
}

export interface ManifestReading {
  /** Sorted by path, then name. */
  readonly packages: readonly ManifestPackage[];
  readonly problems: readonly FileProblem[];
}

/** Exact steps for a maintainer, with the values filled in by the caller. */
export interface Remedies {
  /** Null where the registry has no trusted publishing. */
  readonly trustedPublishing: ((values: BindingValues) => Remedy) | null;
  /** How to make the registry refuse tokens; null where it has no such switch. */
  readonly refuseTokens: ((values: BindingValues) => Remedy) | null;
  /** How to keep a token that has to stay narrow, short-lived and guarded. */
  readonly narrowToken: (values: BindingValues) => Remedy;
  /** How to delete tokens that are not needed any more. */
  readonly deleteToken: (values: BindingValues) => Remedy;
  /** How releases come to carry provenance; null where the registry takes none. */
  readonly provenance: ((values: BindingValues) => Remedy) | null;
  /** The pieces of a move to trusted publishing; absent where the registry has none. */
  readonly move?: Move;
}

/**
 * What it takes to move from tokens to trusted publishing, piece by piece, for a guide that ticks its steps. Sentences
 * are as in a remedy.
 */
export interface Move {
  /** Where the form is. */
  readonly open: string;
  /** What is filled in, in the order of the form. */
  readonly fields: (values: FormValues) => readonly FormField[];
  /** What the form asks for besides, and what is easily done wrong. */
  readonly notes: readonly string[];
  /** Page of a package's form; of its documentation where the name fits no address. */
  readonly page: (name: string) => string;
  /** The same as a command that can be copied into any shell, and what it needs. */
  readonly command?: {
    readonly needs: string;
    /** Null where one of the values could be taken for something else by a shell, or is not known. */
    readonly of: (name: string, values: FormValues) => string | null;
  };
  /** Who is shown the trusted publishers of a package; null where they are public. */
  readonly shownTo: string | null;
  /** How a package comes to be that the registry does not have yet. */
  readonly newPackage: string;
  /** The step that hands a minted token on to tools that cannot ask for one themselves; null where none needs it. */
  readonly minting: string | null;
  /** Whether everybody is shown that a release came by trusted publishing: each, those with attestations, or none. */
  readonly shows: 'each' | 'attested' | 'none';
  /** What a person sees of such a release. */
  readonly check: string;
  /** How tokens come to be refused, with the page of a package; null where the registry has no such switch. */
  readonly refusal: { readonly open: string; readonly page: (name: string) => string } | null;
  /** How the token itself is taken back. */
  readonly revocation: { readonly open: string; readonly page: string };
  readonly documentation: string;
}

/** What a form is filled in with, for one workflow. */
export interface FormValues extends Omit<BindingValues, 'packages'> {
  /** The environment is an expression: its name is known only when the workflow runs. */
  readonly isComputed: boolean;
  /** Releases wait for a person's approval on the registry. */
  readonly isStaged: boolean;
}

export interface FormField {
  /** As the form writes it. */
  readonly label: string;
  /** To be entered letter by letter; null where it stays empty or is not known. */
  readonly value: string | null;
  /** For null: what to do instead, as the rest of a sentence. */
  readonly hint: string | null;
}

/** What a registry's form asks for. Null where files cannot tell; a remedy then says what to put there. */
export interface BindingValues {
  readonly packages: readonly string[];
  readonly owner: string | null;
  readonly repository: string | null;
  /** File name of the workflow as the registry compares it. */
  readonly workflow: string | null;
  readonly environment: string | null;
}

export interface Remedy {
  /** Imperative sentences, in order. What stands between two backticks is code; there is no other markup. */
  readonly steps: readonly string[];
  readonly links: readonly string[];
}
