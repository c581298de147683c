import type { RepositoryFiles } from '../../types/repository-files.ts';
import { type FollowedCommand, type FollowedScript, followedScript } from './followed-script.ts';
import { lineOf, ownValue, readToml, stringsOf, tableAt } from './toml-file.ts';
import { foldersUp, join } from './tree.ts';
import { wordList } from './word-list.ts';

/** `cargo X` where X is an alias of `.cargo/config.toml`. Cargo's own commands cannot be replaced by one. */
export function followCargo(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const at = command.words.findIndex((word) => word === null || !/^[-+]/.test(word));
  const name = command.words[at];
  if (typeof name !== 'string' || cargoCommands.has(name)) return [];
  for (const folder of foldersUp(command.directory)) {
    for (const place of ['.cargo/config.toml', '.cargo/config']) {
      const file = readToml(files, join(folder, place));
      const words = file === null ? [] : stringsOf(ownValue(tableAt(file.table, 'alias'), name));
      if (file === null || words.length === 0) continue;
      const line = lineOf(file, ['alias'], name);
      const text = `cargo ${words.join(' ')}`;
      const appended = command.words.slice(at + 1);
      const { directory } = command;
      return [followedScript({ path: file.path, line, text, directory, appended, label: `cargo ${name}` })];
    }
  }
  return [];
}

const cargoCommands: ReadonlySet<string> = new Set(
  wordList(`
  add bench build check clean config doc fetch fix generate-lockfile help info
  init install locate-project login logout metadata new owner package pkgid publish
  remove report run rustc rustdoc search test tree uninstall update vendor version
  yank
`),
);
