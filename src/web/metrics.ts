import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Measures } from '../jobs/context.ts';
import type { JobKind } from '../jobs/job-kinds.ts';
import type { QueueDepth } from '../jobs/pg-boss-queue.ts';
import type { JobOutcome } from '../jobs/worker.ts';

/** What the app counts, for `/metrics`. Labels are few: no repository, no installation, no path. */
export interface Metrics extends Measures {
  /** A webhook came in; `event` only where it is one of GitHub's that we know. */
  readonly delivery: (event: string, outcome: DeliveryOutcome) => void;
  readonly job: (kind: JobKind, outcome: JobOutcome) => void;
  /** GitHub answered a request. */
  readonly request: (answer: { readonly status: number; readonly free: boolean }) => void;
  /** All of it, as Prometheus reads it. */
  readonly text: () => Promise<string>;
}

export type DeliveryOutcome = 'accepted' | 'again' | 'completed-before' | 'ignored' | 'refused' | 'not-stored';

/** A registry of its own for each app, so that several can run in one process. */
export function createMetrics(depth: () => Promise<Readonly<Record<JobKind, QueueDepth>>>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name: `mintmark_${name}`, help, labelNames, registers });

  const deliveries = counter('deliveries_total', 'Webhooks that came in', ['event', 'outcome']);
  const jobs = counter('jobs_total', 'Starts of jobs by how they ended', ['queue', 'outcome']);
  const audits = counter('audits_total', 'Audits by how they ended', ['purpose', 'outcome']);
  const checks = counter('check_runs_total', 'Check runs that were completed', ['conclusion']);
  const issues = counter('issues_total', 'What became of remediation issues', ['outcome']);
  const answers = counter('github_answers_total', 'Answers of GitHub, by class of their status', ['status', 'cost']);
  const auditRequests = counter('audit_requests_total', 'Requests to GitHub that audits made', ['cost']);
  const seconds = new Histogram({
    name: 'mintmark_audit_seconds',
    help: 'How long audits take',
    labelNames: ['purpose'],
    buckets: [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 15, 60, 300],
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

  return {
    delivery: (event, outcome) => deliveries.inc({ event, outcome }),
    job: (queue, outcome) => jobs.inc({ queue, outcome }),
    request: ({ status, free }) =>
      answers.inc({ status: `${Math.floor(status / 100)}xx`, cost: free ? 'free' : 'counted' }),
    audited({ purpose, outcome, seconds: taken, requests }) {
      audits.inc({ purpose, outcome });
      seconds.observe({ purpose }, taken);
      for (const [cost, count] of Object.entries(requests)) auditRequests.inc({ cost }, count);
    },
    concluded: (conclusion) => checks.inc({ conclusion }),
    issue: (outcome) => issues.inc({ outcome }),
    text: () => registry.metrics(),
  };
}
