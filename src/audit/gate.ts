import type { CommitCheck } from '../github/deployment-checks.ts';
import type { DeploymentRun } from '../github/deployment-run.ts';
import type { CommitSource } from '../github/deployment-source.ts';
import type { Ruleset } from '../github/settings.ts';
import type { Policy } from '../policy/policy.ts';
import type { PackageHistory } from '../registries/release.ts';
import type { GateAnswer, GateCheckId, GateDecision } from '../types/gate.ts';
import type { Observation } from '../types/observation.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { gateChecks } from './gate-checks.ts';

/** All that is asked of a deployment before it is let through. What could not be read is there as unreadable. */
export interface DeploymentFacts {
  readonly environment: string;
  /** The commit that the deployment names. */
  readonly commit: string;
  readonly defaultBranch: string;
  readonly run: Observation<DeploymentRun>;
  readonly source: Observation<CommitSource>;
  /**
   * Rulesets in force for the tag that the run is for, and whether it is the locked tag of an immutable release; absent where
   * a branch speaks for the commit.
   */
  readonly tagRules: Observation<{ readonly rulesets: readonly Ruleset[]; readonly isImmutable: boolean }>;
  /** Check runs and statuses of the commit, without our own. */
  readonly checks: Observation<readonly CommitCheck[]>;
  readonly plan: Observation<PublishingPlan>;
  /** What the registry shows of each package of the plan that can be asked about. */
  readonly histories: readonly AskedHistory[];
  readonly open: Observation<OpenMatters>;
}

/** What the files of the commit say of publishing in the environment. */
export interface PublishingPlan {
  /** Workflows that publish in this environment, each by the file that starts. */
  readonly workflows: readonly string[];
  /** What the run's own workflow publishes there. */
  readonly packages: readonly PlannedPackage[];
  /** The run's workflow and what it uses under `.github/`, compared with the default branch. */
  readonly files: readonly ComparedFile[];
}

export interface PlannedPackage {
  readonly registry: RegistryId;
  /** Null where files cannot tell. */
  readonly name: string | null;
  /** As its manifest has it; null where it is worked out when it is built. */
  readonly version: string | null;
  /** Folder of its manifest; null where that is not known. */
  readonly directory: string | null;
  /** How it is published, where that tool chooses the version by itself; else null. */
  readonly chosenBy: string | null;
}

export interface ComparedFile {
  readonly path: string;
  /** `unknown`: there may be more files than GitHub lists. */
  readonly is: 'equal' | 'different' | 'new' | 'gone' | 'unknown';
}

export interface AskedHistory {
  readonly registry: RegistryId;
  readonly name: string;
  readonly history: Observation<PackageHistory>;
}

/** What stands open in the repository that must not be published over. */
export interface OpenMatters {
  /** Controls with a critical finding on the default branch. */
  readonly critical: readonly string[];
  /** Releases that did not come from where they should, told in private. */
  readonly incidents: number;
}

export interface GateVerdict {
  readonly decision: GateDecision;
  readonly answers: readonly GateAnswer[];
  /** Only what is still running keeps it from being told: the answer may be there soon. */
  readonly isRunning: boolean;
}

/**
 * Whether a deployment may go on: rejected for whatever refuses, approved where all that applies passes. Where something
 * cannot be told, the policy decides.
 */
export function judgeDeployment(facts: DeploymentFacts, policy: Pick<Policy, 'deployments'>): GateVerdict {
  const judged = Object.entries(gateChecks).map(([check, judge]) => ({
    check: check as GateCheckId,
    ...judge(facts, policy.deployments),
  }));
  const answers = judged.map(({ check, outcome, says }): GateAnswer => ({ check, outcome, says }));
  const unsure = judged.filter(({ outcome }) => outcome === 'cannot-tell');
  const refuses = judged.some(({ outcome }) => outcome === 'refuses');
  const decision = refuses ? 'rejected' : unsure.length === 0 ? 'approved' : ofUnsure[policy.deployments.unsure];
  const isRunning = !refuses && unsure.length > 0 && unsure.every((each) => each.isRunning === true);
  return { decision, answers, isRunning };
}

const ofUnsure: Readonly<Record<Policy['deployments']['unsure'], GateDecision>> = {
  reject: 'rejected',
  approve: 'approved',
  leave: 'left',
};
