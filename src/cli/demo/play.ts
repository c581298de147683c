import { headOf } from '../../sandbox/git/resolve.ts';
import { newestRun } from '../../sandbox/pages/index.ts';
import type { Scenario } from '../../sandbox/scenario.ts';
import type { ScenarioPull } from '../../sandbox/scenarios/coin-press.ts';
import type { SandboxCheckRun, SandboxIssue, SandboxRepository } from '../../sandbox/state.ts';
import type { Report } from '../../types/report.ts';
import type { Stage } from './stage.ts';

/** What happened, as the terminal and the pages tell it. */
export interface Played {
  readonly organisation: string;
  readonly repositories: readonly Audited[];
  readonly pulls: readonly Checked[];
  readonly requests: { readonly audits: Requests; readonly pulls: Requests };
  readonly seconds: { readonly audits: number; readonly pulls: number };
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
  readonly all: number;
  /** Those that count against the rate limit. */
  readonly counted: number;
}

/** Installs the app on the first organisation, waits for the audits, opens the pull requests, and waits for the checks. */
export async function play(
  stage: Stage,
  scenario: Scenario,
  pulls: readonly ScenarioPull[],
  say: (sentence: string) => void,
): Promise<Played> {
  const { sandbox, app } = stage;
  const [organisation] = scenario.organisations;
  if (organisation === undefined) throw new Error('the scenario has no organisation');
  const owner = organisation.login;

  say(`Installing Mintmark on ${owner}: its ${organisation.repositories.length} repositories are audited …`);
  const started = performance.now();
  await sandbox.people.install(owner);
  await stage.settled();
  const audited = performance.now();
  const audits = requestsOf(stage, 0);

  say(`Opening ${pulls.length} pull requests …`);
  const opened = [];
  for (const each of pulls)
    opened.push({ ...each, number: (await sandbox.people.openPull(owner, each.repository, each.pull)).number });
  await stage.settled();
  const ended = performance.now();

  const repositories = organisation.repositories.map(({ name }) => sandbox.repository(owner, name));
  return {
    organisation: owner,
    repositories: await Promise.all(
      repositories.map(async (repository) => ({
        repository,
        report: await app.store.reports.ofRecord(repository.id),
        issues: [...repository.issues.values()],
      })),
    ),
    pulls: opened.map((each) => ({ ...each, run: runOf(sandbox.repository(owner, each.repository), each.number) })),
    requests: { audits, pulls: requestsOf(stage, audits.all) },
    seconds: { audits: (audited - started) / 1000, pulls: (ended - audited) / 1000 },
  };
}

/** What did not come out as it has to: an audit that failed, a check that was left pending, trouble inside the app. */
export function failuresOf({ repositories, pulls }: Played, stage: Pick<Stage, 'troubles'>): readonly string[] {
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
    ...stage.troubles(),
  ];
}

function runOf(repository: SandboxRepository, number: number): SandboxCheckRun | null {
  return newestRun(repository, repository.pulls.get(number)?.headSha ?? null);
}

function requestsOf({ sandbox }: Stage, since: number): Requests {
  const requests = sandbox.requests.slice(since);
  return { all: requests.length, counted: requests.filter(({ counted }) => counted).length };
}
