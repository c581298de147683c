import { keptBack } from '../../src/github/budget.ts';
import { gitHubPaces } from '../../src/github/budget-paces.ts';
import type { PlannedRequest } from '../../src/github/client.ts';
import type { GitHubCounts } from './org-github.ts';

/** Requests an hour that GitHub allows an installation, the least there is. */
const allowed = 5000;

/** Minutes that these requests take at least where nobody waits: within the hour, and at the pace that GitHub asks for. */
export function minutesAllowed({ counted, graphql, writes }: GitHubCounts): number {
  const written = Object.values(writes).reduce((sum, count) => sum + count, 0);
  const kinds: readonly (readonly [PlannedRequest, number])[] = [
    [{ route: 'POST /graphql', resource: 'graphql', isWrite: false }, graphql],
    [{ route: 'GET /', resource: 'core', isWrite: false }, counted - graphql - written],
    ...Object.entries(writes).map(([kind, count]) => {
      const [method = '', path = ''] = kind.split(' ');
      return [{ route: `${method} /repos/{owner}/{repo}/${path}`, resource: 'core', isWrite: true }, count] as const;
    }),
  ];
  const paced = gitHubPaces.map(
    ({ turns, between }) => kinds.reduce((sum, [request, count]) => sum + count * turns(request), 0) * between,
  );
  return Math.max(...paced.map((milliseconds) => milliseconds / 60_000), hours(counted - graphql) * 60);
}

/** Whole hours that have to end before what is left fits the next one. */
function hours(requests: number): number {
  const usable = allowed - keptBack(allowed, 'background');
  return Math.max(0, Math.ceil(requests / usable) - 1);
}
