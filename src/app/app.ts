import type { Logger } from 'pino';
import type { Probot } from 'probot';
import { gitHubPaces, type Pace } from '../github/budget-paces.ts';
import { type BaseOverrides, openHttp, type ServiceId, throughMirrors } from '../http/index.ts';
import type { JobContext, RegistryAccess } from '../jobs/context.ts';
import { openQueue, type PgBossQueue, type QueueOptions } from '../jobs/pg-boss-queue.ts';
import { defaultSchedule, type Schedule } from '../jobs/watch/schedule.ts';
import { type JobHandlers, startWorker, type Worker } from '../jobs/worker.ts';
import type { Trust } from '../provenance/index.ts';
import type { Store } from '../store/store.ts';
import { createMetrics, type Metrics, type Watched } from '../web/metrics.ts';
import { clientsOf } from './clients.ts';
import { commonPace } from './common-pace.ts';
import { type DashboardSettings, dashboardOf } from './dashboard.ts';
import { eventContextOf } from './event-context.ts';
import { handledEvents, isHeard, registerHandlers } from './events.ts';
import { fixerOf } from './fixer.ts';
import type { FixerCredentials } from './fixer-credentials.ts';
import { gitHubBudgets } from './github-budget.ts';
import { identityOf } from './identity.ts';
import { type Intake, openIntake } from './intake.ts';
import { jobHandlers, onDone, onGivenUp } from './job-handlers.ts';
import { createProbot } from './probot.ts';
import type { BodyLimits } from './read-body.ts';
import { readiness } from './readiness.ts';
import { type RunningServer, startServer } from './server.ts';
import { type PreviousSecret, signatureCheck } from './webhook-signature.ts';

export interface AppOptions {
  readonly credentials: AppCredentials;
  /** GitHub's API where it is not github.com's: `https://host/api/v3` of an Enterprise Server, or a sandbox. */
  readonly baseUrl?: string;
  /** Where people open pages: `https://github.com` where it is left out. */
  readonly server?: string;
  /** Open, and closed by whoever opened it once the app has stopped. */
  readonly store: Store;
  readonly queueDatabase: QueueOptions['database'];
  /** 0: a free one. */
  readonly port: number;
  /** The address to listen on; every one where it is left out. */
  readonly host?: string;
  /** Mintmark's own. */
  readonly version: string;
  readonly log: Logger;
  /** Milliseconds since the epoch. The queue has the database's clock. */
  readonly now?: () => number;
  /** How registries are asked; they are not, and packages are not followed, where it is left out. */
  readonly registries?: RegistryOptions;
  /** In place of what is done for jobs of these kinds. */
  readonly handlers?: Partial<JobHandlers>;
  /** What this process does, of what an app does (default: all). Others may do the rest on the same database. */
  readonly roles?: readonly Role[];
  /** How many repositories are worked on at once (default 4), of a process that works. */
  readonly concurrency?: number;
  /** Before the first new try of a job that failed (default 1), and longer before each further one. */
  readonly retrySeconds?: number;
  /** How people look at what is known; there is no dashboard where it is left out, nor in a process that only works. */
  readonly dashboard?: DashboardSettings;
  /** Milliseconds that one request to GitHub may take (default 20,000). */
  readonly requestTimeout?: number;
  /** How fast GitHub is asked, by all processes together: as it documents where it is left out; [] for one of one's own. */
  readonly gitHubPaces?: readonly Pace[];
  readonly bodyLimits?: BodyLimits;
}

/** `web`: stores webhooks, and leaves the work to those that are a `worker`. Either answers for its own health. */
export type Role = 'web' | 'worker';

export const allRoles: readonly Role[] = ['web', 'worker'];

