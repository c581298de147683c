import type { Posture } from '../types/posture.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Verdict } from '../types/verdict.ts';
import type { Database } from './database.ts';
import { keepPosture } from './postures-keep.ts';
import { listPostures } from './postures-list.ts';
import { countLevels, countOpen, countPackages, countUnknown, packageCourse } from './postures-overall.ts';
import { mostChanges } from './postures-rows.ts';
import type { Postures } from './stored-postures.ts';

/** Postures by GitHub's id of the repository. */
export function posturesOf(db: Database): Postures {
  return {
    keep: (repositoryId, posture, now) => keepPosture(db, repositoryId, posture, now),

    async get(repositoryId) {
      const row = await db
        .selectFrom('postures')
        .innerJoin('repositories', 'repositories.id', 'postures.repository_id')
        .select(['posture', 'postures.audited_at', 'visibility'])
        .where('repository_id', '=', repositoryId)
        .executeTakeFirst();
      if (row === undefined) return null;
      const posture = JSON.parse(row.posture) as Posture;
      // It may have been public when it was audited
      return { ...posture, badge: posture.badge && row.visibility === 'public', auditedAt: row.audited_at };
    },

    async missing(limit) {
      const rows = await db
        .selectFrom('records')
        .innerJoin('repositories', 'repositories.id', 'records.repository_id')
        .leftJoin('postures', 'postures.repository_id', 'records.repository_id')
        .select(['records.repository_id', 'records.made_at'])
        .where('postures.repository_id', 'is', null)
        .where('audit_wanted', '=', false)
        .orderBy('records.repository_id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ repositoryId: row.repository_id, auditedAt: row.made_at }));
    },

    list: (seen, asked) => listPostures(db, seen, asked),
    packages: (seen) => countPackages(db, seen),
    course: (seen, days) => packageCourse(db, seen, days),
    levels: (seen) => countLevels(db, seen),
    open: (seen) => countOpen(db, seen),
    unknown: (seen) => countUnknown(db, seen),

    async history(repositoryId) {
      const rows = await db
        .selectFrom('verdict_changes')
        .selectAll()
        .where('repository_id', '=', repositoryId)
        .orderBy('id', 'desc')
        .limit(mostChanges)
        .execute();
      return rows.map((row) => ({
        control: row.control,
        registry: row.registry as RegistryId | null,
        verdict: row.verdict as Verdict,
        before: row.before as Verdict | null,
        at: row.changed_at,
      }));
    },
  };
}
