import { corePermissions } from '../../sandbox/core-tier.ts';
import { headOf } from '../../sandbox/git/resolve.ts';
import { newestRun } from '../../sandbox/pages/index.ts';
import type { ScenarioPull, WatchedScenario } from '../../sandbox/scenarios/coin-press.ts';
import type { SandboxCheckRun, SandboxIssue, SandboxRepository } from '../../sandbox/state.ts';
import type { Report } from '../../types/report.ts';
import { type Alarm, steal } from './alarm.ts';
import { type AskedFix, askForFix } from './fix.ts';
import type { Stage } from './stage.ts';

/** What happened, as the terminal and the pages tell it. */
export interface Played {
  readonly organisation: string;
  readonly repositories: readonly Audited[];
  readonly pulls: readonly Checked[];
  readonly fix: AskedFix;
  readonly alarm: Alarm;
  readonly requests: { readonly audits: Requests; readonly pulls: Requests; readonly alarm: Requests };
  /** How long it really took; the sandbox has a clock of its own. */
  readonly seconds: { readonly audits: number; readonly pulls: number; readonly alarm: number };
}

export interface Audited {
  readonly repository: SandboxRepository;
  /** Null where the audit failed. */
  readonly report: Report | null;
  readonly issues: readonly SandboxIssue[];
}

export interface Checked extends ScenarioPull {
  readonly number: number;
  readonly run: SandboxCheckRun | null;
}

export interface Requests {
  /** To GitHub. */
  readonly all: number;
  /** Those that count against the rate limit. */
  readonly counted: number;
  readonly toRegistries: number;
}

/**
 * Installs the app on the first organisation, waits for the audits, opens the pull requests, waits for the checks, asks
 * for a fix, and publishes what should not be published.
 */
export async function play(
  stage: Stage,
  { scenario, pulls, theft }: WatchedScenario,
  say: (sentence: string) => void,
): Promise<Played> {
  const { sandbox } = stage;
  const [organisation] = scenario.organisations;
  if (organisation === undefined) throw new Error('the scenario has no organisation');
  const owner = organisation.login;
  const count = organisation.repositories.length;

  say(`Installing Mintmark on ${owner}: its ${count} repositories are audited, and registries asked …`);
  const audits = stopwatch(stage);
  sandbox.people.installFixer(owner);
  await sandbox.people.install(owner, { permissions });
  await stage.settled();
  const audited = audits();

  say(`Opening ${pulls.length} pull requests …`);
  const checks = stopwatch(stage);
  const opened = [];
  for (const each of pulls)
    opened.push({ ...each, number: (await sandbox.people.openPull(owner, each.repository, each.pull)).number });
  await stage.settled();
  const checked = checks();
  const repositories = await Promise.all(
    organisation.repositories.map(({ name }) => recordOf(stage, sandbox.repository(owner, name))),
  );

  say('Ticking a box that opens a pull request …');
  const fix = await askForFix(stage, owner);

  say(`Publishing ${theft.package} ${theft.release.version} ${theft.shows} …`);
  const noticing = stopwatch(stage);
  const alarm = await steal(stage, owner, theft);
  const noticed = noticing();

  return {
    organisation: owner,
    repositories,
    pulls: opened.map((each) => ({ ...each, run: runOf(sandbox.repository(owner, each.repository), each.number) })),
    fix,
    alarm,
    requests: { audits: audited.requests, pulls: checked.requests, alarm: noticed.requests },
    seconds: { audits: audited.seconds, pulls: checked.seconds, alarm: noticed.seconds },
  };
}

/** With what the app asks for and its owners granted, and the right to tell of an incident in private. */
const permissions = { ...corePermissions, repository_advisories: 'write' } as const;

/**
 * What did not come out as it has to: an audit that failed, a check that was left pending, a release that nobody noticed,
 * trouble inside the app.
 */
export function failuresOf(
  { repositories, pulls, fix, alarm }: Played,
  stage: Pick<Stage, 'troubles'>,
): readonly string[] {
  return [
    ...repositories.flatMap(({ repository, report }) => {
      const run = newestRun(repository, headOf(repository));
      if (report === null) return [`${repository.name}: the audit failed`];
      return run?.status === 'completed'
        ? []
        : [`${repository.name}: the check of the default branch was left pending`];
    }),
    ...pulls.flatMap(({ repository, number, run }) =>
      run?.status === 'completed' ? [] : [`${repository}: the check of pull request ${number} was left pending`],
    ),
    ...(fix.pull === null ? [`${fix.repository}: a box was ticked, and no pull request opened`] : []),
    ...alarmFailures(alarm),
    ...stage.troubles(),
  ];
}

function alarmFailures({ theft, noticed, inPublic }: Alarm): readonly string[] {
  const release = `${theft.package} ${theft.release.version}`;
  return [
    ...(noticed === null ? [`${theft.repository}: nobody noticed ${release}`] : []),
    ...inPublic.map((where) => `${theft.repository}: ${where} tells everybody of ${release}`),
  ];
}

async function recordOf({ app }: Stage, repository: SandboxRepository): Promise<Audited> {
  const report = await app.store.reports.ofRecord(repository.id);
  return { repository, report, issues: [...repository.issues.values()] };
}

function runOf(repository: SandboxRepository, number: number): SandboxCheckRun | null {
  return newestRun(repository, repository.pulls.get(number)?.headSha ?? null);
}

/** Gives what was asked and how long it took since then. */
function stopwatch({ sandbox }: Stage): () => { readonly requests: Requests; readonly seconds: number } {
  const started = performance.now();
  const { length: before } = sandbox.requests;
  const { length: asked } = sandbox.registries.requests;
  return () => {
    const requests = sandbox.requests.slice(before);
    const counted = requests.filter((request) => request.counted).length;
    const toRegistries = sandbox.registries.requests.length - asked;
    return {
      requests: { all: requests.length, counted, toRegistries },
      seconds: (performance.now() - started) / 1000,
    };
  };
}
