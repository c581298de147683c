import { createLog, type LogOptions } from '../../src/app/log.ts';

/** A log that keeps its lines, for tests that read them. */
export function keptLog(level: NonNullable<LogOptions['level']> = 'debug') {
  const lines: string[] = [];
  const log = createLog({ level, destination: { write: (line) => void lines.push(line) } });
  return { log, lines, text: () => lines.join('') };
}
