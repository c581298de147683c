import { startInMemory } from './fresh-engine.ts';
import { migrate } from './migrate.ts';
import type { OpenStore } from './open-store.ts';
import { storeOf } from './store-of.ts';

/** A store that is gone with the process. */
export async function openMemory(): Promise<OpenStore> {
  const { db, queueDatabase } = await startInMemory();
  await migrate(db);
  return { store: storeOf(db, () => db.destroy()), queueDatabase, db };
}
