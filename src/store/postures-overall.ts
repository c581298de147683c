import { sql } from 'kysely';
import type { PublishedHow } from '../types/posture.ts';
import { type Track, tracks } from '../types/principle-id.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { severities } from '../types/severity.ts';
import type { Database } from './database.ts';
import { nothingKnown } from './postures-rows.ts';
import { isOfLiving } from './postures-seen.ts';
import type { LevelCount, OpenOverall, PackageCount, PackageDay, Postures } from './stored-postures.ts';

type Seen = readonly number[];

export async function countPackages(db: Database, seen: Seen): Promise<readonly PackageCount[]> {
  const { rows } = await sql<PackageCount>`
    select registry, how, sum(packages)::int as packages
    from package_counts
    where until_day is null and ${isOfLiving('package_counts', seen)}
    group by registry, how
    order by registry, how`.execute(db);
  return rows;
}

/** Counted up from the changes, so that a year is read once and not day by day. */
export async function packageCourse(db: Database, seen: Seen, days: readonly string[]): Promise<readonly PackageDay[]> {
  const { rows } = await sql<{ readonly day: number; readonly how: PublishedHow; readonly change: number }>`
    with counts as (
      select how, packages, since_day, until_day from package_counts where ${isOfLiving('package_counts', seen)}
    )
    select day, how, sum(change)::int as change
    from (
      select since_day as day, how, packages as change from counts
      union all
      select until_day, how, -packages from counts where until_day is not null
    ) as changes
    group by day, how
    order by day`.execute(db);
  const first = rows[0]?.day ?? Number.POSITIVE_INFINITY;
  const packages: Record<PublishedHow, number> = { ...nothingKnown.packages };
  let at = 0;
  return days.toSorted().flatMap((day) => {
    const time = Date.parse(day);
    for (let row = rows[at]; row !== undefined && row.day <= time; at += 1, row = rows[at])
      packages[row.how] += row.change;
    return first <= time ? [{ day, packages: { ...packages } }] : [];
  });
}

export async function countLevels(db: Database, seen: Seen): Promise<readonly LevelCount[]> {
  const { rows } = await sql<Readonly<Record<Track | 'repositories', number>>>`
    select authentication, postures.authorization, general, cli, count(*)::int as repositories
    from postures
    where packages > 0 and ${isOfLiving('postures', seen)}
    group by authentication, postures.authorization, general, cli`.execute(db);
  return tracks.flatMap((track) => {
    const on = Map.groupBy(rows, (row) => row[track]);
    return [...on]
      .toSorted(([a], [b]) => a - b)
      .map(([level, some]) => ({ track, level, repositories: some.reduce((sum, row) => sum + row.repositories, 0) }));
  });
}

export async function countOpen(db: Database, seen: Seen): Promise<readonly OpenOverall[]> {
  const { rows } = await sql<Omit<OpenOverall, 'severity' | 'registry'> & { registry: string; gravest: number }>`
    select control, registry, min(severity) as gravest, count(*)::int as repositories,
      sum(findings)::int as findings, sum(fixable)::int as fixable
    from posture_points
    where findings > 0 and ${isOfLiving('posture_points', seen)}
    group by control, registry
    order by gravest, findings desc, control, registry`.execute(db);
  return rows.map(({ gravest, registry, ...row }) => ({
    ...row,
    registry: registry === '' ? null : (registry as RegistryId),
    severity: severities[gravest] ?? 'low',
  }));
}

export async function countUnknown(db: Database, seen: Seen): ReturnType<Postures['unknown']> {
  const { rows } = await sql<{ readonly control: string; readonly repositories: number }>`
    select control, sum(unjudged)::int as repositories
    from posture_points
    where unjudged > 0 and ${isOfLiving('posture_points', seen)}
    group by control
    order by repositories desc, control`.execute(db);
  return rows;
}
