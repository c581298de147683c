import type { DeploymentFacts, PlannedPackage } from '../../src/audit/gate.ts';
import type { PackageHistory } from '../../src/registries/release.ts';
import { bareRelease } from '../../src/registries/release.ts';
import type { Observation } from '../../src/types/observation.ts';

/** A release of `tin` 1.2.0 from the tag `v1.2.0` of which there is nothing to say. */
export function goodFacts(): DeploymentFacts {
  return {
    environment: 'npm',
    commit: sha('a'),
    defaultBranch: 'main',
    run: seen({ workflow: releasePath, commit: sha('a'), suite: 7 }),
    source: seen({ branch: 'main', tag: { name: 'v1.2.0', leadsHere: true, isSigned: true } }),
    tagRules: seen({ rulesets: [], isImmutable: false }),
    checks: seen([
      { name: 'test', state: 'green', suite: 6, app: 5 },
      { name: 'publish', state: 'running', suite: 7, app: 5 },
      { name: 'other release', state: 'held', suite: 8, app: 5 },
    ]),
    plan: plan([tin]),
    histories: [{ registry: 'npm', name: 'tin', history: history('tin', ['1.0.0', '1.1.0']) }],
    open: seen({ critical: [], incidents: 0 }),
  };
}

export const releasePath = '.github/workflows/release.yml';

export const tin: PlannedPackage = { registry: 'npm', name: 'tin', version: '1.2.0', directory: '', chosenBy: null };

export function plan(packages: readonly PlannedPackage[]): DeploymentFacts['plan'] {
  return seen({ workflows: [releasePath], packages, files: [{ path: releasePath, is: 'equal' }] });
}

export function seen<T>(value: T): Observation<T> {
  return { state: 'seen', value, source: 'here' };
}

export function unreadable(permission?: string): Observation<never> {
  return {
    state: 'unreadable',
    reason: 'it is hidden',
    ...(permission === undefined ? {} : { permission }),
    source: '',
  };
}

export function sha(digit: string): string {
  return digit.repeat(40);
}

export function history(name: string, versions: readonly string[]): Observation<PackageHistory> {
  return seen({
    registry: 'npm',
    name,
    releases: versions.map(bareRelease),
    omitted: 0,
    vanished: [{ version: '0.9.0', publishedAt: null }],
    owners: unreadable(),
    sourceLinks: [],
    settings: { trustedPublishingOnly: null, twoFactorRequired: null },
    status: 'active',
    newest: null,
    malware: [],
    page: '',
  });
}
