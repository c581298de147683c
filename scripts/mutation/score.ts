/** One small change of the code, and what the tests made of it. */
export interface Mutant {
  /** `src/ledger/rank.ts`. */
  readonly path: string;
  readonly status: string;
  readonly mutator: string;
  readonly replacement: string;
  readonly line: number;
}

/** Each change that no test noticed, on one line: where it is and what was put there. */
export function survivorLines(mutants: readonly Mutant[]): readonly string[] {
  return mutants
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .map(({ path, line, status, mutator, replacement }) => {
      const what = replacement.replace(/\s+/g, ' ').slice(0, longest);
      return `${path}:${line} ${status === 'Survived' ? 'survived' : 'no test'} ${mutator}: ${what}`;
    });
}

const longest = 100;

/** A table by folder and one line for all: how many were noticed, and the share of it. */
export function scoreLines(mutants: readonly Mutant[]): readonly string[] {
  const byFolder = Map.groupBy(mutants, ({ path }) => path.split('/').slice(0, 2).join('/'));
  const rows = [...byFolder].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [heading, ...rows.map(([folder, each]) => rowOf(folder, each)), rowOf('all', mutants)];
}

const columns = [
  ['killed', ['Killed']],
  ['timed out', ['Timeout']],
  ['survived', ['Survived']],
  ['no test', ['NoCoverage']],
  ['left out', ['Ignored']],
  ['errors', ['CompileError', 'RuntimeError']],
] as const;

const heading = ['folder'.padEnd(16), ...columns.map(([name]) => name.padStart(11)), 'score'.padStart(9)].join('');

function rowOf(name: string, mutants: readonly Mutant[]): string {
  const count = (...statuses: readonly string[]) => mutants.filter(({ status }) => statuses.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  const judged = noticed + count('Survived', 'NoCoverage');
  const score = judged === 0 ? 'none' : `${((noticed / judged) * 100).toFixed(1)} %`;
  const counts = columns.map(([, statuses]) => String(count(...statuses)).padStart(11));
  return [name.padEnd(16), ...counts, score.padStart(9)].join('');
}
