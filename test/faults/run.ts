import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp } from '../../src/app/app.ts';
import { createLog } from '../../src/app/log.ts';
import type { Fault, Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { type FaultNeed, type FaultScene, faultOf } from './faults.ts';
import { freshView } from './fresh.ts';
import { innerReplicas } from './inner-replicas.ts';
import { invariants } from './invariants.ts';
import { type Ledger, openLedger } from './ledger.ts';
import type { Place, Stores } from './places.ts';
import { type Plan, planOf, type Step } from './plan.ts';
import { openPost, type Post } from './post.ts';
import type { ProcessPool } from './process-pool.ts';
import { processReplicas } from './process-replicas.ts';
import { seeded } from './random.ts';
import { appSettings, type Replicas } from './replicas.ts';
import { atRest, leftOver, type Resting } from './rest.ts';
import { nextChoice, organisation } from './story.ts';
import { trespassesIn } from './trespasses.ts';
import { differences, viewOf } from './view.ts';

export interface RunOptions {
  readonly seed: number;
  readonly stores: Stores;
  /** Null: the app is in this process. */
  readonly pool: ProcessPool | null;
  /** Of those that run at the same time: which one this is. */
  readonly lane: number;
}

export interface RunOutcome {
  readonly seed: number;
  readonly store: Stores['kind'];
  /** What was not as it has to be; nothing where the run has passed. */
  readonly problems: readonly string[];
  /** What was done when. */
  readonly trace: readonly string[];
  /** How often each fault happened, by its name. */
  readonly faults: ReadonlyMap<string, number>;
  readonly acts: number;
  /** Handed to the app, redeliveries included. */
  readonly webhooks: number;
  /** Invariants that were checked. */
  readonly checked: number;
  readonly seconds: number;
  /** All that the apps have written into their logs. */
  readonly log: string;
}

/** A run that takes longer is stuck. */
const longest = 300_000;

/** One story with its faults, brought to rest, and all that has to hold then. */
export async function run(options: RunOptions): Promise<RunOutcome> {
  const { seed, stores, pool, lane } = options;
  // Loading the app is no part of the run
  if (pool !== null) pool.giveBack(await pool.take());
  const started = performance.now();
  const record: RunRecord = {
    problems: [],
    trace: [],
    faults: new Map(),
    acts: 0,
    checked: 0,
    doing: 'starting',
    log: () => '',
  };
  const note = (what: string) =>
    void record.trace.push(`${String(Math.round(performance.now() - started)).padStart(6)} ms  ${what}`);
  const closing: (() => unknown)[] = [];
  let post: Post | null = null;
  try {
    await within(longest, async () => {
      const sandbox = await startSandbox(organisation(lane * 1000), { webhookSecret: randomBytes(20).toString('hex') });
      closing.push(() => sandbox.close());
      post = await openPost();
      closing.push(() => post?.close());
      sandbox.state.app.webhookUrl = post.url;
      const place = await stores.make();
      closing.push(() => place.remove());
      await toldIn({ options, sandbox, post, place, record, note, closing });
    });
  } catch (error) {
    const left = record.resting === undefined ? '' : await leftOver(record.resting).catch(String);
    record.problems.push(
      `while ${record.doing}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)} ${left}`,
    );
  }
  for (const close of closing.toReversed())
    await within(15_000, async () => void (await close())).catch((error: unknown) =>
      note(`not closed: ${String(error)}`),
    );
  return {
    ...record,
    log: record.log(),
    seed,
    store: stores.kind,
    webhooks: (post as Post | null)?.handed ?? 0,
    seconds: (performance.now() - started) / 1000,
  };
}

interface RunRecord {
  readonly problems: string[];
  readonly trace: string[];
  readonly faults: Map<string, number>;
  acts: number;
  checked: number;
  log: () => string;
  /** For the trace of a run that is stuck. */
  doing: string;
  resting?: Resting;
}

interface Run {
  readonly options: RunOptions;
  readonly sandbox: Sandbox;
  readonly post: Post;
  readonly place: Place;
  readonly record: RunRecord;
  readonly note: (what: string) => void;
  readonly closing: (() => unknown)[];
}

async function toldIn(run: Run): Promise<void> {
  const { options, sandbox, post, place, record, closing } = run;
  const { app: known } = sandbox.state;
  const credentials = { appId: known.id, privateKey: known.privateKey, webhookSecret: known.webhookSecret };
  const lines: string[] = [];
  const common = {
    ...appSettings,
    credentials,
    baseUrl: sandbox.url,
    server: sandbox.url,
    host: '127.0.0.1',
    port: 0,
    log: createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } }),
  };
  const ledger = openLedger();
  const trespasses = trespassesIn(sandbox);
  const secrets = secretsOf(sandbox);

  record.doing = 'telling the story';
  const plan = planOf(options.seed, needsOf(options, place));
  const replicas =
    options.pool === null
      ? await innerReplicas(common, place)
      : processReplicas(options.pool, { credentials, baseUrl: sandbox.url, place: place.place }, plan.replicas);
  const output = () => `${replicas.output()}\n${lines.join('')}`;
  record.log = output;
  let stopped = false;
  closing.push(() => (stopped ? undefined : replicas.stop('kill')));
  post.deliverTo(() => replicas.urls());
  await replicas.ready();
  await tell(run, plan, replicas, ledger);
  record.doing = `ending the processes (${plan.ending})`;
  await replicas.stop(plan.ending);
  stopped = true;

  record.doing = 'bringing it to rest';
  let ahead = 11 * 60_000;
  const now = () => Date.now() + ahead;
  // An app asks for what it has missed while it starts
  post.hold();
  const last = await place.open();
  closing.push(() => last.store.close());
  const startedAt = new Date();
  const app = await startApp({ ...common, ...last, now });
  closing.push(() => app.stop(500));
  post.deliverTo(() => [app.url]);
  record.resting = { app, sandbox, post, startedAt };
  await atRest(record.resting);
  // What was misunderstood, because GitHub said what is not true or word came out of its order, is put right once a day
  record.doing = 'looking again on the next days';
  // What GitHub does not know on one day is forgotten on the second
  for (let day = 0; day < 2; day += 1) {
    ahead += 25 * 3_600_000;
    await app.queue.sweep({ since: now() });
    await atRest(record.resting);
  }

  record.doing = 'checking';
  const ended = { sandbox, app, post, replicas: { ...replicas, output }, ledger, trespasses, secrets: [...secrets] };
  for (const { name, broken } of invariants) {
    for (const what of await broken(ended)) record.problems.push(`${name}: ${what}`);
    record.checked += 1;
  }
  const ours = await viewOf(app, sandbox, ledger);
  await app.stop(500);
  record.doing = 'comparing with a fresh audit';
  const other = await options.stores.make();
  closing.push(() => other.remove());
  for (const what of differences(ours, await freshView(sandbox, post, other, now)))
    record.problems.push(`what is known and said is what a fresh audit says: ${what}`);
  record.checked += 1;
}

