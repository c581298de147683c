import { readTrust } from '../../src/provenance/index.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Scenario } from '../../src/sandbox/scenario.ts';
import { expandStory, readStory } from '../../src/sandbox/stories/index.ts';
import { openStage, type Stage } from './stage.ts';

type AppOptions = NonNullable<Parameters<Stage['restart']>[0]>;

/** A stage whose app asks the local registries, with a story's packages on them; the app is not installed yet. */
export async function openWatchedStage(story: string, begins: string, more: Partial<AppOptions> = {}): Promise<Stage> {
  const scenario = uninstalled(expandStory(readStory(story, 'story.yml')));
  const options = async (sandbox: Sandbox) => ({ ...(await registryOptions(sandbox)), ...more });
  return openStage(scenario, options, { startsAt: new Date(begins) });
}

/** Time passes, in steps of so many milliseconds or at once, as far as the search for what is due is concerned. */
export async function timePasses(stage: Stage, until: string, step = Number.POSITIVE_INFINITY): Promise<void> {
  const end = Date.parse(until);
  for (let at = stage.sandbox.state.now().getTime(); at < end; ) {
    at = Math.min(at + step, end);
    await stage.sandbox.advance(new Date(at));
    await stage.settled();
    await stage.app.queue.sweep('now');
    await stage.settled();
  }
}

/** What an app needs to ask the local registries. */
export async function registryOptions(sandbox: Sandbox): Promise<Partial<AppOptions>> {
  const read = readTrust('the sandbox', await sandbox.registries.trustedRoot());
  if (read.state === 'unreadable') throw new Error(read.reason);
  const { trust } = read;
  return {
    now: () => sandbox.state.now().getTime(),
    registries: {
      contact: 'test@mintmark.invalid',
      bases: sandbox.registries.bases,
      trust: () => Promise.resolve(trust),
      spaced: false,
    },
  };
}

function uninstalled(scenario: Scenario): Scenario {
  return { ...scenario, organisations: scenario.organisations.map((each) => ({ ...each, installation: null })) };
}
