import type { RepositoryFiles } from '../types/repository-files.ts';
import type { Edit } from './control.ts';
import type { LocatedStep } from './located-steps.ts';

/**
 * The edit that puts a step right before or behind another, written as that one is. `lines` are those of the new step
 * without its dash, further ones indented by what they stand deeper. Null where the steps are not written as a list in
 * lines of its own.
 */
export function insertedStep(
  { step, path }: Pick<LocatedStep, 'step' | 'path'>,
  where: 'before' | 'after',
  written: readonly string[],
  files: RepositoryFiles,
): Edit | null {
  const file = files.read(path);
  if (file.state !== 'seen') return null;
  const lines = file.value.split('\n').map((line) => line.replace(/\r$/, ''));
  const { dash, deeper } = /^(?<dash> *-)(?<deeper> +)\S/.exec(lines[step.at.line - 1] ?? '')?.groups ?? {};
  if (dash === undefined || deeper === undefined) return null;
  const indentation = dash.slice(0, -1);
  const inner = ' '.repeat(dash.length + deeper.length);
  const text = written.map((line, index) => (index === 0 ? `${dash}${deeper}${line}` : `${inner}${line}`));
  const line = where === 'before' ? firstLine(lines, step.at.line, indentation) : lastLine(lines, step.at, indentation);
  return { kind: 'insert', path, line, text: text.join('\n') };
}

/** Comments right above a step are about it. */
function firstLine(lines: readonly string[], line: number, indentation: string): number {
  let first = line;
  while (lines[first - 2]?.startsWith(`${indentation}#`) === true) first -= 1;
  return first;
}

/** The line behind all that belongs to the step. */
function lastLine(lines: readonly string[], at: LocatedStep['step']['at'], indentation: string): number {
  let next = at.line + 1;
  while (next <= lines.length && belongs(lines[next - 1] ?? '', indentation)) next += 1;
  while (next > at.line + 1 && (lines[next - 2] ?? '').trim() === '') next -= 1;
  return next;
}

function belongs(line: string, indentation: string): boolean {
  return line.trim() === '' || line.startsWith(`${indentation} `);
}
