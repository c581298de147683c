import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PooledProcess, ProcessPool } from './process-pool.ts';
import type { Message, Orders } from './processes/app.ts';
import type { Replicas } from './replicas.ts';

/** A process that ends is begun again this often at most: more would mean that it cannot be started at all. */
const mostStarts = 25;

/** So many processes on one store, each of which is started again when it has ended. */
export function processReplicas(pool: ProcessPool, orders: Omit<Orders, 'isDiskFull'>, count: number): Replicas {
  const places = Array.from({ length: count }, (): Place => ({ taken: null, url: null, doomed: false }));
  const trouble: string[] = [];
  const used: PooledProcess[] = [];
  let open = true;
  let mayEnd = false;
  let isDiskFull = false;
  const keeping = places.map((place) => keep(place));

  async function keep(place: Place): Promise<void> {
    for (let starts = 0; open && starts < mostStarts; starts += 1) {
      const taken = await pool.take();
      used.push(taken);
      if (!open) return pool.giveBack(taken);
      Object.assign(place, { taken, url: null, doomed: false });
      const ended = await lifeOf(place, taken);
      const wasReady = place.url !== null;
      Object.assign(place, { taken: null, url: null });
      if (ended === 'released') return pool.giveBack(taken);
      const { error } = taken.written();
      const isExpected = place.doomed || mayEnd || (!wasReady && !/unhandled/i.test(error));
      if (!isExpected) trouble.push(`a process ended by itself (${ended}): ${error.trim().slice(-1500)}`);
      await sleep(50);
    }
    const last = used.at(-1)?.written().error.slice(-1500) ?? '';
    if (open) trouble.push(`a process was started ${mostStarts} times: ${last}`);
  }

  /** Resolves when the process has ended, or was released. */
  function lifeOf(place: Place, { process }: PooledProcess): Promise<string> {
    const life = Promise.withResolvers<string>();
    const hear = (message: unknown) => {
      if (message === 'warm') life.resolve('released');
      else if (typeof message === 'object' && message !== null && 'url' in message) place.url = String(message.url);
    };
    process.on('message', hear);
    void once(process, 'exit').then(([code, signal]) => life.resolve(String(signal ?? code)));
    process.send({ ...orders, isDiskFull } satisfies Orders, () => undefined);
    return life.promise.finally(() => process.off('message', hear));
  }

  function tell(message: Message): void {
    for (const { taken } of places) taken?.process.send(message, () => undefined);
  }

  return {
    urls: () => places.flatMap(({ url }) => url ?? []),
    async ready() {
      for (let waited = 0; waited < 60_000 && places.every(({ url }) => url === null); waited += 20) await sleep(20);
    },
    end(which, signal) {
      const place = places[which % places.length];
      if (place === undefined || place.taken === null) return;
      place.doomed = true;
      place.taken.process.kill(signal);
    },
    shiftClock: (milliseconds) => tell({ clock: milliseconds }),
    fillDisk(isFull) {
      mayEnd ||= isFull;
      isDiskFull = isFull;
      tell({ full: isFull });
    },
    async stop(how) {
      open = false;
      for (const place of places) {
        const { taken, url, doomed } = place;
        if (how === 'stop' && url !== null && !doomed) taken?.process.send('release', () => undefined);
        else {
          place.doomed = true;
          taken?.process.kill('SIGKILL');
        }
      }
      const late = setTimeout(() => {
        for (const { taken } of places) {
          if (taken !== null) trouble.push('a process did not stop within 15 seconds');
          taken?.process.kill('SIGKILL');
        }
      }, 15_000);
      await Promise.all(keeping);
      clearTimeout(late);
    },
    trouble: () => trouble,
    output: () =>
      used
        .map((each) => each.written())
        .map(({ log, error }) => `${log}\n${error}`)
        .join('\n'),
  };
}

interface Place {
  taken: PooledProcess | null;
  /** Null while it does not listen. */
  url: string | null;
  /** Somebody has ended it. */
  doomed: boolean;
}
