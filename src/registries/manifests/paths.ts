/** The folder of a file; `` for the root. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A folder and what is in it: `` and `a` give `a`. */
export function within(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}

/**
 * A relative path seen from a folder, without `.` and `..`; null where it leaves the repository, is absolute, or holds
 * a backslash. The root is ``.
 */
export function resolveFrom(directory: string, path: string): string | null {
  if (path.startsWith('/') || path.includes('\\')) return null;
  const parts = directory === '' ? [] : directory.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

/** The folder itself, then each one above it, the root last. */
export function* upwards(directory: string): Generator<string> {
  let current = directory;
  while (current !== '') {
    yield current;
    current = directoryOf(current);
  }
  yield '';
}

/** Whether a folder is the other or lies in it. */
export function isWithin(directory: string, outer: string): boolean {
  return outer === '' || directory === outer || directory.startsWith(`${outer}/`);
}
