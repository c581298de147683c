import type { Tables } from './tables.ts';

/** Whose the rows of a table are, and when they are deleted for their age. `docs/store.md` says the same to people. */
export interface Keeping {
  readonly owner: Owner;
  /** Deleted so many days after the time in this column; never where it is null. */
  readonly age?: { readonly column: string; readonly days: number };
}

/**
 * Rows go with their repository or installation, by the column that holds its id (0: everybody's). `named`: the owner is
 * spelt out. `nobody`: they are about no customer, or do not outlive their age.
 */
type Owner = { readonly repository: string } | { readonly installation: string } | 'named' | 'nobody';

/**
 * Every table. GitHub redelivers for three days and keeps check runs for 400. A report is only reused on the day it was
 * made, but the report of a merge base is looked for as long as its pull request is open.
 */
export const keeping = {
  deliveries: { owner: 'nobody', age: { column: 'finished_at', days: 30 } },
  installations: { owner: { installation: 'id' } },
  refusals: { owner: { installation: 'installation_id' }, age: { column: 'refused_at', days: 30 } },
  github_limits: { owner: { installation: 'installation_id' } },
  sweeps: { owner: { installation: 'installation_id' } },
  action_commits: { owner: { installation: 'installation_id' }, age: { column: 'asked_at', days: 30 } },
  parked: { owner: { installation: 'installation_id' }, age: { column: 'parked_at', days: 90 } },
  repositories: { owner: { repository: 'id' } },
  checks: { owner: { repository: 'repository_id' }, age: { column: 'completed_at', days: 400 } },
  reports: { owner: { repository: 'repository_id' }, age: { column: 'made_at', days: 30 } },
  records: { owner: { repository: 'repository_id' } },
  secret_names: { owner: { repository: 'repository_id' } },
  postures: { owner: { repository: 'repository_id' } },
  posture_points: { owner: { repository: 'repository_id' } },
  package_counts: { owner: { repository: 'repository_id' }, age: { column: 'until_day', days: 400 } },
  verdict_changes: { owner: { repository: 'repository_id' }, age: { column: 'changed_at', days: 400 } },
  digests: { owner: { repository: 'repository_id' } },
  code_scanning: { owner: { repository: 'repository_id' } },
  issues: { owner: { repository: 'repository_id' } },
  fixes: { owner: { repository: 'repository_id' } },
  fix_offers: { owner: { repository: 'repository_id' } },
  answers: { owner: { repository: 'repository_id' }, age: { column: 'used_at', days: 30 } },
  packages: { owner: { repository: 'repository_id' }, age: { column: 'left_at', days: 90 } },
  incidents: { owner: { repository: 'repository_id' } },
  gate_decisions: { owner: { repository: 'repository_id' }, age: { column: 'asked_at', days: 400 } },
  contents: { owner: { repository: 'scope' }, age: { column: 'used_at', days: 30 } },
  policies: { owner: 'named' },
  timetable: { owner: 'nobody' },
  registry_answers: { owner: 'nobody', age: { column: 'used_at', days: 30 } },
  registry_requests: { owner: 'nobody', age: { column: 'day', days: 30 } },
  registry_turns: { owner: 'nobody' },
  feed_cursors: { owner: 'nobody' },
} as const satisfies Readonly<Record<keyof Tables, Keeping>>;

/** The tables whose rows go with a repository or an installation, each with the column that holds its id. */
export function tablesOf(owner: 'repository' | 'installation'): readonly OwnedTable[] {
  return Object.entries<Keeping>(keeping).flatMap(([table, { owner: whose }]) =>
    typeof whose === 'object' && owner in whose ? [{ table, column: Object.values(whose)[0] as string }] : [],
  );
}

interface OwnedTable {
  readonly table: string;
  readonly column: string;
}
