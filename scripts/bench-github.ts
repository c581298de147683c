// `npm run bench:github [-- PULLS]`: what an audit asks GitHub for, and how long a pull request waits for its check run,
// against the local GitHub. Times are taken with the embedded store, and with Postgres where there is one (DATABASE_URL,
// or the machine's own binaries).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { openStore, type StorePlace } from '../src/store/index.ts';
import { aLargeRepository, aSmallRepository } from './bench/github-repositories.ts';
import { openBenchStage } from './bench/github-stage.ts';
import { countRequests } from './bench/requests.ts';
import { secondsToCheck } from './bench/seconds-to-check.ts';
import { temporaryServer } from './bench/temporary-server.ts';

const pulls = Number(process.argv[2] ?? 200);

console.log('requests                       counted   free  graphql   writes   goal (counted, without writes)');
for (const repository of [aSmallRepository, aLargeRepository]) {
  const { files, cold, further, warm, pull, next } = await countRequests(repository);
  console.log(`${repository.name}, ${files} files`);
  row('  first of an installation', cold, repository.goal);
  row('  a further one', further, repository.goal);
  row('  unchanged, third time', warm, 'free 1, counted 0');
  row('  a pull request', pull, '');
  row('  a further push to it', next, '');
}

console.log(`\nfrom webhook to completed check run, ${pulls} pull requests    p50      p95   goal`);
const folder = mkdtempSync(join(tmpdir(), 'mintmark-bench-'));
try {
  await time('embedded store', { folder: join(folder, 'store') }, 'p95 < 400 ms');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const server = await temporaryServer();
if (server === null)
  console.log('  Postgres                      not measured: neither DATABASE_URL nor initdb was found');
else {
  try {
    await time('Postgres', { url: server.url }, '');
  } finally {
    await server.stop();
  }
}

async function time(name: string, place: StorePlace, goal: string): Promise<void> {
  const stage = await openBenchStage([aSmallRepository.scenario('timed')], await openStore(place));
  try {
    const taken = (await secondsToCheck(stage, pulls)).toSorted((a, b) => a - b);
    const at = (share: number) => `${(1000 * (taken[Math.floor(share * (taken.length - 1))] ?? 0)).toFixed(0)} ms`;
    console.log(`  ${name.padEnd(48)}${at(0.5).padStart(8)} ${at(0.95).padStart(8)}   ${goal}`);
  } finally {
    await stage.close();
  }
}

interface Counts {
  readonly counted: number;
  readonly free: number;
  readonly graphql: number;
  readonly writes: number;
}

function row(name: string, { counted, free, graphql, writes }: Counts, goal: string): void {
  const figures = [counted, free, graphql, writes].map((figure) => String(figure).padStart(8)).join(' ');
  console.log(`${name.padEnd(29)}${figures}   ${goal}`);
}
