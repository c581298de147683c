import type { Comparison } from '../types/comparison.ts';
import type { Report } from '../types/report.ts';

/** For each side, a text with the names that the change gives or takes away written as placeholders. */
export interface Renames {
  readonly base: (text: string) => string;
  readonly head: (text: string) => string;
}

/**
 * Files that only one of two reports knows, and workflows and jobs that a publication has moved between. Texts that
 * agree with these names taken out say the same of what has another name now.
 */
export function renamesBetween(base: Report, head: Report, publications: Comparison['publications']): Renames {
  const [inBase, inHead] = [pathsOf(base), pathsOf(head)];
  const moves = publications.changed.filter(({ from, to }) => from.workflow !== to.workflow || from.job !== to.job);
  return {
    base: withoutNames(
      [...inBase].filter((path) => !inHead.has(path)).concat(moves.flatMap(({ from }) => from.workflow ?? [])),
      jobsOf(base, head),
    ),
    head: withoutNames(
      [...inHead].filter((path) => !inBase.has(path)).concat(moves.flatMap(({ to }) => to.workflow ?? [])),
      jobsOf(head, base),
    ),
  };
}

/** More names than that are no rename any more. */
const mostNames = 200;

/** Every file that a report speaks of. */
function pathsOf({ publications, elsewhere, findings, problems }: Report): ReadonlySet<string> {
  return new Set([
    ...publications.flatMap(({ workflow, reaches }) => (workflow === null ? reaches : [workflow, ...reaches])),
    ...elsewhere.map(({ workflow }) => workflow),
    ...findings.flatMap(({ locations }) => locations.map(({ path }) => path)),
    ...problems.map(({ path }) => path),
  ]);
}

/** Jobs that publish in this report and not in the other. */
function jobsOf(report: Report, other: Report): readonly string[] {
  const known = new Set(other.publications.map(({ job }) => job));
  const jobs = report.publications.map(({ job }) => job).filter((job) => job !== null);
  return [...new Set(jobs)].filter((job) => !known.has(job));
}

function withoutNames(paths: readonly string[], jobs: readonly string[]): (text: string) => string {
  if (paths.length + jobs.length > mostNames) return (text) => text;
  const files = paths.flatMap((path) => [path, path.slice(path.lastIndexOf('/') + 1)]);
  const names = [
    ...jobs.map((job) => [`job ${job} `, 'job \u0000 '] as const),
    ...[...new Set(files)].toSorted((a, b) => b.length - a.length).map((file) => [file, '\u0001'] as const),
  ];
  return (text) =>
    names.reduce((rest, [name, placeholder]) => (name === '' ? rest : rest.replaceAll(name, placeholder)), text);
}
