import type { FileProblem, RepositoryFiles } from '../../types/repository-files.ts';
import { isAside } from './aside.ts';
import type { ManifestDocument, ParseManifest } from './document.ts';
import { baseName } from './paths.ts';

/** The manifests of a repository, opened at most once each; what is wrong with them is kept. */
export interface Shelf {
  /** Paths of the files of this name, sorted; `node_modules` is left out. */
  named(name: string): readonly string[];
  /** Paths of the files whose name ends like this. */
  ending(ending: string): readonly string[];
  has(path: string): boolean;
  /** The text; null where there is no such file, or none that can be read. */
  text(path: string): string | null;
  /** The parsed file; null where there is none that can be read and understood. */
  open(path: string, parse: ParseManifest): ManifestDocument | null;
  /** Notes what is wrong with a file. Test data and templates are wrong on purpose: nothing is noted for them. */
  complain(path: string, line: number | null, message: string): void;
  /** Everything noted so far, sorted by path. */
  problems(): readonly FileProblem[];
}

/** @param options `quiet` for files that belong to another registry, which tells what is wrong with them. */
export function shelf(files: RepositoryFiles, options: { readonly quiet?: boolean } = {}): Shelf {
  const byName = indexByName(files.paths);
  const documents = new Map<string, ManifestDocument | null>();
  const texts = new Map<string, string | null>();
  const problems: FileProblem[] = [];

  const has = (path: string): boolean => byName.get(baseName(path))?.has(path) ?? false;

  const complain = (path: string, line: number | null, message: string): void => {
    if (options.quiet !== true && !isAside(path)) problems.push({ path, line, message });
  };

  const readText = (path: string): string | null => {
    if (!has(path)) return null;
    const seen = files.read(path);
    if (seen.state === 'unreadable') complain(path, null, seen.reason);
    if (seen.state !== 'seen') return null;
    if (seen.value.length <= maximumSize) return seen.value;
    complain(path, null, `larger than ${maximumSize / 1024} KiB, not read`);
    return null;
  };

  const text = (path: string): string | null => remember(texts, path, () => readText(path));

  const parseFile = (path: string, parse: ParseManifest): ManifestDocument | null => {
    const content = text(path);
    if (content === null) return null;
    const parsed = parse(path, content);
    if ('document' in parsed) return parsed.document;
    complain(path, parsed.problem.line, parsed.problem.message);
    return null;
  };

  return {
    named: (name) => [...(byName.get(name) ?? [])],
    ending: (ending) =>
      [...byName.entries()]
        .filter(([name]) => name.endsWith(ending))
        .flatMap(([, paths]) => [...paths])
        .sort(compare),
    has,
    text,
    open: (path, parse) => remember(documents, path, () => parseFile(path, parse)),
    complain,
    problems: () => problems.toSorted((a, b) => compare(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0)),
  };
}

/** Characters; a manifest that is written by people is a hundred times smaller. */
const maximumSize = 1024 * 1024;

function indexByName(paths: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const index = new Map<string, Set<string>>();
  for (const path of paths) {
    if (path.startsWith('node_modules/') || path.includes('/node_modules/')) continue;
    const name = baseName(path);
    const known = index.get(name);
    if (known === undefined) index.set(name, new Set([path]));
    else known.add(path);
  }
  return index;
}

function remember<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key);
  if (found !== undefined || known.has(key)) return found as T;
  const made = make();
  known.set(key, made);
  return made;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
