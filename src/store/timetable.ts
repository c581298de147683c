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

/** In milliseconds. A turn that was taken further in the future was taken by a clock that was wrong, and holds nobody up. */
const clocksDiffer = 600_000;
