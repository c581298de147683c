import { setTimeout as sleep } from 'node:timers/promises';
import { type AppOptions, type RunningApp, startApp } from '../../src/app/app.ts';
import type { OpenStore } from '../../src/store/index.ts';
import type { Place } from './places.ts';
import { hurry, type Replicas } from './replicas.ts';

/** One app in this process, which cannot be killed, and is started again when it was asked to end. */
export async function innerReplicas(settings: Omit<AppOptions, keyof OpenStore>, place: Place): Promise<Replicas> {
  const opened = await place.open();
  const options: AppOptions = { ...settings, ...opened };
  let clock = 0;
  let app: RunningApp | null = null;
  let changing = begin();
  const trouble: string[] = [];
  const hurrying = setInterval(() => void (app && hurry(app).catch(() => undefined)), 100);

  async function begin(): Promise<void> {
    // GitHub may be in trouble at the first try
    for (let tries = 0; app === null; tries += 1) {
      try {
        app = await startApp({ ...options, now: () => Date.now() + clock });
      } catch (error) {
        if (tries >= 20) throw error;
        await sleep(20);
      }
    }
  }

  async function stop(): Promise<void> {
    // What is cut short in a process that goes on would go on with it
    await app?.stop(8000);
    app = null;
  }

  return {
    urls: () => (app === null ? [] : [app.url]),
    ready: () => changing,
    end() {
      changing = changing.then(stop).then(begin);
      changing.catch((error: unknown) => trouble.push(`the app could not be started again: ${String(error)}`));
    },
    shiftClock: (milliseconds) => void (clock = milliseconds),
    fillDisk: () => undefined,
    async stop() {
      clearInterval(hurrying);
      await changing;
      await stop();
      await opened.store.close();
    },
    trouble: () => trouble,
    // It writes into the log of the run
    output: () => '',
  };
}
