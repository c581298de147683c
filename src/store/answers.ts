import type { AnswerCache } from '../github/client.ts';
import type { Database } from './database.ts';
import { keyOf, withoutNul } from './text.ts';

/** Answers of GitHub to GETs about one repository. Their use is noted at most once a day; huge ones are not kept. */
export function answersOf(db: Database, repositoryId: number): AnswerCache {
  return {
    async get(key) {
      const row = await db
        .selectFrom('answers')
        .selectAll()
        .where('repository_id', '=', repositoryId)
        .where('key', '=', keyOf(key))
        .executeTakeFirst();
      if (row === undefined) return null;
      const now = Date.now();
      if (row.used_at < now - day)
        await db
          .updateTable('answers')
          .set({ used_at: now })
          .where('repository_id', '=', repositoryId)
          .where('key', '=', row.key)
          .execute();
      return { etag: row.etag, status: row.status, data: JSON.parse(row.data) as unknown, link: row.link };
    },

    async put(key, answer) {
      const data = JSON.stringify(answer.data ?? null);
      if (data.length > longestAnswer) return;
      const row = {
        etag: withoutNul(answer.etag),
        status: answer.status,
        data,
        link: answer.link === null ? null : withoutNul(answer.link),
        used_at: Date.now(),
      };
      await db
        .insertInto('answers')
        .values({ repository_id: repositoryId, key: keyOf(key), ...row })
        .onConflict((conflict) => conflict.columns(['repository_id', 'key']).doUpdateSet(row))
        .execute();
    },
  };
}

const day = 24 * 60 * 60 * 1000;
const longestAnswer = 4 * 1024 * 1024;
