import { diffArrays } from 'diff';
import type { Edit } from '../controls/control.ts';

type Insert = Extract<Edit, { readonly kind: 'insert' }>;

/**
 * The insertions of a file after edits of its document: their lines mean the text before, and move with what the edits
 * above them have added or taken. Null where both lines beside one of them were changed.
 */
export function movedInserts(inserts: readonly Insert[], before: string, after: string): readonly Insert[] | null {
  if (inserts.length === 0) return inserts;
  const kept = keptLines(before.split('\n'), after.split('\n'));
  const moved = inserts.map((edit): Insert | null => {
    const here = kept.get(edit.line);
    const above = edit.line === 1 ? 0 : kept.get(edit.line - 1);
    // what was added between the two belongs to what stands above
    if (here !== undefined) return { ...edit, line: here };
    return above === undefined ? null : { ...edit, line: above + 1 };
  });
  return moved.includes(null) ? null : moved.filter((edit) => edit !== null);
}

/** For each line that is the same in both: its number before, and its number after. */
function keptLines(before: readonly string[], after: readonly string[]): ReadonlyMap<number, number> {
  const kept = new Map<number, number>();
  let [old, now] = [1, 1];
  for (const { count, added, removed } of diffArrays([...before], [...after])) {
    if (!added && !removed) for (let index = 0; index < count; index += 1) kept.set(old + index, now + index);
    if (!added) old += count;
    if (!removed) now += count;
  }
  return kept;
}