/** People act and things go wrong. All faults have ended then. */
async function tell(run: Run, plan: Plan, replicas: Replicas, ledger: Ledger): Promise<void> {
  const { sandbox, post, place, record, note } = run;
  const acts: Promise<unknown>[] = [];
  const undoing: Promise<unknown>[] = [];
  const at = moments(sandbox);
  for (const step of plan.steps) {
    await sleep(step.after);
    const random = seeded(step.seed);
    if (step.fault === null) act(step);
    else {
      const kind = faultOf(step.fault);
      const happened = (what: string) => {
        if (kind.waits !== undefined) undoing.push(sleep(kind.waits));
        record.faults.set(kind.name, (record.faults.get(kind.name) ?? 0) + 1);
        note(`FAULT  ${kind.name}: ${what}`);
      };
      const later = (milliseconds: number, undo: () => void | Promise<void>) =>
        void undoing.push(sleep(milliseconds).then(undo));
      await kind.inject({ sandbox, post, replicas, database: place.database, random, at, happened, later });
    }
  }
  await sleep(seeded(plan.seed).whole(100, 900));
  sandbox.faults.clear();
  post.calm();
  // What waits for its end, and what that leads to
  for (let ended = -1; ended !== undoing.length; ) {
    ended = undoing.length;
    await Promise.all(undoing);
  }
  await Promise.all(acts);
  note('all faults have ended');

  function act(step: Step): void {
    const choice = nextChoice(sandbox, ledger, seeded(step.seed));
    if (choice === null) return;
    note(choice.what);
    record.acts += 1;
    const done = choice.act().catch((error: unknown) => {
      record.problems.push(`the story itself is wrong: ${choice.what}: ${String(error)}`);
    });
    acts.push(done);
  }
}

/** Does something at a request: before it is answered, which it is not then, or once it is done. */
function moments(sandbox: Sandbox): FaultScene['at'] {
  const waiting: { readonly matches: Fault['matches']; readonly act: () => void }[] = [];
  sandbox.onAnswer(({ method, path }) => {
    const index = waiting.findIndex(({ matches }) => matches(method, path));
    if (index >= 0) for (const { act } of waiting.splice(index, 1)) act();
  });
  return (when, matches, act) => {
    if (when === 'done') waiting.push({ matches, act });
    else
      sandbox.faults.answer({
        matches: (method, path) => matches(method, path) && (act(), true),
        times: 1,
        kind: { type: 'broken' },
      });
  };
}

function needsOf({ pool }: RunOptions, { kind }: Place): ReadonlySet<FaultNeed> {
  const ofStore: Readonly<Record<Place['kind'], readonly FaultNeed[]>> = {
    server: ['server'],
    folder: ['disk'],
    memory: [],
  };
  const ofProcesses: readonly FaultNeed[] = kind === 'server' ? ['processes', 'replicas'] : ['processes'];
  return new Set([...ofStore[kind], ...(pool === null ? [] : ofProcesses)]);
}

/** What no log and no table may hold; tokens are added as they are handed out. */
function secretsOf(sandbox: Sandbox): ReadonlySet<string> {
  const { privateKey, webhookSecret } = sandbox.state.app;
  const secrets = new Set([webhookSecret, ...privateKey.split('\n').filter((line) => line.length > 40)]);
  sandbox.onAnswer(({ path, responseBody }) => {
    if (!path.endsWith('/access_tokens') || typeof responseBody !== 'object' || responseBody === null) return;
    if ('token' in responseBody && typeof responseBody.token === 'string') secrets.add(responseBody.token);
  });
  return secrets;
}

async function within<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`not done in ${milliseconds / 1000} seconds`)), milliseconds);
  try {
    return await Promise.race([work(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
