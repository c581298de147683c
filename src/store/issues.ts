import type { Database } from './database.ts';
import type { Issues, OpenItem, SolvedItem, StoredIssue } from './store.ts';
import type { IssueRow } from './tables.ts';

/** The issues of repositories, each by its key. */
export function issuesOf(db: Database): Issues {
  const ofRepository = (repositoryId: number) =>
    db.selectFrom('issues').selectAll().where('repository_id', '=', repositoryId);
  return {
    async get(repositoryId, key) {
      const row = await ofRepository(repositoryId).where('key', '=', key).executeTakeFirst();
      return row === undefined ? null : issueOf(row);
    },

    async byNumber(repositoryId, number) {
      const row = await ofRepository(repositoryId)
        .where('number', '=', number)
        .orderBy('key')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : issueOf(row);
    },

    async list(repositoryId) {
      const rows = await ofRepository(repositoryId).orderBy('key').limit(1000).execute();
      return rows.map(issueOf);
    },

    async put(issue) {
      const row = {
        number: issue.number,
        state: issue.state,
        obeyed: issue.obeyed,
        written: issue.written,
        solved: JSON.stringify(issue.solved),
        open_items: JSON.stringify(issue.open),
      };
      await db
        .insertInto('issues')
        .values({ repository_id: issue.repositoryId, key: issue.key, ...row })
        .onConflict((conflict) => conflict.columns(['repository_id', 'key']).doUpdateSet(row))
        .execute();
    },

    async remove(repositoryId, key) {
      await db.deleteFrom('issues').where('repository_id', '=', repositoryId).where('key', '=', key).execute();
    },
  };
}

function issueOf(row: IssueRow): StoredIssue {
  return {
    repositoryId: row.repository_id,
    key: row.key,
    number: row.number,
    state: row.state,
    obeyed: row.obeyed,
    written: row.written,
    solved: JSON.parse(row.solved) as SolvedItem[],
    open: JSON.parse(row.open_items) as OpenItem[],
  };
}
