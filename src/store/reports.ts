import type { Report } from '../types/report.ts';
import type { Database } from './database.ts';
import type { Reports } from './store.ts';
import { keyOf } from './text.ts';

/** Reports as JSON; they come back equal to what was put. */
export function reportsOf(db: Database): Reports {
  return {
    async get(repositoryId, commit, inputs) {
      const row = await db
        .selectFrom('reports')
        .select('report')
        .where('repository_id', '=', repositoryId)
        .where('commit_sha', '=', commit)
        .where('inputs', '=', keyOf(inputs))
        .executeTakeFirst();
      return row === undefined ? null : (JSON.parse(row.report) as Report);
    },

    async put(repositoryId, commit, inputs, report, now) {
      const made = { report: JSON.stringify(report), made_at: now };
      await db
        .insertInto('reports')
        .values({ repository_id: repositoryId, commit_sha: commit, inputs: keyOf(inputs), ...made })
        .onConflict((conflict) => conflict.columns(['repository_id', 'commit_sha', 'inputs']).doUpdateSet(made))
        .execute();
    },

    async ofRecord(repositoryId) {
      const row = await db
        .selectFrom('records')
        .select('report')
        .where('repository_id', '=', repositoryId)
        .executeTakeFirst();
      return row === undefined ? null : (JSON.parse(row.report) as Report);
    },

    async setOfRecord(repositoryId, commit, report, now) {
      const made = { commit_sha: commit, report: JSON.stringify(report), made_at: now };
      await db
        .insertInto('records')
        .values({ repository_id: repositoryId, ...made })
        .onConflict((conflict) => conflict.column('repository_id').doUpdateSet(made))
        .execute();
    },
  };
}
