import type { RepositoryFiles } from '../types/repository-files.ts';

/** Files that are given as text by path. */
export function memoryFiles(entries: Readonly<Record<string, string>>): RepositoryFiles {
  const texts = new Map(Object.entries(entries));
  return {
    paths: [...texts.keys()].sort(),
    read(path) {
      const value = texts.get(path);
      return value === undefined ? { state: 'absent', source: path } : { state: 'seen', value, source: path };
    },
    problems: [],
  };
}
