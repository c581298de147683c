// `npm run bench:dashboard [-- REPOSITORIES]`: how fast the dashboard answers over a large organisation, for somebody who may
// see all of it and somebody who may see thirty repositories, on the embedded store and on Postgres. Ends with 1 where a goal
// is missed.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { StorePlace } from '../src/store/index.ts';
import { type Asked, askOften, close, signIn, times, together } from './bench/dashboard/ask.ts';
import type { DashboardOrders, DashboardServed, VisitorCode } from './bench/dashboard/server.ts';
import { temporaryServer } from './bench/temporary-server.ts';

/** In milliseconds and bytes. What is no page for people to look at has no goal in bytes. */
const goals = { p95: 200, bytes: 100_000 };

const repositories = Math.min(Math.max(Number(process.argv[2] ?? 2000), 40), 5000);

const filters = [
  '',
  '?page=20&quiet=1&sort=name',
  '?sort=level',
  '?sort=audited&order=up&quiet=1',
  '?sort=packages',
  '?q=mint+00',
  '?registry=npm&how=token',
  '?control=publish-environment&severity=high',
  '?q=nothing-is-called-this',
];

const people: readonly { readonly code: VisitorCode; readonly sees: string }[] = [
  { code: 'everything', sees: 'all' },
  { code: 'thirty-of-them', sees: '30' },
];

let missed = 0;
console.log(
  `${repositories} repositories; each page ${times} times one by one, and as often ${together} at once; in milliseconds`,
);
console.log(`goals: p95 under ${goals.p95} ms, a page under ${goals.bytes / 1000} kB before it is packed\n`);

const folder = mkdtempSync(join(tmpdir(), 'mintmark-bench-'));
try {
  await measure('embedded store', { folder });
} finally {
  rmSync(folder, { recursive: true });
}
const server = await temporaryServer();
if (server === null) console.log('Postgres: neither DATABASE_URL nor initdb was found');
else
  try {
    await measure('Postgres', { url: server.url });
  } finally {
    await server.stop();
  }
close();
console.log(missed === 0 ? '\nevery goal is reached' : `\n${missed} goals are missed`);
process.exitCode = missed === 0 ? 0 : 1;

async function measure(name: string, place: StorePlace): Promise<void> {
  const child = fork(join(import.meta.dirname, 'bench/dashboard/server.ts'));
  const ended = once(child, 'exit');
  try {
    const served = await start(child, { place, repositories });
    console.log(`${name.padEnd(52)}     p50   p95   ${together} at once: p50   p95     kB   sent kB`);
    for (const { code, sees } of people) {
      const cookie = await signIn(served.url, code);
      for (const { path, isPage } of pagesOf(served, code))
        row(`${sees.padEnd(4)} ${path}`, await askOften(`${served.url}${path}`, cookie), isPage);
    }
    console.log();
  } finally {
    child.kill();
    await ended;
  }
}

async function start(child: ChildProcess, orders: DashboardOrders): Promise<DashboardServed> {
  child.send(orders);
  const gone = once(child, 'exit').then(() => {
    throw new Error('the dashboard has ended by itself');
  });
  const [served] = await Promise.race([once(child, 'message'), gone]);
  gone.catch(() => undefined);
  return served as DashboardServed;
}

function pagesOf({ account, paths }: DashboardServed, code: VisitorCode) {
  const pages = ['/', '/health', ...Object.values(paths), ...filters.map((filter) => `/o/${account}${filter}`)];
  const documents = [`/o/${account}/repositories.csv`, `/api/v1/organisations/${account}`];
  return [
    ...pages.map((path) => ({ path, isPage: true })),
    ...(code === 'everything' ? documents.map((path) => ({ path, isPage: false })) : []),
  ];
}

function row(name: string, { alone, together: crowd, bytes, sent }: Asked, isPage: boolean): void {
  const figures = [alone.p50, alone.p95].map((each) => each.toFixed(0).padStart(6)).join('');
  const crowded = [crowd.p50.toFixed(0).padStart(16), crowd.p95.toFixed(0).padStart(6)].join('');
  const kilobytes = [bytes, sent].map((each) => (each / 1000).toFixed(1).padStart(9)).join('');
  const reasons = [
    ...(alone.p95 > goals.p95 ? ['too slow'] : []),
    ...(isPage && bytes > goals.bytes ? ['too large'] : []),
  ];
  missed += reasons.length;
  console.log(
    [name.padEnd(52), figures, crowded, kilobytes, reasons.length === 0 ? '' : `   ${reasons.join(', ')}`].join(''),
  );
}
