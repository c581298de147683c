import picomatch from 'picomatch';
import { resolveFrom } from './paths.ts';

/** Which folders a workspace's list of patterns means. */
export type FolderMatcher = (directory: string) => boolean;

/**
 * Compiles the patterns of a workspace, each seen from the folder of its manifest. A leading `!` takes folders out
 * again. Plain paths are looked up, so that thousands of them cost nothing; patterns that could make matching slow, or
 * that leave the repository, match nothing.
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
    else if (isBounded(resolved) && globs.length < maximumGlobs) {
      const matches = picomatch(resolved, { maxLength: maximumLength, nonegate: true, strictSlashes: true });
      globs.push((directory) => {
        const inside = below(directory, base);
        return inside !== null && inside.length <= maximumLength && matches(inside);
      });
    }
  }
  return (directory) => plain.has(directory) || globs.some((matches) => matches(directory));
}

const maximumGlobs = 200;
const maximumLength = 400;

function isGlob(pattern: string): boolean {
  return /[*?[\]{}()!]/.test(pattern);
}

/** A folder as seen from the base; null where it does not lie in it. */
function below(directory: string, base: string): string | null {
  if (base === '') return directory;
  return directory.startsWith(`${base}/`) ? directory.slice(base.length + 1) : null;
}

/**
 * Patterns become regular expressions, and these backtrack. Few wild cards in a segment, few `**`, and groups of plain
 * words keep that small; what workspaces really list stays within.
 */
function isBounded(pattern: string): boolean {
  if (pattern.length > maximumLength) return false;
  const segments = pattern.replace(/[!@?]\([\w.|@-]{0,200}\)/g, '').split('/');
  return (
    segments.every((segment) => segment === '**' || count(segment, '*') <= 2) &&
    segments.filter((segment) => segment === '**').length <= 2 &&
    count(pattern, '{') <= 4 &&
    segments.every((segment) => !/[()|+\\]/.test(segment))
  );
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
