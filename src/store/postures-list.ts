import { type RawBuilder, sql } from 'kysely';
import { severities } from '../types/severity.ts';
import type { Database } from './database.ts';
import { nothingKnown, type PostureSummary } from './postures-rows.ts';
import { seenTable } from './postures-seen.ts';
import type { PosturePage, PostureQuery, PostureRow, PostureSort } from './stored-postures.ts';
import { withoutNul } from './text.ts';

/** One page of the repositories that are seen and asked for. */
export async function listPostures(db: Database, seen: readonly number[], asked: PostureQuery): Promise<PosturePage> {
  const rows = (limit: number, offset: number) =>
    sql<ListedRow>`
      with ${seenTable(seen)}
      select id, owner, name, visibility, archived, summary, postures.audited_at,
        count(*) over () as total
      from seen join repositories using (id) left join postures on repository_id = id
      where ${sql.join(conditions(asked), sql` and `)}
      order by ${order(asked)}
      limit ${limit} offset ${offset}`.execute(db);
  const limit = Math.min(Math.max(asked.limit, 1), mostRows);
  const found = (await rows(limit, Math.max(asked.offset, 0))).rows;
  // Behind the last page nobody tells how many there are
  const any = found.length > 0 || asked.offset <= 0 ? found : (await rows(1, 0)).rows;
  return { total: Number(any[0]?.total ?? 0), rows: found.map(listedOf) };
}

const mostRows = 5000;

type ListedRow = Pick<PostureRow, 'id' | 'owner' | 'name' | 'visibility' | 'archived'> & {
  readonly summary: string | null;
  readonly audited_at: number | null;
  readonly total: number;
};

function listedOf({ id, owner, name, visibility, archived, summary, audited_at }: ListedRow): PostureRow {
  const shown = summary === null ? nothingKnown : (JSON.parse(summary) as PostureSummary);
  return { id, owner, name, visibility, archived, auditedAt: audited_at, ...shown };
}

function conditions(asked: PostureQuery): readonly RawBuilder<unknown>[] {
  const { registry, how, control, severity, quiet } = asked;
  const counted = [
    ...(registry === null ? [] : [sql` and registry = ${registry}`]),
    ...(how === null ? [] : [sql` and how = ${how}`]),
  ];
  return [
    sql`true`,
    ...wordsOf(asked.search).map(holdsWord),
    ...(counted.length === 0 ? [] : [hasOne('package_counts', sql`until_day is null${sql.join(counted, sql``)}`)]),
    ...(control === null
      ? []
      : [hasOne('posture_points', sql`(verdict = 'fail' or findings > 0) and control = ${control}`)]),
    ...(severity === null ? [] : [sql`worst <= ${severities.indexOf(severity)}`]),
    // Of those that have not been audited nobody knows that they publish nothing
    ...(quiet ? [] : [sql`packages is distinct from 0`]),
  ];
}

function hasOne(table: string, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`id in (select repository_id from ${sql.table(table)} where ${condition})`;
}

/** Whoever looks for a repository types a few words; what is longer than any name finds none. */
function wordsOf(search: string): readonly string[] {
  const words = withoutNul(search.slice(0, 200)).split(/\s+/);
  return words.filter((word) => word !== '').slice(0, 8);
}

/** A word with a slash is compared with the owner's name, too, which is the same for all of an organisation. */
function holdsWord(word: string): RawBuilder<unknown> {
  const name = word.includes('/') ? sql`owner || '/' || name` : sql`name`;
  return sql`strpos(lower(${name}), lower(${word})) > 0`;
}

const sorted: Readonly<Record<PostureSort, RawBuilder<unknown>>> = {
  risk: sql`risk`,
  name: sql`lower(name)`,
  level: sql`authentication + postures.authorization + general + cli`,
  audited: sql`postures.audited_at`,
  packages: sql`packages`,
};

/** Whichever way: what is archived comes last, and before it what has not been audited. */
function order({ sort, descending }: PostureQuery): RawBuilder<unknown> {
  return sql`archived, ${sorted[sort]} ${descending ? sql`desc` : sql`asc`} nulls last, lower(name), id`;
}
