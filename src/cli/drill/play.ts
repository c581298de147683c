import type { Card, ScenarioId } from '../../exercises/index.ts';
import { corePermissions } from '../../sandbox/core-tier.ts';
import type { StoredIncident } from '../../store/index.ts';
import type { Act, PlotEnd, Who } from './act.ts';
import { type Cards, inOrder, ledgerNow, runOf, takeCheck, takeLedger, takePosture } from './cards.ts';
import { plots } from './plots.ts';
import type { Scene } from './scene.ts';
import { type Watch, watchOf } from './watch.ts';

/** A line of the time line. */
export interface Moment {
  /** Seconds from the beginning, by the sandbox’s clock. */
  readonly seconds: number;
  readonly who: Who;
  readonly says: string;
  /** Where it can be looked at; null for nowhere. */
  readonly page: string | null;
}

export interface Played {
  readonly moments: readonly Moment[];
  readonly cards: readonly Card[];
  /** The first one; null where none rang. */
  readonly alarm: {
    readonly release: string;
    /** From the publication on; null where the registry does not tell when that was. */
    readonly seconds: number | null;
  } | null;
  /** How long it was watched, by the sandbox’s clock. */
  readonly minutes: number;
  readonly ends: PlotEnd;
  /** What did not come out as it has to; empty where all did. */
  readonly failures: readonly string[];
}

/** Installs the app on the stage, and waits for the first audits. */
export async function install({ stage, owner }: Pick<Scene, 'stage' | 'owner'>): Promise<void> {
  await stage.sandbox.people.install(owner, { permissions: { ...corePermissions, repository_advisories: 'write' } });
  await stage.settled();
}

/**
 * Plays a scenario minute by minute while the app does what it always does, and tells each thing as it happens.
 *
 * @throws NotDone where the app does not come to an end
 */
export async function playStory(id: ScenarioId, scene: Scene, tell: (moment: Moment) => void): Promise<Played> {
  const { stage } = scene;
  const { acts, ends } = plots[id](scene);
  const cards: Cards = new Map();
  await stage.pass(quietFor);
  takePosture(scene, cards);
  await takeLedger(scene, 'ledger-before', cards);

  const begun = stage.sandbox.state.now().getTime();
  const moments: Moment[] = [];
  const watch = watchOf(scene, cards, (who, says, page = null) => {
    const seconds = Math.round((stage.sandbox.state.now().getTime() - begun) / 1000);
    moments.push({ seconds, who, says, page });
    tell({ seconds, who, says, page });
  });
  for (let at = 0; at <= Math.max(...acts.map((act) => act.at)); at += 1) {
    await happen(
      acts.filter((act) => act.at === at),
      scene,
      watch,
    );
  }
  for (const seconds of waits[ends.expects]) {
    if (await isOver(ends, scene, watch)) break;
    await stage.pass(seconds);
    await watch.look();
  }

  if (!cards.has('ledger')) await takeLedger(scene, 'ledger', cards);
  if (ends.expects === 'calm') await takeLedger(scene, 'after', cards);
  const check = runOf(scene, 'mintmark');
  if (check !== undefined) takeCheck(scene, 'check', check, cards);
  return {
    moments,
    cards: inOrder(cards),
    alarm: alarmOf(watch.told[0]),
    minutes: Math.round((stage.sandbox.state.now().getTime() - begun) / 60_000),
    ends,
    failures: [...(await failuresOf(ends, scene, watch)), ...stage.troubles()],
  };
}

/** In seconds. */
const quietFor = 240;
const intoTheMinute = 35;
const minute = 60;

const short = Array<number>(12).fill(minute);

/**
 * After the last act: each minute for a while, and then at the pace at which registries without a feed are asked. Where
 * nothing is to be seen, an hour is waited for it all the same.
 */
const waits: Readonly<Record<PlotEnd['expects'], readonly number[]>> = {
  alarm: [...short, ...Array<number>(9).fill(10 * minute)],
  calm: [...short, ...Array<number>(9).fill(10 * minute)],
  nothing: [...short, ...Array<number>(5).fill(10 * minute)],
};

/** What happens in one minute, between two of the times at which the app looks what is due. */
async function happen(acts: readonly Act[], scene: Scene, watch: Watch): Promise<void> {
  const { sandbox } = scene.stage;
  await sandbox.advance(new Date(sandbox.state.now().getTime() + intoTheMinute * 1000));
  for (const { who, says, does } of acts) {
    watch.say(who, says);
    await does?.(scene);
  }
  await scene.stage.pass(minute - intoTheMinute);
  await watch.look();
}

async function isOver(ends: PlotEnd, scene: Scene, { told }: Watch): Promise<boolean> {
  if (ends.expects === 'calm') return hasVersion(scene, ends.version);
  return told.length > 0;
}

async function hasVersion(scene: Scene, version: string): Promise<boolean> {
  return (await ledgerNow(scene))?.rows.some((row) => row.version === version) === true;
}

function alarmOf(incident: StoredIncident | undefined): Played['alarm'] {
  if (incident === undefined) return null;
  const { pack, noticedAt } = incident;
  const published = pack.publishedAt === null ? null : Date.parse(pack.publishedAt);
  return { release: pack.release, seconds: published === null ? null : Math.round((noticedAt - published) / 1000) };
}

async function failuresOf(ends: PlotEnd, scene: Scene, { told }: Watch): Promise<readonly string[]> {
  if (ends.expects === 'nothing') return [];
  if (ends.expects === 'alarm') return told.length > 0 ? [] : ['no alarm rang, and one had to'];
  const red = [...scene.repository.checkRuns.values()].filter(({ conclusion }) => conclusion === 'failure');
  return [
    ...told.map(({ version }) => `an alarm rang for ${version}, and nobody attacked`),
    ...red.map(({ name }) => `the check run ${name} is red for the registry’s trouble`),
    ...((await hasVersion(scene, ends.version)) ? [] : [`${ends.version} is not in the ledger`]),
  ];
}
