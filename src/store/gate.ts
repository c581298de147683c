import type { Selectable } from 'kysely';
import type { GateAnswer } from '../types/gate.ts';
import type { Database } from './database.ts';
import type { Gate, StoredDeployment } from './store.ts';
import type { GateDecisionRow } from './tables.ts';

/** Deployments by repository, run, environment and GitHub's id of the deployment. */
export function gateOf(db: Database): Gate {
  return {
    async want({ repositoryId, runId, environment, deploymentId, commit, ref, now }) {
      const anew = { asked_at: now, decision: null, reasons: '[]', decided_at: null, reported_at: null, outcome: null };
      await db
        .insertInto('gate_decisions')
        .values({
          repository_id: repositoryId,
          run_id: runId,
          environment: JSON.stringify(environment),
          deployment_id: deploymentId ?? withoutId,
          commit_sha: commit,
          ref: JSON.stringify(ref),
          ...anew,
        })
        .onConflict((conflict) => {
          const known = conflict.columns(['repository_id', 'run_id', 'environment', 'deployment_id']);
          // Without its id, another try of the same run looks like a webhook that came twice
          return deploymentId === null ? known.doUpdateSet(anew) : known.doNothing();
        })
        .execute();
    },

    async open(repositoryId) {
      const rows = await db
        .selectFrom('gate_decisions')
        .selectAll()
        .where('repository_id', '=', repositoryId)
        .where('outcome', 'is', null)
        .orderBy('id')
        .limit(100)
        .execute();
      return rows.map(deploymentOf);
    },

    async ofRepository(repositoryId) {
      const rows = await db
        .selectFrom('gate_decisions')
        .selectAll()
        .where('repository_id', '=', repositoryId)
        .orderBy('id', 'desc')
        .limit(1000)
        .execute();
      return rows.map(deploymentOf);
    },

    async decided(id, { decision, reasons, now }) {
      await db
        .updateTable('gate_decisions')
        .set({ decision, reasons: JSON.stringify(reasons), decided_at: now })
        .where('id', '=', id)
        .execute();
    },

    async reported(id, now) {
      await db.updateTable('gate_decisions').set({ reported_at: now }).where('id', '=', id).execute();
    },

    async settled(id, outcome) {
      await db.updateTable('gate_decisions').set({ outcome }).where('id', '=', id).execute();
    },

    async reopen(repositoryId) {
      const { numUpdatedRows } = await db
        .updateTable('gate_decisions')
        .set({ outcome: null })
        .where('repository_id', '=', repositoryId)
        .where('outcome', '=', 'failed')
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    async left(before) {
      const rows = await db
        .selectFrom('gate_decisions')
        .select('repository_id')
        .distinct()
        .where('outcome', 'is', null)
        .where('asked_at', '<', before)
        .orderBy('repository_id')
        .limit(1000)
        .execute();
      return rows.map((row) => row.repository_id);
    },
  };
}

/** None of GitHub's ids. */
const withoutId = 0;

function deploymentOf(row: Selectable<GateDecisionRow>): StoredDeployment {
  return {
    id: row.id,
    repositoryId: row.repository_id,
    runId: row.run_id,
    environment: JSON.parse(row.environment) as string,
    deploymentId: row.deployment_id === withoutId ? null : row.deployment_id,
    commit: row.commit_sha,
    ref: JSON.parse(row.ref) as string,
    askedAt: row.asked_at,
    decision: row.decision,
    reasons: JSON.parse(row.reasons) as readonly GateAnswer[],
    decidedAt: row.decided_at,
    reportedAt: row.reported_at,
    outcome: row.outcome,
  };
}
