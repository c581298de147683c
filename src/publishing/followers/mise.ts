import { matchesGlob } from '../../types/glob.ts';
import type { RepositoryFiles } from '../../types/repository-files.ts';
import { hasOption, optionValue, readArguments } from './arguments.ts';
import { type FollowedCommand, type FollowedScript, followedScript } from './followed-script.ts';
import { maximumTargets } from './limits.ts';
import { scriptFile } from './script-file.ts';
import {
  isTable,
  lineOf,
  lineOfText,
  ownValue,
  readToml,
  stringAt,
  stringsOf,
  type TomlFile,
  tableAt,
  variablesOf,
} from './toml-file.ts';
import { folderOf, foldersUp, hasFile, join, resolvePath } from './tree.ts';
import { wordList } from './word-list.ts';

type Words = readonly (string | null)[];

/** `mise run X`, `mise X`: tasks of `mise.toml` and of task files, with what they depend on. */
export function followMise(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const given = readArguments(command.words, {
    values: ['-C', '--cd', '-j', '--jobs', '-E', '--env', '-t', '--tool'],
    stopAfter: 1,
  });
  const [first = null] = given.positionals;
  const from = resolvePath(command.directory, optionValue(given, '-C', '--cd') ?? '.');
  if (first === null || from === null || hasOption(given, '-n', '--dry-run')) return [];
  const isRun = first === 'run' || first === 'r' || (first === 'tasks' && given.rest[0] === 'run');
  if (!isRun && miseCommands.has(first)) return [];
  const inner = readArguments(given.rest.slice(first === 'tasks' ? 1 : 0), {
    values: ['-C', '--cd', '-j', '--jobs', '-t', '--tool', '-o', '--output'],
    stopAfter: 1,
  });
  const words = isRun ? [...inner.positionals, ...inner.rest] : [first, ...given.rest];
  const run: Run = { files, from, visited: new Set() };
  return groups(words).flatMap(([name, ...handed]) =>
    typeof name === 'string' ? tasksLike(run, name, handed[0] === '--' ? handed.slice(1) : handed) : [],
  );
}

interface Run {
  readonly files: RepositoryFiles;
  readonly from: string;
  readonly visited: Set<string>;
}

/** `mise run a ::: b`. */
function groups(words: Words): readonly Words[] {
  const at = words.indexOf(':::');
  return at === -1 ? [words] : [words.slice(0, at), ...groups(words.slice(at + 1, at + 200))];
}

function tasksLike(run: Run, name: string, handed: Words): readonly FollowedScript[] {
  if (run.visited.has(name) || run.visited.size > maximumTargets) return [];
  run.visited.add(name);
  for (const folder of foldersUp(run.from)) {
    for (const place of configurations) {
      const file = readToml(run.files, join(folder, place));
      const found = file === null ? null : taskNames(file, name);
      if (file !== null && found !== null)
        return found.flatMap((each) => configuredTask(run, file, folder, each, handed));
    }
    const path = taskFolders
      .map((place) => join(join(folder, place), name.replaceAll(':', '/')))
      .find((each) => hasFile(run.files, each));
    if (path !== undefined)
      return scriptFile({ written: path, words: handed, directory: '', label: `mise run ${name}` }, run.files).map(
        (script) => ({ ...script, directory: folder }),
      );
  }
  return [];
}

/** Tasks of the file by name, alias or wildcard; null where it has none. */
function taskNames(file: TomlFile, wanted: string): readonly string[] | null {
  const tasks = tableAt(file.table, 'tasks');
  const isWanted = (name: string) => {
    const task = ownValue(tasks, name);
    const aliases = isTable(task) ? stringsOf(ownValue(task, 'alias')) : [];
    return (
      name === wanted ||
      aliases.includes(wanted) ||
      (wanted.includes('*') && matchesGlob(name.replaceAll(':', '/'), wanted.replaceAll(':', '/')))
    );
  };
  const names = Object.keys(tasks).filter(isWanted);
  return names.length === 0 ? null : names;
}

function configuredTask(
  run: Run,
  file: TomlFile,
  folder: string,
  name: string,
  handed: Words,
): readonly FollowedScript[] {
  const written = ownValue(tableAt(file.table, 'tasks'), name);
  const task = isTable(written) ? written : { run: written };
  const others = (key: string) =>
    stringsOf(ownValue(task, key)).flatMap((each) => tasksLike(run, each.split(' ')[0] ?? '', []));
  const header = lineOf(file, ['tasks'], name);
  const start = Math.max(header, lineOf(file, ['tasks', name], 'run'));
  const inside = stringAt(task, 'dir');
  const directory =
    inside === null ? folder : (resolvePath(folder, inside.replace(/^\{\{\s*cwd\s*\}\}/, '.')) ?? folder);
  const environment = new Map([...variablesOf(ownValue(file.table, 'env')), ...variablesOf(ownValue(task, 'env'))]);
  const label = `mise run ${name}`;
  const lines = stringsOf(ownValue(task, 'run'));
  const texts = lines.map((text, index) =>
    followedScript({
      path: file.path,
      line: lineOfText(file, start, text),
      text,
      directory,
      environment,
      appended: index === lines.length - 1 ? handed : [],
      arguments: handed,
      label,
    }),
  );
  const named = stringAt(task, 'file');
  const listed = Array.isArray(task['run']) ? task['run'].filter(isTable) : [];
  const nested = listed.flatMap((each) => [
    ...stringsOf(ownValue(each, 'task')),
    ...stringsOf(ownValue(each, 'tasks')),
  ]);
  const scripts =
    named === null
      ? []
      : scriptFile(
          {
            written: named,
            words: handed,
            directory: folderOf(file.path) === folder ? folder : '',
            label,
            environment,
          },
          run.files,
        );
  return [
    ...others('depends'),
    ...texts,
    ...nested.flatMap((each) => tasksLike(run, each, [])),
    ...scripts,
    ...others('depends_post'),
  ];
}

const configurations = wordList(`
  mise.toml .mise.toml mise.local.toml mise/config.toml .mise/config.toml
  .config/mise.toml .config/mise/config.toml .rtx.toml
`);

const taskFolders = ['mise-tasks', '.mise-tasks', 'mise/tasks', '.mise/tasks', '.config/mise/tasks'];

const miseCommands: ReadonlySet<string> = new Set(
  wordList(`
  activate alias backends bin-paths cache completion config current deactivate doctor
  en env e exec x fmt generate implode install i install-into latest link ls
  ls-remote lock outdated plugins plugin prune registry reshim search self-update set
  settings shell sh sync tasks tool trust uninstall unset unuse upgrade up use u
  version watch w where which
`),
);
