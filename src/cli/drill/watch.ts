import { visible } from '../../reports/text/visible.ts';
import { count, listing } from '../../reports/text/words.ts';
import type { StoredIncident } from '../../store/index.ts';
import type { Who } from './act.ts';
import { type Cards, runOf, takeCheck, takeIncident, takeLedger } from './cards.ts';
import type { Scene } from './scene.ts';

/** Looks what the app has told since the last look. */
export interface Watch {
  look(): Promise<void>;
  readonly say: Say;
  /** Incidents that were told, in the order in which they were. */
  readonly told: readonly StoredIncident[];
}

export type Say = (who: Who, says: string, page?: string | null) => void;

export function watchOf(scene: Scene, cards: Cards, say: Say): Watch {
  const { stage, repository, target, registryTitle } = scene;
  const told: StoredIncident[] = [];
  const checked = new Set(repository.checkRuns.keys());
  const home = `${stage.pages.url}/${repository.owner}/${repository.name}`;

  async function lookAtIncidents(): Promise<void> {
    const all = await stage.app.store.incidents.ofRepository(repository.id);
    for (const incident of all.toSorted((a, b) => a.id - b.id)) {
      if (incident.place === null || told.some(({ id }) => id === incident.id)) continue;
      told.push(incident);
      const { signals, release } = incident.pack;
      const words = listing([...new Set(signals.map(({ id, severity }) => `${id} (${severity})`))]);
      say('mintmark', `the alarm rings for ${visible(release)}: ${words}`);
      say(
        'mintmark',
        'tells the maintainers alone, in a draft security advisory with what to do',
        `${home}/security/advisories/${incident.place.id}`,
      );
      if (told.length > 1) continue;
      takeIncident(scene, incident.pack, cards);
      await takeLedger(scene, 'ledger', cards);
    }
  }

  function lookAtChecks(): void {
    for (const run of repository.checkRuns.values()) {
      if (run.status !== 'completed' || checked.has(run.id)) continue;
      checked.add(run.id);
      const pull = [...repository.pulls.values()].find(({ headSha }) => headSha === run.headSha);
      const where = pull === undefined ? '' : ` of pull request ${pull.number}`;
      say(
        'mintmark',
        `writes the check run “${run.name}”${where}: ${run.conclusion ?? ''}: ${visible((run.title ?? '').replaceAll('`', ''))}`,
        pull === undefined ? `${home}/runs/${run.id}` : `${home}/pull/${pull.number}`,
      );
      if (pull !== undefined) takeCheck(scene, 'change', run, cards);
    }
    const hint = runOf(scene, 'mintmark: security');
    if (hint !== undefined) takeCheck(scene, 'public', hint, cards);
  }

  let asksInVain = false;
  async function lookAtOutage(): Promise<void> {
    const [followed] = (await stage.app.store.packages.ofRepository(repository.id)).filter(
      ({ registry, name }) => registry === target.registry && name === target.package,
    );
    if (followed === undefined || asksInVain === followed.failures > 0) return;
    asksInVain = followed.failures > 0;
    const minutes = Math.max(1, Math.round((followed.lookAt - stage.sandbox.state.now().getTime()) / 60_000));
    const says = asksInVain
      ? `gets no answer from ${registryTitle}: what it knew stays, nothing is judged anew, and it asks again in ${count(minutes, 'minute')}`
      : `gets answers from ${registryTitle} again, and has caught up`;
    say('mintmark', says);
  }

  return {
    told,
    say,
    async look() {
      await lookAtOutage();
      await lookAtIncidents();
      lookAtChecks();
    },
  };
}
