// `npm run test:faults [-- --runs N] [--seed S] [--store folder|server] [--concurrent N] [--logs FOLDER]`: seeded random stories of what
// people do on GitHub, told to the real app in processes of its own while GitHub, the database, the disk, the clock and the
// post fail and processes are killed; and whether everything is as it has to be once that has ended. The plan of a run
// follows from its seed alone; at which moment of the app's work a fault meets it is up to the machine.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { folderStores, type Stores, serverStores } from '../test/faults/places.ts';
import { lineOf, missingFaults, summaryOf } from '../test/faults/print.ts';
import { openPool } from '../test/faults/process-pool.ts';
import { type RunOutcome, run } from '../test/faults/run.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '220' },
    seed: { type: 'string', default: '1' },
    store: { type: 'string' },
    concurrent: { type: 'string', default: '4' },
    logs: { type: 'string' },
  },
});
const runs = wholeNumber('--runs', values.runs, 1, 100_000);
const first = wholeNumber('--seed', values.seed, 0, 2 ** 32 - 1);
const concurrent = wholeNumber('--concurrent', values.concurrent, 1, 16);
if (values.store !== undefined && values.store !== 'folder' && values.store !== 'server')
  refuse('--store is folder or server');

/** With this many runs, every kind of fault has to have happened. */
const enough = 200;

/** One run that is stuck and cut short does not end the others; it counts as a failure all the same. */
const unhandled: unknown[] = [];
process.on('unhandledRejection', (reason) => void unhandled.push(reason));

const stores = await openStores();
const pool = openPool(Math.min(concurrent, 3));
const outcomes: RunOutcome[] = [];
try {
  let next = 0;
  const lanes = Array.from({ length: Math.min(concurrent, runs) }, async (_, lane) => {
    for (let index = next++; index < runs; index = next++) {
      const chosen = stores[index % stores.length] as Stores;
      const outcome = await run({ seed: first + index, stores: chosen, pool, lane });
      outcomes.push(outcome);
      console.log(lineOf(outcome));
      keepLog(outcome);
    }
  });
  await Promise.all(lanes);
} finally {
  pool.close();
  for (const each of stores) await each.close();
}
const missing = runs >= enough ? missingFaults(outcomes).filter((name) => stores.length > 1 || name === '') : [];
for (const name of missing) console.log(`this fault did not happen once: ${name}`);
for (const reason of unhandled)
  console.log(`a rejection that nobody handled: ${reason instanceof Error ? reason.stack : String(reason)}`);
console.log(summaryOf(outcomes));
const isGood =
  missing.length === 0 && unhandled.length === 0 && outcomes.every(({ problems }) => problems.length === 0);
process.exit(isGood ? 0 : 1);

/** The log of a run that has failed, where logs are wanted. */
function keepLog({ seed, store, problems, log }: RunOutcome): void {
  if (values.logs === undefined || problems.length === 0) return;
  mkdirSync(values.logs, { recursive: true });
  writeFileSync(join(values.logs, `${store}-${seed}.log`), log);
}

async function openStores(): Promise<readonly Stores[]> {
  const folder = values.store === 'server' ? null : await folderStores();
  const server = values.store === 'folder' ? null : await serverStores();
  if (values.store !== 'folder' && server === null)
    console.warn('Only the store in a folder is tested: neither DATABASE_URL nor Postgres’ initdb was found.');
  const open = [folder, server].filter((each) => each !== null);
  if (open.length === 0) refuse('there is no store to test');
  return open;
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most)
    refuse(`${name} is a whole number from ${least} to ${most}`);
  return number;
}

function refuse(why: string): never {
  console.error(why);
  process.exit(2);
}
