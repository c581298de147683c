import { auditRepository } from '../../src/audit/audit.ts';
import { type Settings, settingsNotAsked } from '../../src/github/settings.ts';
import type { PackageEvidence } from '../../src/ledger/package-evidence.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';
import type { ScenarioRepository } from '../../src/sandbox/scenario.ts';
import type { ScenarioPackage } from '../../src/sandbox/scenario-package.ts';
import { coinPress } from '../../src/sandbox/scenarios/coin-press.ts';
import type { Report } from '../../src/types/report.ts';
import { evidenceOf } from '../audit/incident-cases.ts';
import { packageEvidence, saw } from '../controls/package-evidence.ts';

/** A repository of the organisation `coin-press`, audited. */
export interface AuditedCase {
  /** Its name, which is the last part of its full name. */
  readonly name: string;
  readonly settings: Settings;
  readonly report: Report;
  /** What its registries said of its packages. */
  readonly evidence: readonly PackageEvidence[];
}

/** The organisation's eight repositories, and one that publishes nothing as the last: each a real audit of its files. */
export function auditedCases(): Promise<readonly AuditedCase[]> {
  const { organisations, packages = [] } = coinPress.scenario;
  const repositories = organisations.flatMap((organisation) => organisation.repositories);
  return Promise.all([...repositories, plain].map((repository) => audited(repository, packages)));
}

const plain: ScenarioRepository = {
  name: 'notes',
  commits: [
    {
      files: {
        'README.md': '# notes\n',
        '.github/workflows/test.yml':
          'on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make test\n',
      },
    },
  ],
};

async function audited(repository: ScenarioRepository, packages: readonly ScenarioPackage[]): Promise<AuditedCase> {
  const { name } = repository;
  const evidence = packages.filter((each) => each.repository === `coin-press/${name}`).map(evidenceFor);
  const settings = settingsOf(repository);
  const report = await auditRepository({
    files: memoryFiles(filesOf(repository)),
    subject: { repository: `coin-press/${name}`, ref: 'refs/heads/main', commit: '5'.repeat(40) },
    policy: defaultPolicy,
    settings,
    askRegistries: () => Promise.resolve(evidence),
    today: '2026-11-22',
  });
  return { name, settings, report, evidence };
}

function filesOf({ commits = [] }: ScenarioRepository): Readonly<Record<string, string>> {
  const all = commits.flatMap(({ files }) => Object.entries(files));
  return Object.fromEntries(all.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** npm packages have the whole ledger of an honest project, the others short ones. */
function evidenceFor({ registry, name, repository, releases }: ScenarioPackage): PackageEvidence {
  if (registry === 'npm')
    return renamed(evidenceOf({ bad: null }), [
      ['octo/lantern', repository ?? ''],
      ['lantern', name],
    ]);
  return packageEvidence({
    registry,
    name,
    releases: releases
      .map(({ version, at, by }) => ({ version, on: at, by: by.person?.name ?? 'trusted publishing' }))
      .toReversed(),
    history: { sourceLinks: [`https://github.com/${repository}`] },
  });
}

/** Plain data with other names in it. */
export function renamed<T>(value: T, names: readonly NewName[]): T {
  return JSON.parse(withNames(JSON.stringify(value), names)) as T;
}

export type NewName = readonly [from: string, to: string];

/** The same for its JSON. */
export function withNames(json: string, names: readonly NewName[]): string {
  return names.reduce((all, [from, to]) => all.replaceAll(from, to), json);
}

/** What the app reads with the permissions that it asks for: those that need administration stay unread. */
function settingsOf(repository: ScenarioRepository): Settings {
  const secrets = (names: Readonly<Record<string, string>> = {}) =>
    saw(Object.entries(names).map(([name, updatedAt]) => ({ name, updatedAt })));
  return {
    ...settingsNotAsked,
    environments: saw(
      (repository.environments ?? []).map((environment) => ({
        name: environment.name,
        reviewers: (environment.reviewers ?? []).length > 0,
        selfReview: environment.preventSelfReview !== true,
        adminBypass: environment.adminBypass ?? true,
        branchPolicy: environment.branchPolicy ?? 'none',
        secrets: secrets(environment.secrets),
      })),
    ),
    repositorySecrets: secrets(repository.secrets),
    organisationSecrets: secrets(repository.organisationSecrets),
    rulesets: saw(
      (repository.rulesets ?? []).map((ruleset) => ({
        name: ruleset.name,
        target: ruleset.target ?? 'branch',
        enforcement: ruleset.enforcement ?? 'active',
        from: ruleset.from === 'Organization' ? 'organization' : 'repository',
        include: ruleset.include,
        exclude: ruleset.exclude ?? [],
        rules: ruleset.rules.map((rule) => (typeof rule === 'string' ? { type: rule } : rule)),
        bypassActors: ruleset.bypassActors ?? 0,
      })),
    ),
    privateVulnerabilityReporting: saw(repository.privateVulnerabilityReporting ?? false),
    twoFactor: saw(true),
    releases: saw([]),
    tags: saw([]),
    defaultBranch: 'main',
  };
}
