import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** A common table `seen (id)`, to be joined with. Thousands of ids are one value of the statement. */
export function seenTable(ids: readonly number[]): RawBuilder<unknown> {
  return sql`seen as materialized (select unnest(${arrayOf(ids)}) as id)`;
}

/**
 * True of the rows of `table` whose `repository_id` is one of these, but for those of archived repositories: what is archived
 * publishes nothing any more. Each row's id is looked up in hashes of both.
 */
export function isOfLiving(table: string, ids: readonly number[]): RawBuilder<SqlBool> {
  const owner = sql.ref(`${table}.repository_id`);
  return sql<SqlBool>`${owner} = any(${arrayOf(ids)})
    and ${owner} not in (select id from repositories where archived)`;
}

function arrayOf(ids: readonly number[]): RawBuilder<unknown> {
  return sql`string_to_array(${ids.join(',')}, ',')::bigint[]`;
}
