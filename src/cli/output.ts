import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Surroundings } from './surroundings.ts';

/** What was asked for could not be written. */
export class OutputError extends Error {
  override readonly name = 'OutputError';

  constructor(file: string, reason: unknown) {
    const said = reason instanceof Error ? reason.message : typeof reason === 'string' ? reason : 'unknown';
    super(`cannot write ${JSON.stringify(file)}: ${said}`);
  }
}

/** How a terminal, a pipe or a file wants its text. */
export function presentationOf(
  { stdout, environment }: Surroundings,
  { toFile, noColor }: { readonly toFile: boolean; readonly noColor: boolean },
): { readonly width: number; readonly escapes: boolean } {
  const escapes = !toFile && stdout.isTTY && !noColor && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  return { width: !toFile && stdout.columns !== null ? Math.min(stdout.columns, widest) : usualWidth, escapes };
}

/** Lines longer than this are hard to follow, however wide the window is. */
const widest = 120;
const usualWidth = 100;

/** To a file where one is named, else to standard output. @throws OutputError */
export function put(text: string, file: string | null, { stdout, folder }: Surroundings): void {
  if (file === null) return stdout.write(text);
  try {
    writeFileSync(resolve(folder, file), text);
  } catch (error) {
    throw new OutputError(file, error);
  }
}
