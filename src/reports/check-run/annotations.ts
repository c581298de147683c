import type { CheckAnnotation } from '../../types/check-output.ts';
import type { Location } from '../../types/place.ts';
import type { ReportFinding } from '../../types/report.ts';
import { compareSeverity, type Severity } from '../../types/severity.ts';
import { visible } from '../text/visible.ts';
import { count } from '../text/words.ts';

/** More than these are said in the text alone: GitHub takes 50 a request, and nobody reads a thousand. */
const most = { annotations: 250, steps: 2, message: 4000 } as const;

/**
 * The places of every finding, from the gravest on: the first with its steps, the others with a word on where these are.
 *
 * @param fails whether a finding is one that the check fails for
 */
export function annotationsOf(
  findings: readonly ReportFinding[],
  fails: (finding: ReportFinding) => boolean,
): readonly CheckAnnotation[] {
  const all = findings
    .toSorted((a, b) => compareSeverity(a.severity, b.severity))
    .flatMap((finding) => {
      const places = distinctPlaces(finding.locations.filter(isAnnotatable));
      return places.map((location) => annotation(finding, location, places[0] ?? location, fails(finding)));
    });
  const unique = new Map(all.map((one) => [JSON.stringify([one.path, one.startLine, one.endLine, one.message]), one]));
  return [...unique.values()].slice(0, most.annotations);
}

const levels: Readonly<Record<Severity, CheckAnnotation['level']>> = {
  critical: 'warning',
  high: 'warning',
  medium: 'warning',
  low: 'notice',
};

/** Lines of one file that a reader sees at once. */
const near = 20;

/**
 * Of places that stand close together the last: a finding points at a job and at its step, or at a step and at what it is
 * handed, and what comes later is more exact.
 */
function distinctPlaces(locations: readonly Location[]): readonly Location[] {
  const clusters: { first: Location; last: Location }[] = [];
  for (const location of locations) {
    const cluster = clusters.at(-1);
    if (cluster?.first.path === location.path && location.line - cluster.first.line <= near) cluster.last = location;
    else clusters.push({ first: location, last: location });
  }
  return clusters.map(({ last }) => last);
}

function annotation(finding: ReportFinding, location: Location, first: Location, fails: boolean): CheckAnnotation {
  const { control, severity, message } = finding;
  const steps = location === first ? firstSteps(finding) : [`What to do stands at ${whereIs(first, location)}.`];
  const text = [visible(message), ...(steps.length === 0 ? [] : ['', ...steps])].join('\n');
  return {
    path: location.path,
    startLine: location.line,
    endLine: Math.max(location.line, location.endLine),
    level: fails ? 'failure' : levels[severity],
    title: `${control} (${severity})`.slice(0, 255),
    message: text.length <= most.message ? text : `${text.slice(0, most.message - 1).toWellFormed()}…`,
    details: null,
  };
}

function firstSteps({ remediation: { steps } }: ReportFinding): readonly string[] {
  const shown = steps.slice(0, most.steps).map((step, index) => `${index + 1}. ${visible(step)}`);
  const left = steps.length - shown.length;
  return left > 0 ? [...shown, `${count(left, 'more step')} in the details of this check.`] : shown;
}

function whereIs({ path, line }: Location, from: Location): string {
  return path === from.path ? `line ${line}` : `${visible(path)}, line ${line}`;
}

/** GitHub refuses a whole request for one path that cannot be of the repository. */
function isAnnotatable({ path, line }: Location): boolean {
  const isPlain = path.isWellFormed() && visible(path) === path && path.length <= 1024;
  return isPlain && line >= 1 && !path.split('/').some((name) => name === '' || name === '.' || name === '..');
}
