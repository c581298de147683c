import type { SandboxRepository } from './state.ts';

type Empty =
  | 'nextNumber'
  | 'pulls'
  | 'issues'
  | 'checkRuns'
  | 'checkSuites'
  | 'labels'
  | 'releases'
  | 'runs'
  | 'deployments'
  | 'statuses'
  | 'advisories'
  | 'analyses'
  | 'commitIds'
  | 'rulesets'
  | 'environments'
  | 'secrets'
  | 'organisationSecrets'
  | 'branchProtection'
  | 'collaborators';

/** What a new repository or a fork has none of yet. */
export function nothingYet(): Pick<SandboxRepository, Empty> {
  return {
    nextNumber: 1,
    pulls: new Map(),
    issues: new Map(),
    checkRuns: new Map(),
    checkSuites: new Map(),
    labels: new Map(),
    releases: [],
    runs: new Map(),
    deployments: new Map(),
    statuses: new Map(),
    advisories: new Map(),
    analyses: new Map(),
    commitIds: new Map(),
    rulesets: [],
    environments: new Map(),
    secrets: new Map(),
    organisationSecrets: new Map(),
    branchProtection: new Map(),
    collaborators: new Map(),
  };
}
