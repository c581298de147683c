import { globMatcher } from '../../types/glob.ts';
import { resolveFrom } from './paths.ts';

/** Which folders a workspace's list of patterns means. */
export type FolderMatcher = (directory: string) => boolean;

/**
 * Compiles the patterns of a workspace, each seen from the folder of its manifest. A leading `!` takes folders out
 * again. Plain paths are looked up, so that thousands of them cost nothing; patterns that leave the repository match
 * nothing.
 */
export function folderMatcher(patterns: readonly string[], base: string): FolderMatcher {
  const wanted = compile(
    patterns.filter((pattern) => !pattern.startsWith('!')),
    base,
  );
  const unwanted = compile(
    patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1)),
    base,
  );
  return (directory) => wanted(directory) && !unwanted(directory);
}

/** The same, with the folder of the manifest itself among them. */
export function withItself(matches: FolderMatcher, base: string): FolderMatcher {
  return (directory) => directory === base || matches(directory);
}

function compile(patterns: readonly string[], base: string): FolderMatcher {
  const plain = new Set<string>();
  const globs: FolderMatcher[] = [];
  for (const pattern of patterns) {
    // The folder that holds the manifest is not a pattern, whatever characters it is named with.
    const resolved = isGlob(pattern) ? resolveFrom('', pattern) : resolveFrom(base, pattern);
    if (resolved === null) continue;
    if (!isGlob(resolved)) plain.add(resolved);
    else if (globs.length < maximumGlobs) {
      const matches = globMatcher(resolved, true);
      globs.push((directory) => {
        const inside = below(directory, base);
        return inside !== null && matches(inside);
      });
    }
  }
  return (directory) => plain.has(directory) || globs.some((matches) => matches(directory));
}

const maximumGlobs = 200;

function isGlob(pattern: string): boolean {
  return /[*?[\]{}()!]/.test(pattern);
}

/** A folder as seen from the base; null where it does not lie in it. */
function below(directory: string, base: string): string | null {
  if (base === '') return directory;
  return directory.startsWith(`${base}/`) ? directory.slice(base.length + 1) : null;
}
