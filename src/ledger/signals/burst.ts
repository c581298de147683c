import { codeWords } from '../../registries/plain.ts';
import type { Severity } from '../../types/severity.ts';
import type { Findings, ReleaseFactsRow, RowContext, SignalRule } from '../facts.ts';
import { hasGoodRun } from '../guards/corroboration.ts';
import { fires, innocent, nothing } from '../guards/findings.ts';
import { minute } from '../guards/time.ts';
import { counted, versionWords } from '../guards/words.ts';

/** Did two versions of one line come within minutes of each other? */
export const burst: SignalRule = { ids: ['burst'], judge };

function judge(context: RowContext): Findings {
  const { row, earlierInLine, earlier } = context;
  if (row.line.isPrerelease) return nothing;
  const first = earlierInLine.findLast((other) => isClose(other, row));
  if (first === undefined) return backports(context);
  const apart = Math.round(((row.at ?? 0) - (first.at ?? 0)) / minute);
  const says = `published ${counted(apart, 'minute')} after ${versionWords(first)} of the same line`;
  if (pairsIn(earlier) >= usualAfter) return innocent(`${says}, as pairs of earlier releases were`);
  const others = neighboursInBurst(context);
  const alike =
    others.length === 0
      ? ''
      : `; so were two versions each of ${counted(others.length, 'other package')} of the repository (${codeWords(others[0] ?? '')} and so on)`;
  return fires('burst', severityOf(context, others.length), `${says}${alike}`);
}

/** A second version follows a botched first one now and then; many packages at once, without a run, do not. */
function severityOf({ row }: RowContext, others: number): Severity {
  return others >= 2 && !hasGoodRun(row) ? 'high' : 'medium';
}

function backports({ row, earlier }: RowContext): Findings {
  const other = earlier.findLast((before) => !before.line.isPrerelease && isClose(before, row));
  if (other === undefined) return nothing;
  return innocent(
    `published within minutes of ${versionWords(other)}, which is of another line (\`${other.line.name}\`)`,
  );
}

/** Packages of the repository of which two versions came within the same minutes. */
function neighboursInBurst({ row, case: { neighbours } }: RowContext): readonly string[] {
  const near = neighbours.filter(
    ({ publishedAt }) => Math.abs(Date.parse(publishedAt) - (row.at ?? Number.NaN)) <= window,
  );
  return [...Map.groupBy(near, (neighbour) => neighbour.package)]
    .filter(([, all]) => new Set(all.map(({ version }) => version)).size > 1)
    .map(([name]) => name)
    .sort();
}

function pairsIn(rows: readonly ReleaseFactsRow[]): number {
  const stable = rows.filter(({ line }) => !line.isPrerelease);
  return stable.filter((row, at) =>
    stable.slice(Math.max(0, at - 10), at).some((other) => other.line.name === row.line.name && isClose(other, row)),
  ).length;
}

const usualAfter = 2;

function isClose(one: ReleaseFactsRow, other: ReleaseFactsRow): boolean {
  return one.at !== null && other.at !== null && Math.abs(other.at - one.at) <= window;
}

const window = 10 * minute;
