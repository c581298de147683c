import type { FixedFile } from '../types/fix-offer.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';

/** The files of a repository with some of them changed or added. */
export function overlay(files: RepositoryFiles, fixed: readonly FixedFile[]): RepositoryFiles {
  const texts = new Map(fixed.map(({ path, after }) => [path, after]));
  let paths: readonly string[] | undefined;
  return {
    get paths() {
      paths ??= [...new Set([...files.paths, ...texts.keys()])].sort();
      return paths;
    },
    get problems() {
      return files.problems;
    },
    read(path) {
      const value = texts.get(path);
      return value === undefined ? files.read(path) : { state: 'seen', value, source: path };
    },
  };
}
