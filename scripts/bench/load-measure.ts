import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadResult } from './load-generator.ts';
import { type LoadGitHub, load, type Receiver } from './load-stage.ts';
import type { ReplicaState } from './load-usage.ts';
import type { Templates } from './load-webhooks.ts';

/** How webhooks come in. */
export interface Scenario {
  readonly name: string;
  readonly count: number;
  readonly connections: number;
  /** They were opened before. */
  readonly opened: boolean;
  /** A second; null: as fast as they are answered. */
  readonly rate: number | null;
}

export interface Figures extends LoadResult {
  /** Bytes that the process that held most of them held. */
  readonly peak: number;
  /** Jobs that waited or ran, at each look with the seconds since the first webhook. */
  readonly depths: readonly { readonly at: number; readonly jobs: number }[];
  /** Seconds from the first webhook until nothing was left to do. */
  readonly done: number;
  /** Milliseconds of a processor that the receivers used for each webhook, to answer it and for all that it led to. */
  readonly processor: number;
  /** Acknowledged, and not done at the end; null where nothing is kept that could be looked at. */
  readonly lost: number | null;
}

/** Sends the webhooks of a scenario, and waits until everything is done that they lead to. */
export async function measure(
  receivers: readonly Receiver[],
  { credentials, templates }: LoadGitHub,
  { count, connections, opened, rate }: Scenario,
  skip: number,
): Promise<Figures> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const ports = receivers.filter(({ receives }) => receives).map(({ port }) => port);
  const orders = { ports, secret: credentials.webhookSecret, templates, skip, count, connections, opened, rate };
  const before = await statesOf(receivers);
  const watch = watching(receivers, seconds);
  const result = await load(orders);
  const depths = await watch.end();
  const done = seconds();
  const states = await statesOf(receivers);
  const peak = Math.max(...states.map((state) => state.peak));
  const processor = (1000 * (usedBy(states) - usedBy(before))) / count;
  const completed = new Set(await receivers[0]?.completed());
  const left = result.acknowledged.filter((id) => !completed.has(id)).length;
  return { ...result, peak, processor, depths, done, lost: receivers[0]?.keeps === true ? left : null };
}

async function statesOf(receivers: readonly Receiver[]): Promise<readonly ReplicaState[]> {
  const states: ReplicaState[] = [];
  for (const receiver of receivers) states.push(await receiver.state());
  return states;
}

function usedBy(states: readonly ReplicaState[]): number {
  return states.reduce((sum, { processor }) => sum + processor, 0);
}

/** Has the app installed, and waits until all repositories have been audited. */
export async function install(receivers: readonly Receiver[], github: LoadGitHub): Promise<void> {
  const templates: Templates = github.installed;
  const scenario = { name: 'installed', count: 1, connections: 1, opened: false, rate: null };
  const { statuses } = await measure(receivers, { ...github, templates }, scenario, 0);
  if (statuses['202'] !== 1 && statuses['200'] !== 1)
    throw new Error(`the webhook of the installation was answered with ${JSON.stringify(statuses)}`);
}

/** Looks at the queue while webhooks come in; `end` waits until nothing is left to do. */
function watching(receivers: readonly Receiver[], seconds: () => number) {
  const depths: { readonly at: number; readonly jobs: number }[] = [];
  let sent = false;
  const watch = async () => {
    const [first] = receivers;
    while (first !== undefined && seconds() < patience) {
      const { jobs, deliveries } = await first.state();
      depths.push({ at: seconds(), jobs });
      if (sent && jobs === 0 && (deliveries['open'] ?? 0) === 0) return;
      await sleep(lookEvery);
    }
    throw new Error('work is left after two minutes');
  };
  const over = watch();
  over.catch(() => undefined);
  return {
    async end() {
      sent = true;
      await over;
      return depths;
    },
  };
}

/** In seconds. */
const patience = 120;
/** In milliseconds. */
const lookEvery = 200;
