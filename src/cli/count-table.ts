import type { Counts } from '../store/index.ts';

/** Tables with their rows, one a line, in columns under these titles. */
export function countTable(titles: readonly string[], counts: readonly Counts[]): string {
  const tables = [...new Set(counts.flatMap((each) => Object.keys(each)))].toSorted();
  const widest = Math.max(...tables.map((table) => table.length), 'table'.length);
  const line = (first: string, cells: readonly string[]) =>
    `${first.padEnd(widest)}${cells.map((cell, index) => `  ${cell.padStart(titles[index]?.length ?? 0)}`).join('')}\n`;
  const rows = tables.map((table) =>
    line(
      table,
      counts.map((each) => String(each[table] ?? 0)),
    ),
  );
  return `${line('table', titles)}${rows.join('')}`;
}
