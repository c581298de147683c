import type { ConstructorOptions } from 'pg-boss';
import type { Store } from './store.ts';

/** A store whose database is open and whose tables are in place. */
export interface OpenStore {
  readonly store: Store;
  readonly queueDatabase: QueueDatabase;
}

/**
 * What pg-boss' constructor takes to keep its jobs in the store's database; LISTEN and NOTIFY work on either engine. The
 * embedded one has a single connection for both, so pg-boss is to be stopped before the store is closed.
 */
export type QueueDatabase = Pick<ConstructorOptions, 'db' | 'backend' | 'connectionString'>;
