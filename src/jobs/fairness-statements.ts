import { kindsOfRepositories } from '../store/removal.ts';
import { bands } from './fairness.ts';
import type { JobKind } from './job-kinds.ts';

/** The kinds of which one installation can have many. Others are one job an installation, or a registry, or all. */
const kindsInTurns: readonly JobKind[] = ['delivery', 'repository', 'look', 'gate'];

/**
 * Finds the last job of an installation at once, however many wait. Where it has been made it is only looked up: making an
 * index keeps others from writing for a moment. Processes that start together take turns.
 */
export const makeTurnIndex = `
  do $$ begin
    if to_regclass('pgboss.mintmark_turns') is null then
      perform pg_advisory_xact_lock(hashtext('mintmark turns'));
      create index if not exists mintmark_turns on pgboss.job_common (name, group_id, priority)
        where state < 'active' and not blocked;
    end if;
  end $$`;

const ownerOfRepository = '(select installation_id::text from repositories where id = w.subject::bigint)';

/**
 * What waits before some jobs, in the order of the jobs. Parameters: the kind, the jobs as JSON (`[{subject, owner}]`), the
 * first and the last number of their band. Each value is looked up in an index: a join would be planned for many jobs.
 */
export function whatWaits(kind: JobKind): string {
  const owner = kindsOfRepositories.includes(kind) ? ownerOfRepository : 'w.owner';
  return `
    with wanted as materialized (
      select w.place, w.subject, coalesce(${owner}, '0') as owner
      from rows from (json_to_recordset($2::text::json) as (subject text, owner text)) with ordinality
        as w(subject, owner, place)
    ), lasts as materialized (
      select o.owner, (
        select j.priority from pgboss.job j
        where j.name = $1 and j.group_id = o.owner and j.state < 'active' and not j.blocked
          and j.priority between $4 and $3
        order by j.priority limit 1
      ) as last
      from (select distinct owner from wanted) o
    )
    select wanted.subject, owner, lasts.last, (
      select j.priority from pgboss.job j
      where j.name = $1 and j.state < 'active' and not j.blocked and j.start_after <= now()
        and j.priority between $4 and $3
      order by j.priority desc, j.created_on limit 1
    ) as ahead
    from wanted join lasts using (owner)
    order by wanted.place`;
}

/** The jobs that wait for nobody, of these subjects. Parameters: the kind, the subjects as JSON, the first number of the band. */
export const waitingForNobody = `
  select id, singleton_key as subject
  from pgboss.job
  where name = $1 and state = 'created' and policy = 'stately' and priority <= $3
    and coalesce(singleton_key, '') = any(array(select json_array_elements_text($2::text::json)))`;

/** The job that waits for a subject. Parameters: the kind, the subject. */
export const waitingJob = `
  select id, priority from pgboss.job
  where name = $1 and state = 'created' and policy = 'stately' and coalesce(singleton_key, '') = $2`;

/** Turns differ by one or two while all is well. */
const slack = 10;

/**
 * Puts in step again whoever has fallen out of it: jobs that were put off come back with turns that have long been taken, and
 * would all come at once. Of those that are due, the heads of all installations are put side by side.
 */
export const keepStep = `
  with due as (
    select name, id, group_id, priority, band,
      row_number() over (partition by name, band, group_id order by priority desc, created_on) as place,
      max(priority) over (partition by name, band, group_id) as head
    from pgboss.job, lateral (select case when priority >= ${bands.person.last} then 0 else 1 end) as b(band)
    where name in (${kindsInTurns.map((kind) => `'${kind}'`).join(', ')})
      and state < 'active' and not blocked and start_after <= now()
  ), aims as (
    select *, (min(head) over (partition by name, band) - place + 1)::int as aim from due
  ), shifts as (
    select *, max(abs(priority - aim)) over (partition by name, band, group_id) as shift from aims
  )
  update pgboss.job j
  set priority = greatest(s.aim, case s.band when 0 then ${bands.person.last} else ${bands.background.last} end)
  from shifts s
  where s.shift > ${slack} and j.name = s.name and j.id = s.id and j.state < 'active' and j.priority <> s.aim`;
