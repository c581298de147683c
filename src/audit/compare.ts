import type { Comparison } from '../types/comparison.ts';
import type { Report, ReportControl, ReportFinding } from '../types/report.ts';
import { compareSeverity } from '../types/severity.ts';
import { brokenBindings } from './broken-bindings.ts';
import { comparePublications } from './compare-publications.ts';
import { renamesBetween } from './renames.ts';

/**
 * What a change does to an audit. Findings are the same where their fingerprints are; where a workflow file, a job or a
 * step has another name and all else agrees, they are the same as well. A finding is worse that is new, graver, or
 * stands in more places than before; one that has only moved is not, nor is one that stands in no file.
 */
export function compareReports(base: Report, head: Report): Comparison {
  const publications = comparePublications(base.publications, head.publications);
  const renames = renamesBetween(base, head, publications);
  const touched = new Set<string>([
    ...[...publications.added, ...publications.removed].map(({ registry }) => registry),
    ...publications.changed.map(({ to }) => to.registry),
  ]);

  let left: Pairing = { better: base.findings, worse: head.findings, graver: [] };
  left = pair(left, ({ fingerprint }) => fingerprint);
  left = pair(left, (finding) => keyOf(finding, (text) => text));
  left = pair(left, (finding, side) => keyOf(finding, renames[side]));

  const isNewlyRead = newlyRead(base, head, touched);
  const isNewlyHidden = newlyRead(head, base, touched);
  const worse = new Set(
    [...left.graver, ...left.worse.filter((finding) => !isNewlyRead(finding))].filter(standsInFile),
  );
  const hidden = left.better.filter(isNewlyHidden);
  const found = head.findings.filter((finding) => worse.has(finding));
  const broken = brokenBindings(publications, base, head, found);
  return {
    worse: [...broken.findings, ...found.filter((finding) => !broken.covered.has(finding))],
    better: left.better.filter((finding) => !isNewlyHidden(finding)),
    before: [...head.findings.filter((finding) => !worse.has(finding)), ...hidden],
    publications,
  };
}

/**
 * What stands in no file is a setting on GitHub: a change of files may bring it to light (a secret that nothing uses any
 * more, a tag that nothing protects), and nobody can mend it in the change.
 */
function standsInFile({ locations }: ReportFinding): boolean {
  return locations.length > 0;
}

/** What has no partner yet on either side, and what has found a lesser one. */
interface Pairing {
  readonly better: readonly ReportFinding[];
  readonly worse: readonly ReportFinding[];
  /** Findings of the head whose partner was less grave or stood in fewer places. */
  readonly graver: readonly ReportFinding[];
}

/** Pairs findings of equal keys, the gravest of one side with the gravest of the other. */
function pair(from: Pairing, key: (finding: ReportFinding, side: 'base' | 'head') => string): Pairing {
  const waiting = Map.groupBy(gravestFirst(from.better), (finding) => key(finding, 'base'));
  const worse: ReportFinding[] = [];
  const graver: ReportFinding[] = [];
  for (const finding of gravestFirst(from.worse)) {
    const partner = waiting.get(key(finding, 'head'))?.shift();
    if (partner === undefined) worse.push(finding);
    else if (isGraver(finding, partner)) graver.push(finding);
  }
  const better = new Set([...waiting.values()].flat());
  return {
    better: from.better.filter((finding) => better.has(finding)),
    worse,
    graver: [...from.graver, ...graver],
  };
}

function gravestFirst(findings: readonly ReportFinding[]): readonly ReportFinding[] {
  return findings.toSorted(
    (a, b) => compareSeverity(a.severity, b.severity) || b.locations.length - a.locations.length,
  );
}

function isGraver(head: ReportFinding, base: ReportFinding): boolean {
  return compareSeverity(head.severity, base.severity) < 0 || head.locations.length > base.locations.length;
}

/** What a finding says of which files, whatever its fingerprint was made from. */
function keyOf({ control, registry, message, locations }: ReportFinding, renamed: (text: string) => string): string {
  const paths = [...new Set(locations.map(({ path }) => renamed(path)))].toSorted();
  return JSON.stringify([control, registry, renamed(message), paths]);
}

/**
 * Findings of `then` that `first` could not have, since what decides them was out of its reach: a permission granted in
 * between is not the change's doing. Where the change touches how the registry is published to, it is taken for the
 * change's doing all the same.
 */
function newlyRead(first: Report, then: Report, touched: ReadonlySet<string>): (finding: ReportFinding) => boolean {
  const rowOf = ({ id, registry }: Pick<ReportControl, 'id' | 'registry'>) => JSON.stringify([id, registry]);
  const count = (report: Report) =>
    Map.groupBy(
      report.controls.filter((control) => control.verdict === 'unknown' && isOutOfReach(control)),
      rowOf,
    );
  const [before, after] = [count(first), count(then)];
  return ({ control, registry }) => {
    const row = rowOf({ id: control, registry });
    const isTouched = registry === null ? touched.size > 0 : touched.has(registry);
    return !isTouched && (before.get(row)?.length ?? 0) > (after.get(row)?.length ?? 0);
  };
}

/** Whether a control could not answer for want of evidence, and not because files do not show the answer. */
function isOutOfReach({ reason, settles }: ReportControl): boolean {
  return /could not be read|was not asked/.test(reason) || settles?.startsWith('Grant the permission') === true;
}
