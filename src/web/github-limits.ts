import { Gauge, type Registry } from 'prom-client';
import type { GitHubOverview } from '../store/store.ts';

/** Shows what is left of GitHub's limits, by resource and never by installation. Nothing is shown of resources never asked for. */
export function showGitHubLimits(
  overview: () => Promise<ReadonlyMap<string, GitHubOverview>>,
  registers: Registry[],
): void {
  new Gauge({
    name: 'mintmark_github_budget_left_ratio',
    help: 'What is left of the hour, of the installation that has least',
    labelNames: ['resource'],
    registers,
    async collect() {
      this.reset();
      for (const [resource, { leastLeft }] of await overview()) this.set({ resource }, leastLeft);
    },
  });
  new Gauge({
    name: 'mintmark_github_blocked_installations',
    help: 'Installations that GitHub refuses for a limit',
    labelNames: ['resource'],
    registers,
    async collect() {
      this.reset();
      for (const [resource, { blocked }] of await overview()) this.set({ resource }, blocked);
    },
  });
}
