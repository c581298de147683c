import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Measures } from '../jobs/context.ts';
import type { JobKind } from '../jobs/job-kinds.ts';
import type { QueueDepth } from '../jobs/pg-boss-queue.ts';
import type { JobOutcome } from '../jobs/worker.ts';
import type { GitHubOverview } from '../store/store.ts';
import { showGitHubLimits } from './github-limits.ts';

/** What the app counts, for `/metrics`. Labels are few: no repository, no installation, no path. */
export interface Metrics extends Measures {
  /** A webhook came in; `event` only where it is one of GitHub's that we know. */
  readonly delivery: (event: string, outcome: DeliveryOutcome) => void;
  /** A webhook was accepted that is signed with the previous secret. */
  readonly signedWithPrevious: () => void;
  readonly job: (kind: JobKind, outcome: JobOutcome) => void;
  /** GitHub answered a request. */
  readonly request: (answer: { readonly status: number; readonly free: boolean }) => void;
  /** A request to a registry has ended. */
  readonly registryRequest: (service: string, outcome: 'answered' | 'unchanged' | 'unavailable', bytes: number) => void;
  /** All of it, as Prometheus reads it. */
  readonly text: () => Promise<string>;
}

export type DeliveryOutcome = 'accepted' | 'again' | 'completed-before' | 'ignored' | 'refused' | 'not-stored';

/** The packages that are followed on their registries. */
export interface Watched {
  readonly followed: ReadonlyMap<string, number>;
  /** How long the one has waited that should have been looked at first; 0 where none waits. */
  readonly overdueSeconds: number;
}

/** What is counted where it is, when somebody asks. */
export interface MetricsSources {
  readonly depth: () => Promise<Readonly<Record<JobKind, QueueDepth>>>;
  /** How much work has failed for good and waits for a person. */
  readonly parked: () => Promise<number>;
  /** By resource, over all installations. */
  readonly gitHubLimits: () => Promise<ReadonlyMap<string, GitHubOverview>>;
  /** Null where registries are not asked. */
  readonly watched: (() => Promise<Watched>) | null;
}

/** A registry of its own for each app, so that several can run in one process. */
export function createMetrics({ depth, parked, gitHubLimits, watched }: MetricsSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name: `mintmark_${name}`, help, labelNames, registers });

  const deliveries = counter('deliveries_total', 'Webhooks that came in', ['event', 'outcome']);
  const signedBefore = counter(
    'webhooks_signed_with_previous_secret_total',
    'Webhooks that were accepted by the previous secret',
    [],
  );
  const jobs = counter('jobs_total', 'Starts of jobs by how they ended', ['queue', 'outcome']);
  const audits = counter('audits_total', 'Audits by how they ended', ['purpose', 'outcome']);
  const checks = counter('check_runs_total', 'Check runs that were completed', ['conclusion']);
  const issues = counter('issues_total', 'What became of remediation issues', ['outcome']);
  const answers = counter('github_answers_total', 'Answers of GitHub, by class of their status', ['status', 'cost']);
  const auditRequests = counter('audit_requests_total', 'Requests to GitHub that audits made', ['cost']);
  const looks = counter('looks_total', 'Looks at packages on their registries', ['registry', 'outcome']);
  const gated = counter('deployments_total', 'Deployments that asked at the gate', ['decision', 'outcome']);
  const requests = counter('registry_requests_total', 'Requests to registries, by how they ended', [
    'service',
    'outcome',
  ]);
  const bytes = counter('registry_bytes_total', 'Bytes that registries sent, as read', ['service']);
  showGitHubLimits(gitHubLimits, registers);
  if (watched !== null) showWatched(watched, registers);
  const seconds = new Histogram({
    name: 'mintmark_audit_seconds',
    help: 'How long audits take',
    labelNames: ['purpose'],
    buckets: [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 15, 60, 300],
    registers,
  });
  const gateSeconds = new Histogram({
    name: 'mintmark_deployment_seconds',
    help: 'How long deployments wait for the answer of the gate',
    labelNames: ['decision'],
    buckets: [0.5, 1, 2, 4, 8, 15, 30, 120, 600, 1800],
    registers,
  });
  new Gauge({
    name: 'mintmark_jobs',
    help: 'Jobs that wait or run, over all processes',
    labelNames: ['queue', 'state'],
    registers,
    async collect() {
      for (const [queue, { waiting, active }] of Object.entries(await depth())) {
        this.set({ queue, state: 'waiting' }, waiting);
        this.set({ queue, state: 'active' }, active);
      }
    },
  });

  new Gauge({
    name: 'mintmark_parked_jobs',
    help: 'Work that failed for good and waits for a person, over all processes',
    registers,
    async collect() {
      this.set(await parked());
    },
  });

  return {
    delivery: (event, outcome) => deliveries.inc({ event, outcome }),
    signedWithPrevious: () => signedBefore.inc(),
    job: (queue, outcome) => jobs.inc({ queue, outcome }),
    request: ({ status, free }) =>
      answers.inc({ status: `${Math.floor(status / 100)}xx`, cost: free ? 'free' : 'counted' }),
    audited({ purpose, outcome, seconds: taken, requests: asked }) {
      audits.inc({ purpose, outcome });
      seconds.observe({ purpose }, taken);
      for (const [cost, count] of Object.entries(asked)) auditRequests.inc({ cost }, count);
    },
    concluded: (conclusion) => checks.inc({ conclusion }),
    issue: (outcome) => issues.inc({ outcome }),
    gated({ decision, outcome, seconds: taken }) {
      gated.inc({ decision, outcome });
      gateSeconds.observe({ decision }, taken);
    },
    looked: (id, outcome) => looks.inc({ registry: id, outcome }),
    registryRequest(service, outcome, length) {
      requests.inc({ service, outcome });
      bytes.inc({ service }, length);
    },
    text: () => registry.metrics(),
  };
}

function showWatched(watched: () => Promise<Watched>, registers: Registry[]): void {
  new Gauge({
    name: 'mintmark_packages',
    help: 'Packages that are followed on their registries',
    labelNames: ['registry'],
    registers,
    async collect() {
      this.reset();
      for (const [registry, packages] of (await watched()).followed) this.set({ registry }, packages);
    },
  });
  new Gauge({
    name: 'mintmark_look_overdue_seconds',
    help: 'How long the package has waited that should have been looked at first',
    registers,
    async collect() {
      this.set((await watched()).overdueSeconds);
    },
  });
}