/** The way to the registries. Answers and budgets are kept in the store. */
export interface RegistryOptions {
  /** How whoever runs this is reached: a page or an address of electronic mail. */
  readonly contact: string;
  /** Addresses in place of the services' own. */
  readonly bases?: BaseOverrides;
  /** Services that are asked through a mirror, which need not have everything; none where it is left out. */
  readonly isMirror?: (service: ServiceId) => boolean;
  /** Whom to believe about attestations. Called for each look. */
  trust(): Promise<Trust>;
  /** How often packages are looked at; `defaultSchedule` where it is left out. */
  readonly schedule?: Schedule;
  /** False for registries of one's own only: requests keep no distance in time. */
  readonly spaced?: boolean;
}

export interface AppCredentials {
  readonly appId: number;
  /** In PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** Still accepted while GitHub is being told of the new one. */
  readonly previousSecret?: PreviousSecret | null;
  /** The second app, which writes; there is none where it is left out. */
  readonly fixer?: FixerCredentials | null;
  /** The app's name in URLs; GitHub is asked for it where it is not known. */
  readonly slug?: string;
}

export interface RunningApp {
  /** Where webhooks are to be sent to. */
  readonly url: string;
  readonly probot: Probot;
  readonly store: Store;
  readonly queue: PgBossQueue;
  readonly context: JobContext;
  /** Resolves when no delivery is open and no job waits, is put off or runs. */
  idle(): Promise<void>;
  /** Finishes what is in hand within this time, 10 seconds where it is left out, and hands back the rest. */
  stop(graceMilliseconds?: number): Promise<void>;
}

/**
 * Starts the whole app: webhooks come in, are stored and acknowledged, and worked on.
 * @throws where GitHub does not accept the credentials, or the port is taken
 */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const { store, log, queueDatabase: database, retrySeconds, now = Date.now } = options;
  const since = now();
  const probot = await createProbot({ ...options, ...options.credentials });
  const queue = await openQueue({ database, log, ...(retrySeconds === undefined ? {} : { retrySeconds }) });
  let server: RunningServer | null = null;
  const closing = new AbortController();
  try {
    const metrics = createMetrics({
      depth: () => queue.depth(),
      parked: () => store.parked.count(),
      gitHubLimits: () => store.limits.overview(now()),
      watched: watchingOf(options),
    });
    const context = await contextOf(options, probot, queue, metrics, closing.signal);
    registerHandlers(probot, eventContextOf(context));
    const life = { stopping: false };
    // The worker asks for webhooks that nobody took: by then somebody has to listen
    const intake = openIntake({ deliveries: store.deliveries, queue });
    const listening = await serve(options, intake, metrics, life, context, queue);
    server = listening;
    const worker = await work(options, since, context, probot, queue, metrics, intake);
    log.info({ url: listening.url, app: context.app.id, roles: options.roles ?? allRoles }, 'Mintmark listens');
    const stop = async (graceMilliseconds = 10_000) => {
      if (life.stopping) return;
      life.stopping = true;
      // Webhooks that come in meanwhile are stored, for another process or for the next start
      await worker?.stop(graceMilliseconds);
      closing.abort();
      await listening.close(answersInHand);
      await queue.close();
      log.info({}, 'Mintmark has stopped');
    };
    return { url: listening.url, probot, store, queue, context, idle: () => idle(store, queue), stop };
  } catch (error) {
    closing.abort();
    await server?.close(0);
    await queue.close();
    throw error;
  }
}

/** In milliseconds: how long answers that are being given may take when the process stops. */
const answersInHand = 2000;

async function contextOf(
  options: AppOptions,
  probot: Probot,
  queue: PgBossQueue,
  metrics: Metrics,
  signal: AbortSignal,
): Promise<JobContext> {
  const { store, credentials, log, version, server = 'https://github.com', now = Date.now } = options;
  const budgets = gitHubBudgets({ limits: store.limits, log, now, paces: options.gitHubPaces ?? gitHubPaces });
  const clients = clientsOf({
    probot,
    store,
    budgets,
    now,
    onRequest: metrics.request,
    timeout: options.requestTimeout,
  });
  const fixer = fixerOf({
    credentials: credentials.fixer ?? null,
    ...(options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl }),
    budgets,
    log,
    now,
    onRequest: metrics.request,
    timeout: options.requestTimeout,
  });
  const { appId, slug } = credentials;
  const app = slug === undefined ? await identityOf(appId, await clients.appClient()) : { id: appId, slug };
  if (credentials.fixer) await fixer.identify();
  const registries = registryAccess(options, metrics, signal);
  return {
    store,
    queue,
    ...clients,
    fixerFor: fixer.fixerFor,
    app,
    server,
    version,
    registries,
    log,
    measures: metrics,
    now,
  };
}

