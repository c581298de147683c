import type { ConstructorOptions } from 'pg-boss';
import type { Database } from './database.ts';
import type { Store } from './store.ts';

/** A store whose database is open and whose tables are in place. */
export interface OpenStore {
  readonly store: Store;
  readonly queueDatabase: QueueDatabase;
  /** The tables themselves, for what copies them as they are. */
  readonly db: Database;
  /** Copies a store in a folder while it is open, into that folder, and gives the name of the copy; for `openCopy`. */
  readonly copy?: () => Promise<string>;
  /** Resolves where the embedded database has stopped for good: the process is of no use any more. */
  readonly broken?: Promise<Error>;
}

/**
 * What pg-boss' constructor takes to keep its jobs in the store's database; LISTEN and NOTIFY work on either engine. The
 * embedded one has a single connection for both, so pg-boss is to be stopped before the store is closed.
 */
export type QueueDatabase = Pick<ConstructorOptions, 'db' | 'backend' | 'connectionString'>;
