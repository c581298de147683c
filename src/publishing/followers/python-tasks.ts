import type { RepositoryFiles } from '../../types/repository-files.ts';
import { optionValue, readArguments } from './arguments.ts';
import { type FollowedCommand, type FollowedScript, followedScript } from './followed-script.ts';
import { functionScripts } from './nox.ts';
import { pythonFunctions } from './python-functions.ts';
import {
  isTable,
  lineOf,
  lineOfText,
  ownValue,
  readToml,
  stringAt,
  stringsOf,
  type TomlFile,
  type TomlTable,
  tableAt,
  variablesOf,
} from './toml-file.ts';
import { firstFile, folderOf, join, nearestFile, readText, resolvePath } from './tree.ts';

type Words = readonly (string | null)[];

/** `poe X`: tasks of Poe the Poet, of which lists name other tasks. */
export function followPoe(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const given = readArguments(command.words, {
    values: ['-C', '--directory', '--root', '-e', '--executor'],
    stopAfter: 1,
  });
  const from = resolvePath(command.directory, optionValue(given, '-C', '--directory', '--root') ?? '.');
  return from === null ? [] : runNamed(poe, from, given.positionals[0], given.rest, files);
}

/** `pdm run X`, `pdm X`. */
export function followPdm(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const given = readArguments(command.words, { values: ['-p', '--project', '-c', '--config'], stopAfter: 1 });
  const isRun = given.positionals[0] === 'run';
  const inner = isRun ? readArguments(given.rest, { values: ['-p', '--project', '--venv'], stopAfter: 1 }) : given;
  return runNamed(pdm, command.directory, inner.positionals[0], inner.rest, files);
}

/** `rye run X`. */
export function followRye(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const [verb, name, ...rest] = command.words;
  return verb === 'run' || verb === 'r' ? runNamed(rye, command.directory, name, rest, files) : [];
}

/** A task runner whose tasks stand in a TOML table: text, a list, or a table that says what is run and how. */
interface Runner {
  readonly tool: string;
  readonly files: readonly string[];
  readonly keys: readonly string[];
  /** Keys of a command line. */
  readonly commands: readonly string[];
  /** Keys of a list of other tasks or of command lines. */
  readonly lists: readonly string[];
  /** Keys of tasks that run before. */
  readonly before: readonly string[];
  /** Keys of a Python function, `module:function`. */
  readonly functions: readonly string[];
  /** Keys of the folder. */
  readonly folder: readonly string[];
  /** A list on its own is of tasks, not the words of a command. */
  readonly listsAreTasks: boolean;
}

const poe: Runner = {
  tool: 'poe',
  files: ['pyproject.toml', 'poe_tasks.toml'],
  keys: ['tool', 'poe', 'tasks'],
  commands: ['cmd', 'shell', 'ref'],
  lists: ['sequence', 'parallel'],
  before: ['deps'],
  functions: ['script'],
  folder: ['cwd'],
  listsAreTasks: true,
};

const pdm: Runner = {
  tool: 'pdm run',
  files: ['pyproject.toml'],
  keys: ['tool', 'pdm', 'scripts'],
  commands: ['cmd', 'shell'],
  lists: ['composite'],
  before: [],
  functions: ['call'],
  folder: ['working_dir'],
  listsAreTasks: false,
};

const rye: Runner = {
  ...pdm,
  tool: 'rye run',
  keys: ['tool', 'rye', 'scripts'],
  lists: ['chain'],
};

interface Run {
  readonly runner: Runner;
  readonly file: TomlFile;
  readonly tasks: TomlTable;
  readonly keys: readonly string[];
  readonly directory: string;
  readonly files: RepositoryFiles;
  readonly visited: Set<string>;
}

