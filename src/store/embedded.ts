import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';
import { fromPglite } from 'pg-boss';
import type { Database } from './database.ts';
import type { QueueDatabase } from './open-store.ts';
import type { Tables } from './tables.ts';

/** The embedded engine is up; the tables may not be. `db.destroy()` stops it. */
export interface Embedded {
  readonly pglite: PGlite;
  readonly db: Database;
  readonly queueDatabase: QueueDatabase;
}

/** Starts the embedded engine. It has one connection, on which statements and transactions take turns. */
export async function startEmbedded(options: PGliteOptions): Promise<Embedded> {
  const pglite = new OrderlyPGlite({ ...options, parsers, serializers });
  await pglite.waitReady;
  return {
    pglite,
    db: new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) }),
    queueDatabase: { db: fromPglite(pglite), backend: 'pglite' },
  };
}

/** How the engine is started; its own defaults with a cache that suits a laptop. */
export const startParameters: readonly string[] = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];

/** The object ids of `bytea` and `bigint`. */
const bytea = 17;
const int8 = 20;

/** The engine's own go through bytes one by one. */
const parsers = { [int8]: Number, [bytea]: (text: string) => Buffer.from(text.slice('\\x'.length), 'hex') };
const serializers = { [bytea]: (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString('hex')}` };

/**
 * A script that fails between its `begin` and `commit` leaves the one connection in a failed transaction, and whoever
 * comes next would be refused. Here nobody comes next before that has been rolled back.
 */
class OrderlyPGlite extends PGlite {
  override _runExclusiveTransaction<T>(work: () => Promise<T>): Promise<T> {
    return super._runExclusiveTransaction(async () => {
      try {
        return await work();
      } catch (error) {
        if (this.isInTransaction()) await this.execProtocol(rollback, { throwOnError: false });
        throw error;
      }
    });
  }
}

/** The message of a simple query: its letter, its length, its text. */
const rollback = Buffer.from('Q\0\0\0\x0dROLLBACK\0', 'latin1');
