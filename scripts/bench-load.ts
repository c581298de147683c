// `npm run bench:load [-- NAME]`: how many webhooks are acknowledged a second and how soon, by one and by three replicas on
// Postgres and by the embedded store, beside a Probot app that does nothing but answer and one that audits before it answers.
// `npm run test:replicas [-- SECONDS]` (`--kill`): three replicas under load, of which one is killed every two seconds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { StorePlace } from '../src/store/index.ts';
import { killReplicas } from './bench/load-kill.ts';
import { install, measure, type Scenario } from './bench/load-measure.ts';
import { type LoadGitHub, openLoadGitHub, type Receiver, startProbot, startReplica } from './bench/load-stage.ts';
import { heading, line } from './bench/load-table.ts';
import { temporaryServer } from './bench/temporary-server.ts';

const scenarios: readonly Scenario[] = [
  { name: '200 a second', count: 1000, connections: 100, opened: true, rate: 200 },
  { name: '1,000 within one second', count: 1000, connections: 200, opened: true, rate: 1000 },
  { name: 'as fast as answered, 64 connections', count: 3000, connections: 64, opened: true, rate: null },
  { name: 'burst of 1,000 on 200 connections', count: 1000, connections: 200, opened: true, rate: null },
  { name: 'burst of 1,000, a connection each', count: 1000, connections: 1000, opened: false, rate: null },
];

interface Target {
  readonly name: string;
  readonly needs: 'nothing' | 'a folder' | 'a server';
  readonly start: (github: LoadGitHub, place: StorePlace) => Promise<readonly Receiver[]>;
}

const targets: readonly Target[] = [
  {
    name: 'Probot that only answers',
    needs: 'nothing',
    start: async (github) => [await startProbot(github, 'answer')],
  },
  { name: 'Probot that audits first', needs: 'nothing', start: async (github) => [await startProbot(github, 'audit')] },
  {
    name: 'Mintmark, embedded store',
    needs: 'a folder',
    start: async (github, place) => [await startReplica(github, place)],
  },
  {
    name: 'Mintmark, one replica on Postgres',
    needs: 'a server',
    start: async (github, place) => [await startReplica(github, place)],
  },
  {
    name: 'Mintmark, one that receives and one that works, on Postgres',
    needs: 'a server',
    start: async (github, place) => [
      await startReplica(github, place, ['web']),
      await startReplica(github, place, ['worker']),
    ],
  },
  {
    name: 'Mintmark, three replicas on Postgres',
    needs: 'a server',
    start: async (github, place) => [
      await startReplica(github, place),
      await startReplica(github, place),
      await startReplica(github, place),
    ],
  },
];

const wanted = process.argv[2] ?? '';
const lost = wanted === '--kill' ? await showKills(Number(process.argv[3] ?? 60)) : await showAll();
process.exitCode = lost === 0 ? 0 : 1;

async function showAll(): Promise<number> {
  let gone = 0;
  for (const target of targets) if (target.name.includes(wanted)) gone += await show(target);
  return gone;
}

/** Prints what becomes of three replicas that are killed, and gives how much of it must not be. */
async function showKills(seconds: number): Promise<number> {
  const server = await temporaryServer();
  if (server === null) throw new Error('this needs a Postgres server: neither DATABASE_URL nor initdb was found');
  const github = await openLoadGitHub(30, 4);
  try {
    const { broken, ...figures } = await killReplicas(github, { url: server.url }, seconds);
    for (const [what, count] of Object.entries({ ...figures, ...broken }))
      console.log(`${what.padEnd(48)}${String(Math.round(count)).padStart(8)}`);
    return Object.values(broken).reduce((sum, count) => sum + count, 0);
  } finally {
    await github.sandbox.close();
    await server.stop();
  }
}

/** Prints the figures of each scenario, and gives how many webhooks were lost. */
async function show({ name, needs, start }: Target): Promise<number> {
  console.log(`\n${name}`);
  const place = await placeOf(needs);
  if (place === null) {
    console.log('  not measured: neither DATABASE_URL nor initdb was found');
    return 0;
  }
  console.log(heading);
  const github = await openLoadGitHub(50, 4);
  const receivers = await start(github, place.place);
  try {
    await install(receivers, github);
    let sent = 0;
    let gone = 0;
    for (const scenario of scenarios) {
      const figures = await measure(receivers, github, scenario, sent / 20);
      sent += scenario.count;
      gone += figures.lost ?? 0;
      console.log(line(scenario, figures));
    }
    return gone;
  } finally {
    for (const receiver of receivers) await receiver.stop();
    await github.sandbox.close();
    await place.remove();
  }
}

/** Null where the machine has no Postgres. */
async function placeOf(needs: Target['needs']) {
  if (needs === 'a server') {
    const server = await temporaryServer();
    return server === null ? null : { place: { url: server.url }, remove: () => server.stop() };
  }
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-load-'));
  const remove = () => Promise.resolve(rmSync(folder, { recursive: true, force: true }));
  return { place: { folder: join(folder, 'store') }, remove };
}
