/**
 * A stretch of a file. Lines and columns count from 1 in UTF-16 code units, as editors and GitHub's annotations count
 * them; `endColumn` is the column after the last character.
 */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Whole lines of a file, as a finding points at them. `path` is POSIX, relative to the repository's root. */
export interface Location {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
}

/** The whole lines that a place covers. */
export function locationOf(place: Place): Location {
  return { path: place.path, line: place.line, endLine: place.endLine };
}
