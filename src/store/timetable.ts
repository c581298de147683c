import { clocksDiffer } from '../types/clocks.ts';
import type { Database } from './database.ts';
import type { Timetable } from './store.ts';

/** One row for each thing that is done once in a while. The first to come after its time takes the turn of all. */
export function timetableOf(db: Database): Timetable {
  return {
    async take(name, every, now) {
      const taken = await db
        .insertInto('timetable')
        .values({ name, last_at: now })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ last_at: now })
            .where((row) =>
              row.or([
                row('timetable.last_at', '<=', now - every),
                // Taken by a clock that was ahead
                row('timetable.last_at', '>', now + every + clocksDiffer),
              ]),
            ),
        )
        .returning('name')
        .executeTakeFirst();
      return taken !== undefined;
    },
  };
}