function runNamed(
  runner: Runner,
  from: string,
  name: string | null | undefined,
  handed: Words,
  files: RepositoryFiles,
): readonly FollowedScript[] {
  if (typeof name !== 'string') return [];
  const nearest = nearestFile(files, from, runner.files);
  const folder = folderOf(nearest ?? '');
  for (const path of nearest === null ? [] : runner.files.map((each) => join(folder, each))) {
    const file = readToml(files, path);
    const [first = ''] = Object.keys(tableAt(file?.table ?? {}, ...runner.keys)).length > 0 ? runner.keys : ['tasks'];
    const keys = first === 'tasks' ? ['tasks'] : runner.keys;
    const tasks = tableAt(file?.table ?? {}, ...keys);
    if (file === null || !Object.hasOwn(tasks, name)) continue;
    return runTask({ runner, file, tasks, keys, directory: folder, files, visited: new Set() }, name, handed);
  }
  return [];
}

function runTask(run: Run, name: string, handed: Words): readonly FollowedScript[] {
  if (run.visited.has(name) || run.visited.size > 200) return [];
  run.visited.add(name);
  // pdm runs `pre_X` and `post_X` around a script.
  const around = (when: string) =>
    run.runner.tool === 'pdm run' && Object.hasOwn(run.tasks, when + name) ? runTask(run, when + name, []) : [];
  const start = lineOf(run.file, run.keys, name);
  return [...around('pre_'), ...described(run, name, ownValue(run.tasks, name), start, handed), ...around('post_')];
}

function described(run: Run, name: string, written: unknown, start: number, handed: Words): readonly FollowedScript[] {
  const { runner, file } = run;
  if (Array.isArray(written) && runner.listsAreTasks)
    return written.flatMap((item: unknown) => itemScripts(run, name, item, start));
  const table: TomlTable = isTable(written) ? written : { cmd: written };
  const inside = runner.folder.map((key) => stringAt(table, key)).find((value) => value !== null);
  const directory = resolvePath(run.directory, inside ?? '.') ?? run.directory;
  const parts = {
    path: file.path,
    directory,
    environment: variablesOf(ownValue(table, 'env')),
    label: `${runner.tool} ${name}`,
  };
  const before = runner.before
    .flatMap((key) => stringsOf(ownValue(table, key)))
    .flatMap((each) => runTask(run, each.split(' ')[0] ?? '', []));
  const texts = runner.commands.flatMap((key) => {
    const words = stringsOf(ownValue(table, key));
    return words.length === 0 ? [] : [{ key, text: words.join(' '), first: words[0] ?? '' }];
  });
  const own = texts.flatMap(({ key, text, first }) => {
    if (key === 'ref') return runTask(run, text.split(' ')[0] ?? '', handed);
    return [
      followedScript({
        ...parts,
        line: lineOfText(file, start, first),
        text,
        arguments: handed,
        appended: key === 'cmd' ? handed : [],
      }),
    ];
  });
  const lists = runner.lists.flatMap((key) => {
    const list = ownValue(table, key);
    return Array.isArray(list) ? list.flatMap((item: unknown) => itemScripts(run, name, item, start)) : [];
  });
  const called = runner.functions.flatMap((key) =>
    functionCalled(run, stringAt(table, key), parts.label, directory, handed),
  );
  return [...before, ...own, ...lists, ...called];
}

/** An item of a list: another task, a command line, or a task described on the spot. */
function itemScripts(run: Run, name: string, item: unknown, start: number): readonly FollowedScript[] {
  if (typeof item !== 'string') return described(run, name, item, start, []);
  const [first = '', ...more] = item.split(' ');
  if (Object.hasOwn(run.tasks, first)) return runTask(run, first, more);
  return described(run, name, { cmd: item }, start, []);
}

/** `scripts.release:main(dry=False)`: the function's text in the module's file. */
function functionCalled(
  run: Run,
  written: string | null,
  label: string,
  directory: string,
  handed: Words,
): readonly FollowedScript[] {
  const [, module, name] = /^([\w.]+):(\w+)/.exec(written ?? '') ?? [];
  if (module === undefined || name === undefined) return [];
  const place = module.replaceAll('.', '/');
  const path = firstFile(run.files, run.directory, [
    `${place}.py`,
    `${place}/__init__.py`,
    `src/${place}.py`,
    `src/${place}/__init__.py`,
  ]);
  const functions = pythonFunctions(path === null ? '' : (readText(run.files, path) ?? ''));
  const found = functions.find((each) => each.name === name);
  return path === null || found === undefined ? [] : functionScripts(functions, found, path, handed, label, directory);
}
