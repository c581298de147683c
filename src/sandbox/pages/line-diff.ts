/** A line of a diff; its number on the side, or the sides, that have it. */
export type DiffLine =
  | { readonly kind: 'same'; readonly old: number; readonly now: number; readonly text: string }
  | { readonly kind: 'gone'; readonly old: number; readonly text: string }
  | { readonly kind: 'come'; readonly now: number; readonly text: string };

/**
 * The shortest way from one list of lines to another. Where the two are too large to be compared line by line, all that
 * stands between their equal beginnings and ends is exchanged.
 */
export function diffLines(old: readonly string[], now: readonly string[]): readonly DiffLine[] {
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start++;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const middle = between(old.slice(start, old.length - end), now.slice(start, now.length - end));
  let [oldNumber, nowNumber] = [0, 0];
  return [...old.slice(0, start).map(same), ...middle, ...old.slice(old.length - end).map(same)].map(numbered);

  function numbered({ kind, text }: Step): DiffLine {
    if (kind === 'gone') return { kind, text, old: ++oldNumber };
    if (kind === 'come') return { kind, text, now: ++nowNumber };
    return { kind, text, old: ++oldNumber, now: ++nowNumber };
  }
}

/**
 * The stretches in which something changes, each with a few equal lines around it.
 *
 * @param also numbers of new lines that are to be seen although nothing changes there
 */
export function hunksOf(
  lines: readonly DiffLine[],
  also: ReadonlySet<number> = new Set(),
  context = 3,
): readonly (readonly DiffLine[])[] {
  const hunks: { from: number; to: number }[] = [];
  lines.forEach((line, index) => {
    if (line.kind === 'same' && !also.has(line.now)) return;
    const last = hunks.at(-1);
    const from = Math.max(0, index - context);
    if (last !== undefined && from <= last.to) last.to = index + context + 1;
    else hunks.push({ from, to: index + context + 1 });
  });
  return hunks.map(({ from, to }) => lines.slice(from, to));
}

interface Step {
  readonly kind: DiffLine['kind'];
  readonly text: string;
}

const same = (text: string): Step => ({ kind: 'same', text });
const gone = (text: string): Step => ({ kind: 'gone', text });
const come = (text: string): Step => ({ kind: 'come', text });

/** Two thousand lines against two thousand: 8 MB for a moment. */
const mostCells = 4_000_000;

function between(old: readonly string[], now: readonly string[]): readonly Step[] {
  if (old.length * now.length > mostCells) return [...old.map(gone), ...now.map(come)];
  const columns = now.length + 1;
  // The length of the longest common subsequence of what begins at (i, j).
  const common = new Uint16Array((old.length + 1) * columns);
  const at = (i: number, j: number) => common[i * columns + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      common[i * columns + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));

  const steps: Step[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [before, after] = [old[i], now[j]];
    if (before !== undefined && before === after) {
      steps.push(same(before));
      i++;
      j++;
    } else if (before !== undefined && (after === undefined || at(i + 1, j) >= at(i, j + 1))) {
      steps.push(gone(before));
      i++;
    } else {
      steps.push(come(after ?? ''));
      j++;
    }
  }
  return steps;
}
