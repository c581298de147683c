import type { FileProblem } from '../../types/repository-files.ts';
import { yamlLimits } from './limits.ts';

/** Collects what is wrong with one file: each thing once, and no more than a person would read. */
export interface ProblemLog {
  add(line: number | null, message: string): void;
  /** What was collected so far, in the order it was found. */
  problems(): readonly FileProblem[];
}

/** A log for a file, starting with problems that are known already. */
export function startProblemLog(path: string, known: readonly FileProblem[] = []): ProblemLog {
  const problems = [...known];
  // A list that several aliases stand for is read several times; its mistakes are told once.
  const told = new Set(known.map(({ line, message }) => `${line} ${message}`));
  return {
    add(line, message) {
      const telling = `${line} ${message}`;
      if (problems.length >= yamlLimits.problems || told.has(telling)) return;
      told.add(telling);
      problems.push({ path, line, message });
    },
    problems: () => problems,
  };
}

/** A name from a file as a message can show it: on one line, and short. */
export function showName(name: string): string {
  const line = name.replaceAll(/\s/g, ' ');
  return `\`${line.length > 60 ? `${line.slice(0, 60)}…` : line}\``;
}
