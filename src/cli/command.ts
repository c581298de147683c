import type { Surroundings } from './surroundings.ts';

/** How a command ended, for scripts. */
export const exitCodes = {
  done: 0,
  /** Findings at or above `--fail-on`. */
  found: 1,
  misuse: 2,
  /** An input that could not be read, or an output that could not be written. */
  unreadable: 3,
  /** A mistake of Mintmark's own. Never 1, which a pipeline would take for findings. */
  broken: 70,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** One subcommand. Its help is made from what stands here. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What stands where in the words after the name: `[PATH]`. */
  readonly operands: string;
  readonly about: readonly string[];
  readonly options: readonly Option[];
  run(words: readonly string[], surroundings: Surroundings): Promise<ExitCode>;
}

export interface Option {
  /** Without the dashes. */
  readonly name: string;
  /** What the value is called in the help; null for a flag without one. */
  readonly value: string | null;
  readonly repeats?: boolean;
  readonly help: string;
}

/** What was typed cannot be meant: one line, told to the person with the way to the help, and exit code 2. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}
