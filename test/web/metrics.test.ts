import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/web/metrics.ts';

const none = { waiting: 0, active: 0 };
const depth = () =>
  Promise.resolve({
    delivery: { waiting: 2, active: 1 },
    repository: none,
    installation: none,
    batch: none,
    look: none,
    gate: none,
    feed: none,
    sweep: none,
  });

const gitHubLimits = () => Promise.resolve(new Map([['core', { leastLeft: 0.25, blocked: 1 }]]));
const sources = { depth, parked: () => Promise.resolve(3), gitHubLimits, watched: null };

describe('metrics', () => {
  it('count what happens, under few labels', async () => {
    const metrics = createMetrics(sources);
    metrics.delivery('push', 'accepted');
    metrics.delivery('push', 'accepted');
    metrics.job('repository', 'put-off');
    metrics.request({ status: 304, free: true });
    metrics.request({ status: 201, free: false });
    const requests = { counted: 3, free: 2, graphql: 1, writes: 1 };
    metrics.audited({ purpose: 'pull-request', outcome: 'done', seconds: 0.3, requests });
    metrics.concluded('neutral');
    metrics.issue('created');
    metrics.looked('npm', 'changed');
    metrics.gated({ decision: 'rejected', outcome: 'told', seconds: 3 });
    metrics.registryRequest('osv', 'unchanged', 7);
    const lines = (await metrics.text()).split('\n');
    for (const line of [
      'mintmark_deliveries_total{event="push",outcome="accepted"} 2',
      'mintmark_jobs_total{queue="repository",outcome="put-off"} 1',
      'mintmark_github_answers_total{status="3xx",cost="free"} 1',
      'mintmark_github_answers_total{status="2xx",cost="counted"} 1',
      'mintmark_audits_total{purpose="pull-request",outcome="done"} 1',
      'mintmark_audit_requests_total{cost="counted"} 3',
      'mintmark_audit_seconds_bucket{le="0.4",purpose="pull-request"} 1',
      'mintmark_audit_seconds_bucket{le="0.2",purpose="pull-request"} 0',
      'mintmark_check_runs_total{conclusion="neutral"} 1',
      'mintmark_issues_total{outcome="created"} 1',
      'mintmark_looks_total{registry="npm",outcome="changed"} 1',
      'mintmark_deployments_total{decision="rejected",outcome="told"} 1',
      'mintmark_deployment_seconds_bucket{le="4",decision="rejected"} 1',
      'mintmark_registry_requests_total{service="osv",outcome="unchanged"} 1',
      'mintmark_registry_bytes_total{service="osv"} 7',
      'mintmark_jobs{queue="delivery",state="waiting"} 2',
      'mintmark_jobs{queue="delivery",state="active"} 1',
      'mintmark_parked_jobs 3',
      'mintmark_github_budget_left_ratio{resource="core"} 0.25',
      'mintmark_github_blocked_installations{resource="core"} 1',
    ])
      expect(lines).toContain(line);
    expect(lines.some((line) => line.startsWith('process_cpu_seconds_total'))).toBe(true);
  });

  it('show the packages that are followed, and how long the first of them has waited', async () => {
    const followed = new Map([
      ['npm', 3],
      ['hex', 1],
    ]);
    const metrics = createMetrics({ ...sources, watched: () => Promise.resolve({ followed, overdueSeconds: 12 }) });
    const lines = (await metrics.text()).split('\n');
    expect(lines).toContain('mintmark_packages{registry="npm"} 3');
    expect(lines).toContain('mintmark_look_overdue_seconds 12');
    followed.delete('npm');
    expect(await metrics.text()).not.toContain('mintmark_packages{registry="npm"}');
    expect(await createMetrics(sources).text()).not.toContain('mintmark_packages');
  });

  it('are kept by each app for itself', async () => {
    createMetrics(sources).concluded('success');
    expect(await createMetrics(sources).text()).not.toContain('conclusion="success"');
  });
});
