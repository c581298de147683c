import type { Place } from '../types/place.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import type { Edit } from './control.ts';

/** The edit of a stretch of text; null where it does not stand once, and as it is, on the first line that has it. */
export function replacedOnce(
  from: string,
  to: string,
  { path, line, endLine }: Pick<Place, 'path' | 'line' | 'endLine'>,
  files: RepositoryFiles,
): Edit | null {
  const file = files.read(path);
  if (file.state !== 'seen') return null;
  const lines = file.value.split('\n', endLine).slice(line - 1);
  const index = lines.findIndex((text) => text.includes(from));
  const isOnce = lines[index]?.split(from).length === 2;
  return isOnce ? { kind: 'replace', path, line: line + index, from, to } : null;
}
