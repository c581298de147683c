import type { Objects } from './objects.ts';
import { filesOf, type PlacedEntry } from './trees.ts';

export interface ChangedFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  /** Of the file as it is now; of what was, for a removed one. */
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  /** One hunk, as a unified diff; null for what is no text. */
  readonly patch: string | null;
}

/** What changes from one tree to another, by path. A file that comes and one that goes with half its lines is a rename. */
export function diffTrees(objects: Objects, from: string, to: string): readonly ChangedFile[] {
  if (from === to) return [];
  const before = filesOf(objects, from);
  const after = filesOf(objects, to);
  const removed = [...before.values()].filter(({ path }) => !after.has(path));
  const changed: ChangedFile[] = [];
  for (const entry of after.values()) {
    const old = before.get(entry.path);
    if (old?.sha === entry.sha && old.mode === entry.mode) continue;
    if (old !== undefined) changed.push(describe(objects, 'modified', old, entry));
    else {
      const source = renamedFrom(objects, removed, entry);
      if (source !== null) removed.splice(removed.indexOf(source), 1);
      changed.push(describe(objects, source === null ? 'added' : 'renamed', source, entry));
    }
  }
  changed.push(...removed.map((entry) => describe(objects, 'removed', entry, null)));
  return changed.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function describe(
  objects: Objects,
  status: ChangedFile['status'],
  old: PlacedEntry | null,
  now: PlacedEntry | null,
): ChangedFile {
  const entry = now ?? old;
  if (entry === null) throw new Error('a change has a side');
  const oldLines = old === null ? [] : linesOf(objects, old);
  const newLines = now === null ? [] : linesOf(objects, now);
  const common = {
    path: entry.path,
    previousPath: status === 'renamed' ? (old?.path ?? null) : null,
    status,
    sha: entry.sha,
  };
  if (oldLines === null || newLines === null) return { ...common, additions: 0, deletions: 0, patch: null };
  return { ...common, ...hunk(oldLines, newLines) };
}

/** The lines between the equal beginning and the equal end: a right diff, if not always the shortest. */
function hunk(old: readonly string[], now: readonly string[]) {
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start++;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const gone = old.slice(start, old.length - end);
  const come = now.slice(start, now.length - end);
  const at = (lines: readonly string[]) => `${lines.length === 0 ? start : start + 1},${lines.length}`;
  const text = [
    `@@ -${at(gone)} +${at(come)} @@`,
    ...gone.map((line) => `-${line}`),
    ...come.map((line) => `+${line}`),
  ];
  const changes = gone.length + come.length;
  return { additions: come.length, deletions: gone.length, patch: changes === 0 ? null : text.join('\n') };
}

function renamedFrom(objects: Objects, removed: readonly PlacedEntry[], entry: PlacedEntry): PlacedEntry | null {
  const same = removed.find(({ sha }) => sha === entry.sha);
  if (same !== undefined) return same;
  const lines = linesOf(objects, entry);
  if (lines === null) return null;
  const scored = removed.map((old) => ({ old, score: likeness(linesOf(objects, old), lines) }));
  const best = scored.toSorted((a, b) => b.score - a.score)[0];
  return best !== undefined && best.score >= 0.5 ? best.old : null;
}

function likeness(old: readonly string[] | null, now: readonly string[]): number {
  if (old === null || old.length + now.length === 0) return 0;
  const left = new Map<string, number>();
  for (const line of old) left.set(line, (left.get(line) ?? 0) + 1);
  let shared = 0;
  for (const line of now) {
    const count = left.get(line) ?? 0;
    if (count > 0) shared++;
    left.set(line, count - 1);
  }
  return (2 * shared) / (old.length + now.length);
}

/** Null for submodules and for what holds a zero byte. */
function linesOf(objects: Objects, entry: PlacedEntry): readonly string[] | null {
  const object = objects.get(entry.sha);
  if (object?.kind !== 'blob' || object.content.includes(0)) return null;
  const text = Buffer.from(object.content).toString();
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}
