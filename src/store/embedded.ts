import { setImmediate as nextTurn } from 'node:timers/promises';
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
  /** Does something while the engine rests: nothing is written, and whoever wants something of it waits. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves where the engine has stopped for good; everything that is asked of it from then on is refused with this. */
  readonly broken: Promise<Error>;
}

/**
 * Starts the embedded engine. It has one connection, on which statements and transactions take turns.
 * @throws with what Postgres itself said of it, where it does not start
 */
export async function startEmbedded(options: PGliteOptions): Promise<Embedded> {
  let fatal: string | undefined;
  const onStderr = (line: string) => {
    fatal ??= /\b(?:FATAL|PANIC): {2}(.*)/.exec(line)?.[1];
    return false;
  };
  const pglite = new OrderlyPGlite({ ...options, parsers, serializers, onStderr });
  try {
    await pglite.waitReady;
  } catch (error) {
    throw fatal === undefined ? error : new Error(`the embedded database did not start: ${fatal}`, { cause: error });
  }
  return {
    pglite,
    db: new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) }),
    queueDatabase: { db: fromPglite(pglite), backend: 'pglite' },
    alone: (work) => pglite._runExclusiveTransaction(() => pglite._runExclusiveQuery(work)),
    broken: pglite.broken,
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
 * comes next would be refused. Here nobody comes next before that has been rolled back. And where Postgres would end
 * itself (it cannot write its log, say), the library's next call would turn in a circle for ever; here it is refused.
 */
class OrderlyPGlite extends PGlite {
  readonly #broken = Promise.withResolvers<Error>();
  #trouble: Error | null = null;

  get broken(): Promise<Error> {
    return this.#broken.promise;
  }

  override async _runExclusiveTransaction<T>(work: () => Promise<T>): Promise<T> {
    // The engine works without a pause: requests that have come in are read between its statements
    await nextTurn();
    return super._runExclusiveTransaction(async () => {
      try {
        return await work();
      } catch (error) {
        if (this.isInTransaction()) await this.execProtocol(rollback, { throwOnError: false });
        throw error;
      }
    });
  }

  override execProtocolRawSync(message: Uint8Array): Uint8Array {
    if (this.#trouble !== null) throw this.#trouble;
    return super.execProtocolRawSync(message);
  }

  override execProtocol(...given: Parameters<PGlite['execProtocol']>): ReturnType<PGlite['execProtocol']> {
    return this.#watched(super.execProtocol(...given));
  }

  override execProtocolStream(
    ...given: Parameters<PGlite['execProtocolStream']>
  ): ReturnType<PGlite['execProtocolStream']> {
    return this.#watched(super.execProtocolStream(...given));
  }

  /** What has stopped cannot be closed: its files are as after a crash. */
  override async close(): Promise<void> {
    if (this.#trouble === null) await super.close();
  }

  async #watched<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (this.#trouble !== null || !endsEverything(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      this.#trouble = new Error(
        `the embedded database has stopped: ${reason}. Nothing that was acknowledged is lost. Put that right (a full disk needs room), and start Mintmark again.`,
      );
      this.#broken.resolve(this.#trouble);
      throw this.#trouble;
    }
  }
}

function endsEverything(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // What WebAssembly throws where the engine trips over itself
  if (error.name === 'RuntimeError') return true;
  return 'severity' in error && (error.severity === 'PANIC' || error.severity === 'FATAL');
}

/** The message of a simple query: its letter, its length, its text. */
const rollback = Buffer.from('Q\0\0\0\x0dROLLBACK\0', 'latin1');
