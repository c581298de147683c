import type {
  ControlVerdict,
  OpenPoint,
  Posture,
  PostureLevel,
  PublishedHow,
  PublishedPackage,
} from '../types/posture.ts';
import { publishedHow } from '../types/posture.ts';
import { type Track, tracks } from '../types/principle-id.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Report, ReportFinding, ReportPublication } from '../types/report.ts';
import { compareSeverity } from '../types/severity.ts';
import type { Verdict } from '../types/verdict.ts';
import { publicView } from './public-view.ts';
import { usesJobToken } from './summary.ts';

export interface PostureTerms {
  /** The policy's word on the badge. */
  readonly badge: boolean;
  readonly visibility: 'public' | 'private' | 'internal';
}

/** What the pages over many repositories need of a report. Lists are sorted, so that equal reports give equal postures. */
export function postureOf(report: Report, { badge, visibility }: PostureTerms): Posture {
  const told = publicView(report);
  return {
    commit: report.subject.commit,
    packages: packagesOf(report),
    verdicts: verdictsOf(told),
    open: openOf(told),
    levels: Object.fromEntries(tracks.map((track) => [track, levelOf(report, track)])) as Posture['levels'],
    badge: badge && visibility === 'public',
  };
}

/** Those that workflows publish, and those that a registry has from here although no workflow publishes them. */
function packagesOf({ publications, releases }: Report): readonly PublishedPackage[] {
  const named = new Map<string, PublishedPackage>();
  const unnamed: PublishedPackage[] = [];
  for (const publication of publications) {
    const { registry } = publication;
    const how = howOf(publication);
    if (publication.packages.length === 0) unnamed.push({ registry, name: '', how });
    for (const name of publication.packages) {
      const known = named.get(keyOf(registry, name))?.how ?? how;
      named.set(keyOf(registry, name), { registry, name, how: weaker(known, how) });
    }
  }
  for (const { registry, package: name, link, rows } of releases) {
    const isFromHere = rows.length > 0 && (link === 'proved' || link === 'claimed');
    if (isFromHere && !named.has(keyOf(registry, name)))
      named.set(keyOf(registry, name), { registry, name, how: 'unknown' });
  }
  return [...unnamed, ...named.values()].toSorted(by(({ registry, name, how }) => [registry, name, how]));
}

function howOf(publication: ReportPublication): PublishedHow {
  if (publication.auth === 'trusted-publishing') return 'trusted';
  if (publication.auth === 'token') return 'token';
  return usesJobToken(publication) ? 'job-token' : 'unknown';
}

function weaker(a: PublishedHow, b: PublishedHow): PublishedHow {
  return publishedHow.indexOf(a) < publishedHow.indexOf(b) ? b : a;
}

/** The worst first. */
const byWeight: readonly Verdict[] = ['fail', 'unknown', 'accepted', 'pass', 'not-applicable'];

function verdictsOf({ controls }: Report): readonly ControlVerdict[] {
  const worst = new Map<string, ControlVerdict>();
  for (const { id: control, registry, verdict } of controls) {
    const known = worst.get(keyOf(registry, control));
    if (known === undefined || byWeight.indexOf(verdict) < byWeight.indexOf(known.verdict))
      worst.set(keyOf(registry, control), { control, registry, verdict });
  }
  return [...worst.values()].toSorted(by(({ control, registry }) => [control, registry ?? '']));
}

function openOf({ findings }: Report): readonly OpenPoint[] {
  const groups = Map.groupBy(findings, ({ control, registry }) => keyOf(registry, control));
  return [...groups.values()].map(pointOf).toSorted(by(({ control, registry }) => [control, registry ?? '']));
}

function pointOf(findings: readonly ReportFinding[]): OpenPoint {
  const [{ control, registry }] = findings as readonly [ReportFinding];
  return {
    control,
    registry,
    severity: findings.map(({ severity }) => severity).toSorted(compareSeverity)[0] ?? 'low',
    findings: findings.length,
    fixable: findings.filter(({ remediation }) => remediation.fixable).length,
  };
}

function levelOf({ levels }: Report, track: Track): PostureLevel {
  const { level, ceiling } = levels[track];
  return { level, ceiling };
}

function keyOf(registry: RegistryId | null, name: string): string {
  return `${registry ?? ''} ${name}`;
}

/** Compares by keys in turn, by code unit, so that no locale changes the order. */
function by<T>(keys: (value: T) => readonly string[]): (a: T, b: T) => number {
  return (a, b) => {
    const right = keys(b);
    for (const [index, key] of keys(a).entries()) {
      const other = right[index] ?? '';
      if (key !== other) return key < other ? -1 : 1;
    }
    return 0;
  };
}
