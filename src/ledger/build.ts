import { githubIssuer, type Identity } from '../provenance/certificate-identity.ts';
import type { RegistryRelease } from '../registries/release.ts';
import { isRepositoryName, repositoryOfLink } from './source-link.ts';

/** Where a release was built, as evidence tells that its publisher cannot forge. */
export interface Build {
  /** `certificate`: Fulcio's, out of GitHub's own token; `registry`: recorded by the registry when it took the release. */
  readonly source: 'certificate' | 'registry';
  readonly commit: string | null;
  /** GitHub's id of the workflow run. */
  readonly run: string | null;
  /** `owner/name`. */
  readonly repository: string | null;
  /** GitHub's number of the repository, which survives renames. */
  readonly repositoryId: string | null;
  readonly workflow: string | null;
  readonly ref: string | null;
}

/** The build of a release: from its certificate, else from the registry's record; null where neither tells of GitHub. */
export function buildOf(release: RegistryRelease, identities: readonly Identity[]): Build | null {
  const identity = identities.find(isGitHub);
  if (identity !== undefined) return certified(identity);
  const { recorded } = release;
  if (recorded === null || (recorded.commit === null && recorded.run === null && recorded.repository === null))
    return null;
  return {
    source: 'registry',
    commit: commitId(recorded.commit),
    run: runId(recorded.run),
    repository: isRepositoryName(recorded.repository) ? recorded.repository : null,
    repositoryId: null,
    workflow: null,
    ref: recorded.ref,
  };
}

/** The service that ran the build, where the certificate was not issued to GitHub; null for GitHub. */
export function otherBuilder(identities: readonly Identity[]): string | null {
  const other = identities.find((identity) => !isGitHub(identity));
  if (other === undefined || identities.some(isGitHub)) return null;
  const host = URL.canParse(other.issuer) ? new URL(other.issuer).hostname : '';
  return builders[host] ?? (host === '' ? 'another service' : host);
}

/** A full SHA-1 in lower case, or null. */
export function commitId(text: string | null): string | null {
  const lower = text?.toLowerCase() ?? '';
  return /^[\da-f]{40}$/.test(lower) ? lower : null;
}

/** GitHub's own issuer, and a repository on github.com: an enterprise's issuer stands for other repositories. */
function isGitHub({ issuer, repositoryUrl }: Identity): boolean {
  return issuer === githubIssuer && (repositoryUrl === null || repositoryOfLink(repositoryUrl) !== null);
}

/** Issuers' hosts as people call them. */
const builders: Readonly<Record<string, string>> = {
  'gitlab.com': 'GitLab',
  'oidc.circleci.com': 'CircleCI',
  'agent.buildkite.com': 'Buildkite',
  'accounts.google.com': 'Google Cloud',
  'platform.activestate.com': 'ActiveState',
};

function certified(identity: Identity): Build {
  return {
    source: 'certificate',
    commit: commitId(identity.commit),
    run: runId(/\/actions\/runs\/(\d{1,20})(?:\/attempts\/\d{1,6})?$/.exec(identity.runUrl ?? '')?.[1] ?? null),
    repository: repositoryOfLink(identity.repositoryUrl ?? ''),
    repositoryId: identity.repositoryId,
    workflow: identity.workflow,
    ref: identity.ref,
  };
}

function runId(text: string | null): string | null {
  return text !== null && /^\d{1,20}$/.test(text) ? text : null;
}
