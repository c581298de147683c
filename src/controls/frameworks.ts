import type { Severity } from '../types/severity.ts';
import type { OspsRequirementId } from './osps-catalogue.ts';
import type { ScorecardCheck } from './scorecard-checks.ts';

/** Where a control asks what another catalogue asks, too. */
interface Correspondence {
  /** Id of our control. */
  readonly control: string;
  /** `wholly`: a control that passes shows that all of it is met. `partly`: it shows a part. */
  readonly covers: 'wholly' | 'partly';
  /** What the control sees of it, as the end of "Mintmark sees …". */
  readonly sees: string;
}

export interface OspsCorrespondence extends Correspondence {
  readonly requirement: OspsRequirementId;
  /** A finding this grave or graver shows that it is not met; null where the control asks for more than it. */
  readonly brokenFrom: Severity | null;
}

export interface ScorecardCorrespondence extends Correspondence {
  readonly check: ScorecardCheck;
}

/** A control stands here only where its question is the requirement's, or a part of it; that both are good is not enough. */
export const ospsCorrespondences: readonly OspsCorrespondence[] = [
  {
    control: 'two-factor',
    requirement: 'OSPS-AC-01.01',
    covers: 'wholly',
    brokenFrom: 'low',
    sees: 'whether the organization requires two-factor authentication',
  },
  {
    control: 'branch-protection',
    requirement: 'OSPS-AC-03.01',
    covers: 'wholly',
    brokenFrom: null,
    sees: 'whether the default branch takes changes by pull request only, and whether these need an approval',
  },
  {
    control: 'branch-protection',
    requirement: 'OSPS-AC-03.02',
    covers: 'wholly',
    brokenFrom: null,
    sees: 'whether a rule forbids to delete the default branch, among other rules',
  },
  {
    control: 'branch-protection',
    requirement: 'OSPS-QA-07.01',
    covers: 'wholly',
    brokenFrom: null,
    sees: 'whether a pull request to the default branch needs an approval, among other rules',
  },
  {
    control: 'publish-permissions',
    requirement: 'OSPS-AC-04.02',
    covers: 'partly',
    brokenFrom: null,
    sees: 'the permissions of jobs that publish and of those beside them, not of every workflow',
  },
  {
    control: 'publish-injection',
    requirement: 'OSPS-BR-01.01',
    covers: 'partly',
    brokenFrom: 'medium',
    sees: 'what outsiders can write into scripts on the way to a release, not in every workflow',
  },
  {
    control: 'publish-injection',
    requirement: 'OSPS-BR-01.04',
    covers: 'partly',
    brokenFrom: null,
    sees: 'what collaborators can write into scripts on the way to a release, not in every workflow',
  },
  {
    control: 'publish-triggers',
    requirement: 'OSPS-BR-01.03',
    covers: 'partly',
    brokenFrom: null,
    sees: 'whether code of a pull request runs with the rights of the repository, and what outsiders can start',
  },
  {
    control: 'provenance',
    requirement: 'OSPS-BR-06.01',
    covers: 'partly',
    brokenFrom: null,
    sees: 'whether the newest release of each package carries an attestation on its registry',
  },
  {
    control: 'signed-releases',
    requirement: 'OSPS-BR-06.01',
    covers: 'partly',
    brokenFrom: 'low',
    sees: 'whether the files of the newest release on GitHub are signed or attested',
  },
  {
    control: 'committed-credential',
    requirement: 'OSPS-BR-07.01',
    covers: 'partly',
    brokenFrom: 'high',
    sees: 'whether files in which credentials are usually left hold one of a registry',
  },
  {
    control: 'secret-scanning',
    requirement: 'OSPS-BR-07.01',
    covers: 'wholly',
    brokenFrom: null,
    sees: 'whether secret scanning and push protection are on',
  },
  {
    control: 'sbom',
    requirement: 'OSPS-QA-02.02',
    covers: 'partly',
    brokenFrom: null,
    sees: 'whether a release carries a bill of materials, not whether each compiled file does',
  },
  {
    control: 'vulnerability-reporting',
    requirement: 'OSPS-VM-01.01',
    covers: 'partly',
    brokenFrom: null,
    sees: 'whether there is a security policy, not what it promises',
  },
  {
    control: 'vulnerability-reporting',
    requirement: 'OSPS-VM-02.01',
    covers: 'partly',
    brokenFrom: null,
    sees: 'whether there is a security policy, not whom it names',
  },
  {
    control: 'vulnerability-reporting',
    requirement: 'OSPS-VM-03.01',
    covers: 'wholly',
    brokenFrom: null,
    sees: 'whether private vulnerability reporting is on, and whether there is a security policy',
  },
];

/** Scorecard scores where controls pass or fail, so no answer of a control is a score: these say only where both look. */
export const scorecardCorrespondences: readonly ScorecardCorrespondence[] = [
  {
    control: 'branch-protection',
    check: 'Branch-Protection',
    covers: 'partly',
    sees: 'the rules of the default branch, not those of release branches, and no status checks',
  },
  {
    control: 'workflow-guard',
    check: 'Branch-Protection',
    covers: 'partly',
    sees: 'whether code owners have to approve a change to the workflow that publishes',
  },
  {
    control: 'publish-permissions',
    check: 'Token-Permissions',
    covers: 'partly',
    sees: 'the permissions of jobs that publish and of those beside them',
  },
  {
    control: 'publish-pins',
    check: 'Pinned-Dependencies',
    covers: 'partly',
    sees: 'the actions, workflows and images on the way to a release',
  },
  {
    control: 'publish-install',
    check: 'Pinned-Dependencies',
    covers: 'partly',
    sees: 'what the publishing job installs',
  },
  {
    control: 'publish-injection',
    check: 'Dangerous-Workflow',
    covers: 'partly',
    sees: 'foreign text in scripts on the way to a release',
  },
  {
    control: 'publish-triggers',
    check: 'Dangerous-Workflow',
    covers: 'partly',
    sees: 'checkouts of foreign code with the rights of the repository',
  },
  {
    control: 'signed-releases',
    check: 'Signed-Releases',
    covers: 'partly',
    sees: 'the files of the newest release, where Scorecard looks at several',
  },
  {
    control: 'sbom',
    check: 'SBOM',
    covers: 'partly',
    sees: 'a bill of materials that is attached or made when a release is made, not one among the sources',
  },
  {
    control: 'vulnerability-reporting',
    check: 'Security-Policy',
    covers: 'partly',
    sees: 'whether there is a security policy, not what it says',
  },
  {
    control: 'dependency-alerts',
    check: 'Dependency-Update-Tool',
    covers: 'wholly',
    sees: 'whether Dependabot or Renovate keeps what is published and the actions up to date',
  },
];
