import { type FollowedCommand, type FollowedScript, follow } from '../../../src/publishing/followers/index.ts';
import { memoryFiles } from '../../../src/repository/memory-files.ts';

export type Tree = Readonly<Record<string, string>>;

/** Asks for a command line whose words stand between single spaces; `?` is a word that is hidden. */
export function ask(tree: Tree, line: string, more: Partial<FollowedCommand> = {}): readonly FollowedScript[] {
  const [path = '', ...written] = line.split(' ');
  const program = (path.split(/[\\/]/).at(-1) ?? path).toLowerCase();
  const words = written.map((word) => (word === '?' ? null : word));
  return follow({ program, path, words, directory: '', environment: new Map(), ...more }, memoryFiles(tree));
}

/** What is run and where it stands, short enough for tables: `Makefile:3 twine upload dist/*`. */
export function runs(tree: Tree, line: string, more: Partial<FollowedCommand> = {}): readonly string[] {
  return ask(tree, line, more).map((script) => `${script.path}:${script.line} ${script.text}`);
}

/** A file as JSON with one key a line. */
export function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
