import type { Database } from './database.ts';
import type { ActionCommits } from './stored-fixes.ts';

/** Commits behind tags and branches of actions. An action may be private, so that each installation has its own. */
export function actionCommitsOf(db: Database): ActionCommits {
  return {
    async get(installationId, actions, since) {
      if (actions.length === 0) return new Map();
      const rows = await db
        .selectFrom('action_commits')
        .selectAll()
        .where('installation_id', '=', installationId)
        .where('action', 'in', actions)
        .where('asked_at', '>=', since)
        .execute();
      return new Map(
        rows.map(({ action, commit_sha: commit, version }) => [
          action,
          commit === null || version === null ? null : { commit, version },
        ]),
      );
    },

    async put(installationId, action, found, now) {
      const asked = { commit_sha: found?.commit ?? null, version: found?.version ?? null, asked_at: now };
      await db
        .insertInto('action_commits')
        .values({ installation_id: installationId, action, ...asked })
        .onConflict((conflict) => conflict.columns(['installation_id', 'action']).doUpdateSet(asked))
        .execute();
    },
  };
}
