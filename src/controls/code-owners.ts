import { matchesGlob } from '../types/glob.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';

/** A line of CODEOWNERS. */
export interface OwnerRule {
  readonly pattern: string;
  /** Empty where the line takes ownership away. */
  readonly owners: readonly string[];
  readonly line: number;
}

export interface CodeOwners {
  readonly path: string;
  readonly rules: readonly OwnerRule[];
}

/** The file that GitHub reads: the first that is there, in its order. */
export function readCodeOwners(files: RepositoryFiles): CodeOwners | null {
  for (const path of ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']) {
    const file = files.read(path);
    if (file.state === 'seen') return { path, rules: rulesIn(file.value) };
  }
  return null;
}

/** The rule that decides for a path: the last that matches. */
export function ownersOf(path: string, rules: readonly OwnerRule[]): OwnerRule | null {
  return rules.findLast(({ pattern }) => matches(pattern, path)) ?? null;
}

function rulesIn(text: string): readonly OwnerRule[] {
  return text.split('\n', mostLines).flatMap((line, index) => {
    const [pattern, ...owners] = wordsOf(line);
    // sections (`[…]`), negation and sets of characters are other products' or gitignore's: GitHub skips such lines
    if (pattern === undefined || /^[![]|\[/.test(pattern)) return [];
    return [{ pattern, owners: owners.filter((owner) => owner.includes('@')), line: index + 1 }];
  });
}

const mostLines = 5_000;

/** Words of a line up to its comment; `\ ` is a blank within a pattern. */
function wordsOf(line: string): readonly string[] {
  const words = line.slice(0, 2_000).replaceAll('\\ ', '\0').trim().split(/\s+/);
  const comment = words.findIndex((word) => word.startsWith('#'));
  return (comment < 0 ? words : words.slice(0, comment)).filter(Boolean).map((word) => word.replaceAll('\0', ' '));
}

/**
 * Patterns are those of gitignore: one without a slash (but at its end) holds in every folder, one that names a folder
 * holds for all below it, and `*` as the last part only for files directly there.
 */
function matches(pattern: string, path: string): boolean {
  if (pattern === '*' || pattern === '**') return true;
  const trimmed = pattern.replace(/^\//, '').replace(/\/$/, '');
  const anchored = pattern.slice(0, -1).includes('/');
  const base = escaped(anchored ? trimmed : `**/${trimmed}`);
  const globs = [
    ...(pattern.endsWith('/') ? [] : [base]),
    ...(/(?:^|\/)\*$/.test(trimmed) && anchored ? [] : [`${base}/**`]),
  ];
  return globs.some((glob) => matchesGlob(path, glob));
}

/** Characters that mean something to the matcher and nothing in CODEOWNERS. */
function escaped(glob: string): string {
  return glob.slice(0, 500).replace(/[()|+@!{}\\]/g, '\\$&');
}
