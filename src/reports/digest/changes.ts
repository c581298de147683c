import type { DigestRepository, DigestState } from '../../types/digest-state.ts';
import type { PublishedHow } from '../../types/posture.ts';
import { type Track, tracks } from '../../types/principle-id.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import { compareSeverity, type Severity } from '../../types/severity.ts';

/** What is another than it was. Every list is in the order in which it is told. */
export interface Changes {
  readonly levels: readonly LevelChange[];
  readonly moved: readonly MovedPackage[];
  /** The gravest first. */
  readonly found: readonly ChangedPoint[];
  readonly solved: readonly ChangedPoint[];
  /** Names of repositories that were not known before; what was found in them is in no other list. */
  readonly added: readonly string[];
}

export interface LevelChange {
  readonly repository: string;
  readonly track: Track;
  readonly before: number;
  readonly now: number;
}

export interface MovedPackage {
  readonly repository: string;
  readonly registry: RegistryId;
  readonly package: string;
  readonly before: PublishedHow;
  readonly now: PublishedHow;
}

/** Findings of one control, in all repositories where there are more or fewer of them. */
export interface ChangedPoint {
  readonly control: string;
  readonly severity: Severity;
  readonly repositories: readonly string[];
}

/** Repositories that publish nothing now and before have nothing to tell; those that are gone are not missed. */
export function changesBetween(before: DigestState, now: DigestState): Changes {
  const known = new Map(before.repositories.map((repository) => [repository.id, repository]));
  const pairs = now.repositories.flatMap((repository) => {
    const was = known.get(repository.id);
    const publishes = was !== undefined && was.packages.length + repository.packages.length > 0;
    return publishes ? [{ was, is: repository }] : [];
  });
  return {
    levels: pairs.flatMap(levelChanges),
    moved: pairs.flatMap(movedPackages),
    found: changedPoints(pairs.flatMap(({ was, is }) => more(was, is, is.name))),
    solved: changedPoints(pairs.flatMap(({ was, is }) => more(is, was, is.name))),
    added: now.repositories.filter(({ id, packages }) => !known.has(id) && packages.length > 0).map(({ name }) => name),
  };
}

interface Pair {
  readonly was: DigestRepository;
  readonly is: DigestRepository;
}

function levelChanges({ was, is }: Pair): readonly LevelChange[] {
  return tracks
    .map((track) => ({ repository: is.name, track, before: was.levels[track], now: is.levels[track] }))
    .filter(({ before, now }) => before !== now);
}

function movedPackages({ was, is }: Pair): readonly MovedPackage[] {
  const keyOf = ({ registry, name }: { readonly registry: string; readonly name: string }) =>
    JSON.stringify([registry, name]);
  const before = new Map(was.packages.map((each) => [keyOf(each), each.how]));
  return is.packages.flatMap((each) => {
    const how = before.get(keyOf(each));
    const { registry, name, how: now } = each;
    return how === undefined || how === now ? [] : [{ repository: is.name, registry, package: name, before: how, now }];
  });
}

interface Point {
  readonly control: string;
  readonly severity: Severity;
  readonly repository: string;
}

/** What the second has more of than the first. */
function more(first: DigestRepository, second: DigestRepository, repository: string): readonly Point[] {
  const before = countsOf(first);
  return [...countsOf(second)]
    .filter(([control, { findings }]) => findings > (before.get(control)?.findings ?? 0))
    .map(([control, { severity }]) => ({ control, severity, repository }));
}

function countsOf({ open }: DigestRepository): ReadonlyMap<string, { findings: number; severity: Severity }> {
  const counts = new Map<string, { findings: number; severity: Severity }>();
  for (const { control, findings, severity } of open) {
    const before = counts.get(control);
    counts.set(control, {
      findings: findings + (before?.findings ?? 0),
      severity: before !== undefined && compareSeverity(before.severity, severity) < 0 ? before.severity : severity,
    });
  }
  return counts;
}

function changedPoints(points: readonly Point[]): readonly ChangedPoint[] {
  return [...Map.groupBy(points, ({ control }) => control)]
    .map(([control, all]) => ({
      control,
      severity: all.map(({ severity }) => severity).toSorted(compareSeverity)[0] ?? 'low',
      repositories: all.map(({ repository }) => repository),
    }))
    .toSorted(
      (a, b) =>
        compareSeverity(a.severity, b.severity) ||
        b.repositories.length - a.repositories.length ||
        (a.control < b.control ? -1 : 1),
    );
}
