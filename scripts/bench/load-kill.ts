import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxRepository } from '../../src/sandbox/state.ts';
import type { StorePlace } from '../../src/store/index.ts';
import { markerOf } from '../../src/types/issue-marker.ts';
import { type LoadGitHub, type Receiver, startReplica } from './load-stage.ts';
import type { Template } from './load-webhooks.ts';

/** What was seen of replicas that were killed under load, each time one, and started again. */
export interface KillFigures {
  readonly kills: number;
  readonly sent: number;
  /** Webhooks that were sent again since nobody had acknowledged them. */
  readonly sentAgain: number;
  readonly acknowledged: number;
  /** Commits that webhooks told of. */
  readonly commits: number;
  /** Seconds after the last webhook until nothing was left to do. */
  readonly settled: number;
  /** What must not be: each with how often it was found. */
  readonly broken: Readonly<Record<string, number>>;
}

/** Sends webhooks to three replicas for so many seconds, kills one of them every two, and looks at what has become of all. */
export async function killReplicas(github: LoadGitHub, place: StorePlace, seconds: number): Promise<KillFigures> {
  const start = () => startReplica(github, place);
  const replicas: (Receiver | null)[] = await Promise.all([start(), start(), start()]);
  const post: Post = { github, port: (turn) => replicas[turn % replicas.length]?.port ?? null };
  try {
    const { audits, others } = github.templates;
    const installed = await delivered(post, github.installed.audits[0] as Template, 0);
    const killing = killEvery(replicas, start, seconds);
    const began = performance.now();
    const sendings: Promise<Sending>[] = [];
    for (let at = 0; at < seconds * perSecond; at += 1) {
      await sleep(Math.max(0, began + (1000 * at) / perSecond - performance.now()));
      const audit = at % 10 === 0 ? audits[at / 10] : undefined;
      sendings.push(delivered(post, audit ?? (others[at % others.length] as Template), at));
    }
    const sent = [installed, ...(await Promise.all(sendings))];
    const kills = await killing;
    const settling = performance.now();
    const left = await leftAtTheEnd(replicas);
    const acknowledged = sent.filter((sending) => sending.acknowledged);
    const completed = new Set(await replicas[0]?.completed());
    const told = new Set(audits.slice(0, Math.ceil((seconds * perSecond) / 10)).map(headOf));
    return {
      kills,
      sent: sent.length,
      sentAgain: sent.filter(({ tries }) => tries > 1).length,
      acknowledged: acknowledged.length,
      commits: told.size,
      settled: (performance.now() - settling) / 1000,
      broken: {
        ...left,
        'webhooks that nobody acknowledged': sent.length - acknowledged.length,
        'acknowledged webhooks whose work is not done': acknowledged.filter(
          ({ id, heard }) => heard && !completed.has(id),
        ).length,
        ...brokenOn(github, told),
      },
    };
  } finally {
    for (const replica of replicas) await replica?.kill();
  }
}

/** Webhooks a second. */
const perSecond = 20;

/** Kills the next replica every two seconds and starts it again; gives how many were killed, once all are up again. */
async function killEvery(
  replicas: (Receiver | null)[],
  start: () => Promise<Receiver>,
  seconds: number,
): Promise<number> {
  const until = performance.now() + 1000 * seconds;
  const starting: Promise<void>[] = [];
  let kills = 0;
  for (let turn = 0; performance.now() < until; turn += 1) {
    await sleep(2000);
    const at = [0, 1, 2].map((more) => (turn + more) % 3).find((place) => replicas[place] !== null);
    const victim = at === undefined ? null : replicas[at];
    if (at === undefined || !victim) continue;
    replicas[at] = null;
    await victim.kill();
    kills += 1;
    starting.push(start().then((started) => void (replicas[at] = started)));
  }
  await Promise.all(starting);
  return kills;
}

interface Post {
  readonly github: LoadGitHub;
  /** The port of the replica whose turn it is; null while it is down. */
  readonly port: (turn: number) => number | null;
}

interface Sending {
  readonly id: string;
  readonly heard: boolean;
  readonly acknowledged: boolean;
  readonly tries: number;
}

/** Sends a webhook until it is acknowledged, as GitHub does where somebody has failed deliveries sent again. */
async function delivered({ github, port }: Post, template: Template, turn: number): Promise<Sending> {
  const id = randomUUID();
  const headers = headersOf(github.credentials.webhookSecret, id, template);
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const to = port(turn + tries);
    const status = to === null ? 0 : await posted(to, headers, template.body);
    if (status === 202) return { id, heard: template.heard, acknowledged: true, tries };
    await sleep(500);
  }
  return { id, heard: template.heard, acknowledged: false, tries: mostTries };
}

/** Two minutes of them, where every replica is down. */
const mostTries = 240;

async function posted(port: number, headers: Readonly<Record<string, string>>, body: string): Promise<number> {
  try {
    const url = `http://127.0.0.1:${port}/api/github/webhooks`;
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

function headersOf(secret: string, id: string, { event, body }: Template): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': id,
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  };
}

/** Waits until nothing is left to do, for five minutes at most. */
async function leftAtTheEnd(replicas: readonly (Receiver | null)[]): Promise<Readonly<Record<string, number>>> {
  const [first] = replicas;
  const until = performance.now() + 300_000;
  for (;;) {
    const state = await first?.state();
    const jobs = state?.jobs ?? 0;
    const open = state?.deliveries['open'] ?? 0;
    if ((jobs === 0 && open === 0) || performance.now() > until)
      return {
        'jobs that are left': jobs,
        'deliveries that are left': open,
        'deliveries that failed': state?.deliveries['failed'] ?? 0,
      };
    await sleep(250);
  }
}

/** What GitHub has, held against the commits that it told of. */
function brokenOn({ sandbox }: LoadGitHub, told: ReadonlySet<string>): Readonly<Record<string, number>> {
  const repositories = [...sandbox.state.repositories.values()];
  const runs = repositories.flatMap(({ checkRuns }) => [...checkRuns.values()]);
  const byCommit = Map.groupBy(runs, ({ headSha }) => headSha);
  const isDone = (sha: string) => byCommit.get(sha)?.some(({ status }) => status === 'completed') ?? false;
  return {
    'commits without a completed check run': [...told].filter((sha) => !isDone(sha)).length,
    'check runs that were left pending': runs.filter(({ status }) => status !== 'completed').length,
    'commits with more than one check run': [...byCommit.values()].filter((made) => made.length > 1).length,
    'repositories with more than one open issue': repositories.filter((each) => openIssues(each) > 1).length,
  };
}

function openIssues({ issues }: SandboxRepository): number {
  return [...issues.values()].filter(({ body, state }) => state === 'open' && markerOf(body) !== null).length;
}

function headOf({ body }: Template): string {
  const { pull_request } = JSON.parse(body) as { readonly pull_request: { readonly head: { readonly sha: string } } };
  return pull_request.head.sha;
}
