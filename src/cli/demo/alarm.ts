import type { ScenarioTheft } from '../../sandbox/scenarios/coin-press.ts';
import type { SandboxAdvisory, SandboxRepository } from '../../sandbox/state.ts';
import type { StoredIncident } from '../../store/index.ts';
import type { Stage } from './stage.ts';

/** What came of a release that somebody made who should not have. */
export interface Alarm {
  readonly theft: ScenarioTheft;
  /** Null where nobody noticed it in time, or it was told nowhere. */
  readonly noticed: Noticed | null;
  /** What the public sees instead, in the words of the check run; null for nothing. */
  readonly hint: string | null;
  /** Public places in which the release is named, as it must not be. */
  readonly inPublic: readonly string[];
}

export interface Noticed {
  /** From the publication on, by the sandbox's clock. */
  readonly seconds: number;
  readonly pack: StoredIncident['pack'];
  readonly advisory: SandboxAdvisory;
}

/**
 * Publishes it while the app goes on as it does every minute, and waits for what the app makes of it.
 * @throws NotDone where the app does not come to an end
 */
export async function steal(stage: Stage, owner: string, theft: ScenarioTheft): Promise<Alarm> {
  const { sandbox } = stage;
  const repository = sandbox.repository(owner, theft.repository);
  await stage.pass(quietFor);
  // Between two of the times at which the app looks what is due
  await sandbox.advance(new Date(sandbox.state.now().getTime() + intoTheMinute * 1000));
  const at = sandbox.state.now();
  sandbox.registries.publish(theft.registry, theft.package, { ...theft.release, at: at.toISOString() });

  let noticed: Noticed | null = null;
  await stage.pass(minute - intoTheMinute);
  for (let minutes = 1; noticed === null && minutes <= patience; minutes++) {
    noticed = await noticedIn(stage, repository, theft, at);
    if (noticed === null) await stage.pass(minute);
  }
  return { theft, noticed, hint: hintIn(repository), inPublic: tellingPlaces(repository, theft) };
}

/** In seconds, as the others. */
const minute = 60;
const quietFor = 4 * minute;
const intoTheMinute = 35;

/** In minutes: longer than the app's own schedule takes. */
const patience = 15;

async function noticedIn(
  { app }: Stage,
  repository: SandboxRepository,
  theft: ScenarioTheft,
  published: Date,
): Promise<Noticed | null> {
  const incidents = await app.store.incidents.ofRepository(repository.id);
  const incident = incidents.find(({ version }) => version === theft.release.version);
  const advisory = repository.advisories.get(incident?.place?.id ?? '');
  if (incident === undefined || advisory === undefined) return null;
  return { seconds: Math.round((incident.noticedAt - published.getTime()) / 1000), pack: incident.pack, advisory };
}

function hintIn({ checkRuns }: SandboxRepository): string | null {
  const hint = [...checkRuns.values()].findLast(({ name }) => name === 'mintmark: security');
  return hint === undefined ? null : `${hint.name}: ${hint.title ?? hint.status}`;
}

/** Check runs, issues and pull requests are read by everybody where the repository is public. */
function tellingPlaces(repository: SandboxRepository, { release }: ScenarioTheft): readonly string[] {
  const { checkRuns, issues, pulls } = repository;
  const places = [
    ...[...checkRuns.values()].map((run) => ({ where: `the check run ${run.name}`, said: run })),
    ...[...issues.values()].map((issue) => ({ where: `issue ${issue.number}`, said: issue })),
    ...[...pulls.values()].map((pull) => ({ where: `pull request ${pull.number}`, said: pull })),
  ];
  return places.filter(({ said }) => JSON.stringify(said).includes(release.version)).map(({ where }) => where);
}
