import type { Posture, PublishedHow } from '../types/posture.ts';
import { publishedHow } from '../types/posture.ts';
import { tracks } from '../types/principle-id.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { type Severity, severities } from '../types/severity.ts';
import type { Verdict } from '../types/verdict.ts';
import type { PostureRow } from './stored-postures.ts';
import type { PosturePointRow, PostureTableRow } from './tables.ts';

/** What a list shows of a repository that was audited. */
export type PostureSummary = Pick<PostureRow, 'levels' | 'findings' | 'packages' | 'registries'>;

/** A posture as the tables hold it: one row to list by, and one a control that is not all right. */
export interface PostureRows {
  readonly posture: PostureTableRow;
  readonly points: readonly PosturePointRow[];
  readonly counts: readonly PackageCounted[];
}

/** How many packages go to one registry in one way. */
export interface PackageCounted {
  readonly registry: string;
  readonly how: string;
  readonly packages: number;
}

/** Changes of verdicts that are kept of one repository, at most. */
export const mostChanges = 500;

export function rowsOfPosture(repositoryId: number, posture: Posture, auditedAt: number): PostureRows {
  const summary = summaryOf(posture);
  const worst = severities.findIndex((severity) => summary.findings[severity] > 0);
  return {
    posture: {
      repository_id: repositoryId,
      posture: JSON.stringify(posture),
      summary: JSON.stringify(summary),
      risk: riskOf(summary.findings),
      worst: worst < 0 ? null : worst,
      packages: posture.packages.length,
      ...summary.levels,
      audited_at: auditedAt,
    },
    points: pointsOf(repositoryId, posture),
    counts: countsOf(posture),
  };
}

/** What stands for a repository of which nothing is known. */
export const nothingKnown: PostureSummary = {
  levels: Object.fromEntries(tracks.map((track) => [track, 0])) as PostureRow['levels'],
  findings: Object.fromEntries(severities.map((severity) => [severity, 0])) as PostureRow['findings'],
  packages: Object.fromEntries(publishedHow.map((how) => [how, 0])) as PostureRow['packages'],
  registries: [],
};

function summaryOf({ packages, open, levels }: Posture): PostureSummary {
  const findings: Record<Severity, number> = { ...nothingKnown.findings };
  for (const point of open) findings[point.severity] += point.findings;
  const ways: Record<PublishedHow, number> = { ...nothingKnown.packages };
  for (const { how } of packages) ways[how] += 1;
  const reached = tracks.map((track) => [track, levels[track].level]);
  return {
    levels: Object.fromEntries(reached) as PostureRow['levels'],
    findings,
    packages: ways,
    registries: [...new Set(packages.map(({ registry }) => registry))].toSorted(),
  };
}

/** The graver ones first, however many there are of the milder: three digits for each severity. */
function riskOf(findings: Readonly<Record<Severity, number>>): number {
  return severities.reduce((risk, severity) => risk * 1000 + Math.min(findings[severity], 999), 0);
}

function pointsOf(repositoryId: number, { verdicts, open }: Posture): readonly PosturePointRow[] {
  const points = new Map<string, PosturePointRow>();
  const unjudged = new Set<string>();
  const none = {
    repository_id: repositoryId,
    verdict: null,
    unjudged: 0,
    severity: null,
    findings: 0,
    fixable: 0,
  } as const;
  for (const { control, registry, verdict } of verdicts) {
    if (verdict !== 'fail' && verdict !== 'unknown') continue;
    const isFirst = verdict === 'unknown' && !unjudged.has(control);
    if (isFirst) unjudged.add(control);
    const answer = { verdict, unjudged: isFirst ? 1 : 0 } as const;
    points.set(pointKey(control, registry), { ...none, control, registry: registry ?? '', ...answer });
  }
  for (const { control, registry, severity, findings, fixable } of open) {
    const known = points.get(pointKey(control, registry)) ?? { ...none, control, registry: registry ?? '' };
    const counted = { severity: severities.indexOf(severity), findings, fixable };
    points.set(pointKey(control, registry), { ...known, ...counted });
  }
  return [...points.values()];
}

function countsOf({ packages }: Posture): readonly PackageCounted[] {
  const counts = Map.groupBy(packages, ({ registry, how }) => pointKey(how, registry));
  return [...counts.values()].flatMap((some) =>
    some.slice(0, 1).map(({ registry, how }) => ({ registry, how, packages: some.length })),
  );
}

/** A verdict that is not what it was. */
export interface ChangedVerdict {
  readonly control: string;
  readonly registry: RegistryId | null;
  readonly verdict: Verdict;
  readonly before: Verdict | null;
}

export function changedVerdicts(before: Posture, after: Posture): readonly ChangedVerdict[] {
  const known = new Map(before.verdicts.map((each) => [pointKey(each.control, each.registry), each.verdict]));
  return after.verdicts.flatMap(({ control, registry, verdict }) => {
    const old = known.get(pointKey(control, registry)) ?? null;
    return old === verdict ? [] : [{ control, registry, verdict, before: old }];
  });
}

function pointKey(control: string, registry: RegistryId | null): string {
  return `${control} ${registry ?? ''}`;
}
