import type { Selectable } from 'kysely';
import type { IncidentPack } from '../types/incident-pack.ts';
import type { Database } from './database.ts';
import type { Incidents, StoredIncident } from './store.ts';
import type { IncidentRow } from './tables.ts';
import { keyOf } from './text.ts';

/** Incidents by package and version. `put` leaves the pack and the time of one that is known as they were. */
export function incidentsOf(db: Database): Incidents {
  return {
    async find(packageId, version) {
      const row = await db
        .selectFrom('incidents')
        .selectAll()
        .where('package_id', '=', packageId)
        .where('version_key', '=', keyOf(version))
        .executeTakeFirst();
      return row === undefined ? null : incidentOf(row);
    },

    async ofRepository(repositoryId) {
      const rows = await db
        .selectFrom('incidents')
        .selectAll()
        .where('repository_id', '=', repositoryId)
        .orderBy('id')
        .limit(1000)
        .execute();
      return rows.map(incidentOf);
    },

    async put(incident) {
      const mutable = {
        state: incident.state,
        place: incident.place === null ? null : JSON.stringify(incident.place),
        retraction: incident.retraction === null ? null : JSON.stringify(incident.retraction),
        written: incident.written,
      };
      const row = await db
        .insertInto('incidents')
        .values({
          repository_id: incident.repositoryId,
          package_id: incident.packageId,
          version: JSON.stringify(incident.version),
          version_key: keyOf(incident.version),
          pack: JSON.stringify(incident.pack),
          noticed_at: incident.noticedAt,
          ...mutable,
        })
        .onConflict((conflict) => conflict.columns(['package_id', 'version_key']).doUpdateSet(mutable))
        .returningAll()
        .executeTakeFirstOrThrow();
      return incidentOf(row);
    },
  };
}

function incidentOf(row: Selectable<IncidentRow>): StoredIncident {
  return {
    id: row.id,
    repositoryId: row.repository_id,
    packageId: row.package_id,
    version: JSON.parse(row.version) as string,
    state: row.state,
    place: row.place === null ? null : (JSON.parse(row.place) as StoredIncident['place']),
    pack: JSON.parse(row.pack) as IncidentPack,
    noticedAt: row.noticed_at,
    retraction: row.retraction === null ? null : (JSON.parse(row.retraction) as string),
    written: row.written,
  };
}
