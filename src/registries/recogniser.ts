import type { RepositoryFiles } from '../types/repository-files.ts';
import type { Act, Carrier, Session } from './act.ts';

/** What every row tells of a step that publishes. */
export interface PublishFacts {
  /** What a person would call it: `npm publish`, `pypa/gh-action-pypi-publish`. */
  readonly via: string;
  /** Where the target registry is named; the first that is given decides, none means the public registry. */
  readonly destination?: readonly Carrier[];
  /** Where a credential is handed over directly; the registry's environment variables and files count besides. */
  readonly credential?: readonly Carrier[];
  /**
   * Whether it publishes with OIDC when no credential is handed over: `native` (it mints by itself when the job may),
   * `minted` (only with a credential that an earlier step minted), `never`.
   */
  readonly oidc: 'native' | 'minted' | 'never';
  /** Whether the release carries provenance: a rule by name, see `publishing/provenance.ts`. */
  readonly provenance: ProvenanceRule;
  /** Which packages of the repository it publishes. */
  readonly packages: PackagesRule;
  /** Something only code can tell: false where this act publishes nothing after all. */
  readonly when?: (act: Act) => boolean;
  /** The same, where earlier acts of the job or files of the repository decide. */
  readonly given?: (act: Act, session: Session) => boolean;
}

export interface ProvenanceRule {
  /** Without a flag: `with-oidc` (by itself under trusted publishing), `always`, `never`, or `unknown`. */
  readonly byDefault: 'with-oidc' | 'always' | 'never' | 'unknown';
  /** Carriers that turn it on, or off with a false value (`--provenance`, `provenance: true`). */
  readonly on?: readonly Carrier[];
  /** Carriers that turn it off (`--no-provenance`, `attestations: false` is an `on` carrier with a false value). */
  readonly off?: readonly Carrier[];
  /** The switch has no effect with a token (`attestations: true` needs trusted publishing). */
  readonly needsOidc?: boolean;
  /** `with-oidc` under a token: false where a token release certainly has none. */
  readonly withToken?: false;
  /**
   * Attesting actions that count for what is published here: named ones whose attestations the client uploads along, or
   * `any` where the registry keeps none itself and GitHub's attestation of the file is the provenance there is.
   */
  readonly attestedBy?: readonly string[] | 'any';
  /** First version (of the ref or tool) that does it by default, where that is known: `1.11.0`. */
  readonly since?: string;
}

export type PackagesRule =
  /** The manifest of the folder the act happens in, or that one of the carriers names (a path or a folder). */
  | {
      readonly kind: 'directory';
      readonly at?: readonly Carrier[];
      readonly named?: readonly Carrier[];
      readonly all?: readonly string[];
    }
  /** Every publishable package of the workspace around the folder; `named` narrows it. */
  | {
      readonly kind: 'workspace';
      readonly named?: readonly Carrier[];
      /** Packages that the tool's own configuration leaves out. */
      readonly withheld?: (files: RepositoryFiles) => ReadonlySet<string>;
    }
  /** Container images: references in these carriers, one a line or separated by commas. */
  | {
      readonly kind: 'image';
      readonly at: readonly Carrier[];
      /** Where the registry's host is named apart from the image. */
      readonly host?: Carrier;
      /** Images that a configuration file of the repository lists. */
      readonly listed?: (act: Act, files: RepositoryFiles) => readonly string[];
    }
  /** Files cannot tell. */
  | { readonly kind: 'unknown' };

/** A command that publishes. */
export interface CommandRow extends PublishFacts {
  readonly program: readonly string[];
  /** The subcommand in each of its spellings: `[['publish'], ['stage', 'publish']]`; `[[]]` for the bare program. */
  readonly subcommand: readonly (readonly string[])[];
  /**
   * The subcommand is one word that may stand anywhere among the others, as a Gradle task or a Maven goal does; `*` in
   * it stands for any run of characters and a task's project path is not compared.
   */
  readonly anywhere?: boolean;
  /** Flags (of the program and the subcommand) that take the next word as their value. */
  readonly valueFlags?: readonly string[];
  /** Flags with which it publishes nothing (`--dry-run`). */
  readonly unless?: readonly string[];
  /** Flags of which one must be there (`--push`). */
  readonly requires?: readonly string[];
}

/** An action, or a reusable workflow of another repository, that publishes. */
export interface ActionRow extends PublishFacts {
  /** `owner/name[/path]`, lower case; a trailing `/*` matches any path below. */
  readonly action: readonly string[];
  /** Inputs that decide whether it publishes; all must hold. */
  readonly inputs?: readonly InputCondition[];
}

export interface InputCondition {
  readonly input: string;
  /** The value when the input is not given. */
  readonly default: string;
  /** Publishes only when it is one of these … */
  readonly oneOf?: readonly string[];
  /** … or is none of these. */
  readonly noneOf?: readonly string[];
}

/** How credentials of one registry reach a step. */
export interface CredentialRules {
  /** Environment variables that its clients read a long-lived credential from; `*` stands for any run of characters. Compared without case. */
  readonly environment: readonly string[];
  /** Commands that store a credential for later steps: `npm config set //…:_authToken X`, `cargo login X`, `docker login`. */
  readonly stores: readonly CredentialStore[];
  /** Files in which a client looks for a credential, by the end of their path, and the words that mark one in them. */
  readonly files: readonly { readonly path: string; readonly markers: readonly string[] }[];
  /** Actions that put a credential in place for later steps of the job. */
  readonly logins: readonly CredentialLogin[];
  /** Actions (and scripts) whose output is a short-lived credential minted by OIDC. `output: '*'` for any. */
  readonly minted: readonly { readonly action: string; readonly output: string }[];
  /** Texts in a script that mint one by hand: the registry's exchange endpoint. */
  readonly mintEndpoints: readonly string[];
  /** Words by which a secret's, input's or variable's name tells that it is this registry's credential (`NPM_TOKEN`): parts split at `_` and `-`. */
  readonly names: readonly string[];
}

export interface CredentialStore {
  readonly program: readonly string[];
  readonly subcommand: readonly (readonly string[])[];
  readonly valueFlags?: readonly string[];
  readonly credential: readonly Carrier[];
  /** The host that is signed in to, where the command names one: the word after the subcommand, or the client's default. */
  readonly host?: { readonly default: string };
  /** Text that must be in one of the words for it to concern this registry (`_authToken`, `pypi-token`). */
  readonly mentions?: readonly string[];
}

export interface CredentialLogin {
  readonly action: string;
  readonly credential: readonly Carrier[];
  /** Short-lived by OIDC where the credential carriers are not given. */
  readonly oidcWithout: boolean;
  /** Host the login is for (`docker/login-action`'s `registry`), with the host when it is not given. */
  readonly host?: { readonly input: string; readonly default: string };
}
