import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** The tables of an open database, embedded or a server's. A transaction is one, too. */
export type Database = Kysely<Tables>;
