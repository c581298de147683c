import { sql } from 'kysely';
import type { Posture } from '../types/posture.ts';
import type { Database } from './database.ts';
import type { Badges } from './stored-postures.ts';

/**
 * Asked for by everybody: one statement, whatever the answer, so that neither what it says nor how long it takes tells of
 * a repository that is not public.
 */
export function badgesOf(db: Database): Badges {
  return {
    async of(owner, name) {
      const row = await db
        .selectFrom('repositories')
        .leftJoin('postures', 'postures.repository_id', 'repositories.id')
        .select(
          sql<string | null>`case when visibility = 'public' and not archived and not exists (
            select from installations where id = repositories.installation_id and suspended) then posture end`.as(
            'posture',
          ),
        )
        .where(sql`lower(owner)`, '=', sql`lower(${owner})`)
        .where(sql`lower(name)`, '=', sql`lower(${name})`)
        .orderBy('placed_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      const posture = (row?.posture ?? null) === null ? null : (JSON.parse(row?.posture ?? '') as Posture);
      return posture?.badge === true ? posture : null;
    },
  };
}