function registryAccess(
  { registries, store, version, now = Date.now }: AppOptions,
  metrics: Metrics,
  signal: AbortSignal,
): RegistryAccess | null {
  if (registries === undefined) return null;
  const { contact, bases = {}, isMirror = () => false, spaced = true, schedule = defaultSchedule } = registries;
  const http = openHttp({
    keeper: store.registryAnswers,
    budgets: commonPace(store.registryRequests, spaced),
    counter: { asked: metrics.registryRequest },
    contact,
    bases,
    spaced,
    version,
    now,
    signal,
  });
  return { http: throughMirrors(http, isMirror), trust: () => registries.trust(), schedule };
}

function watchingOf({ registries, store, now = Date.now }: AppOptions): (() => Promise<Watched>) | null {
  if (registries === undefined) return null;
  return async () => {
    const [oldest] = await store.packages.due(now(), 1);
    const overdueSeconds = oldest === undefined ? 0 : (now() - oldest.lookAt) / 1000;
    return { followed: await store.packages.counts(), overdueSeconds };
  };
}

async function work(
  { handlers, roles = allRoles, concurrency = 4, log }: AppOptions,
  since: number,
  context: JobContext,
  probot: Probot,
  queue: PgBossQueue,
  metrics: Metrics,
  intake: Intake,
): Promise<Worker | null> {
  if (!roles.includes('worker')) {
    // Nobody may have listened before, and another process works
    await queue.sweep({ since });
    return null;
  }
  const receive = (event: object) => probot.receive(event as Parameters<Probot['receive']>[0]);
  return startWorker({
    queue,
    handlers: { ...jobHandlers(context, receive), ...handlers },
    concurrency,
    since,
    log,
    onGivenUp: (kind, subject, error, tries) => onGivenUp(context, kind, subject, error, tries),
    onDone: (kind, subject) => onDone(context, kind, subject),
    onEnded: metrics.job,
    before: () => intake.quiet(),
  });
}

function serve(
  options: AppOptions,
  intake: Intake,
  metrics: Metrics,
  life: { readonly stopping: boolean },
  context: JobContext,
  queue: PgBossQueue,
): Promise<RunningServer> {
  const { credentials, roles = allRoles, port, host, bodyLimits, store, log, now = Date.now } = options;
  const { dashboard, baseUrl } = options;
  const isSigned = signatureCheck({ ...credentials, log, now, onPrevious: metrics.signedWithPrevious });
  return startServer({
    port,
    ...(host === undefined ? {} : { host }),
    ...(bodyLimits === undefined ? {} : { limits: bodyLimits }),
    takesWebhooks: roles.includes('web'),
    webhooks: {
      verify: (raw, signature) => Promise.resolve(isSigned(raw, signature)),
      isHeard,
      isEvent: (name) => handledEvents.includes(name),
      intake,
      log,
      count: metrics.delivery,
      now,
    },
    pages: { ready: () => readiness(store, life.stopping), metrics: metrics.text },
    ...(dashboard === undefined || !roles.includes('web')
      ? {}
      : {
          dashboard: (listensAt) =>
            dashboardOf({
              ...dashboard,
              listensAt,
              host,
              baseUrl,
              context,
              queue,
              log,
              onRequest: metrics.request,
            }),
        }),
  });
}

async function idle(store: Store, queue: PgBossQueue): Promise<void> {
  for (;;) {
    const open = await store.deliveries.left(farAway);
    const depths = Object.values(await queue.depth());
    if (open.length === 0 && depths.every(({ waiting, active }) => waiting + active === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** In the year 5138. */
const farAway = 100_000_000_000_000;
