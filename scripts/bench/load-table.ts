import type { Figures, Scenario } from './load-measure.ts';

export const heading =
  '                                      sent  answered  refused    per s   p50 ms   p99 ms   max ms  RSS MiB  deepest   done s  CPU ms  lost';

export function line({ name, count }: Scenario, figures: Figures): string {
  const { statuses, seconds, p50, p99, longest, peak, depths, done, processor, lost } = figures;
  const good = (statuses['202'] ?? 0) + (statuses['200'] ?? 0);
  const deepest = Math.max(...depths.map(({ jobs }) => jobs));
  const cells: readonly (readonly [number | string, number])[] = [
    [count, 6],
    [good, 9],
    [count - good, 8],
    [(good / seconds).toFixed(0), 8],
    [p50.toFixed(1), 8],
    [p99.toFixed(1), 8],
    [longest.toFixed(1), 8],
    [(peak / 2 ** 20).toFixed(0), 8],
    [deepest, 8],
    [done.toFixed(1), 8],
    [processor.toFixed(2), 7],
    [lost ?? '-', 5],
  ];
  const row = [name.padEnd(36), ...cells.map(([cell, width]) => String(cell).padStart(width))].join(' ');
  return deepest === 0 ? row : `${row}\n  jobs over time: ${overTime(depths)}`;
}

/** Jobs that waited or ran, at some moments from the first webhook to the end of all work. */
function overTime(depths: Figures['depths']): string {
  const last = depths.length - 1;
  const looks = Array.from({ length: moments }, (_, index) => depths[Math.round((last * index) / (moments - 1))]);
  return looks.flatMap((look) => (look === undefined ? [] : `${look.jobs} at ${look.at.toFixed(1)} s`)).join(', ');
}

const moments = 6;
