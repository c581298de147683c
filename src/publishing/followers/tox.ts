import { expandBraces } from '../../types/glob.ts';
import type { RepositoryFiles } from '../../types/repository-files.ts';
import { hasOption, optionValue, optionValues, readArguments } from './arguments.ts';
import { type FollowedCommand, type FollowedScript, followedScript } from './followed-script.ts';
import { type IniFile, type IniLine, readIni } from './ini-file.ts';
import { type RecipeLine, recipeScripts } from './recipe-lines.ts';
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
import { fillToxText, type ToxValues, toxEnvironment } from './tox-environment.ts';
import { firstFile, folderOf, join, resolvePath } from './tree.ts';

/** `tox -e release -- args`, `tox run -e a,b`: the commands of the environments. */
export function followTox(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const given = readArguments(command.words, {
    values: ['-e', '-c', '--conf', '--workdir', '-m', '-f', '-x', '--root', '-p'],
  });
  const [subcommand = 'run'] = given.positionals;
  if (!running.has(subcommand ?? '') || hasOption(given, '--notest', '-n', '-l', '--listenvs', '-a', '--showconfig'))
    return [];
  const named = optionValue(given, '-c', '--conf');
  const written = typeof named === 'string' ? resolvePath(command.directory, named) : null;
  const path = written ?? firstFile(files, command.directory, ['tox.ini', 'setup.cfg', 'pyproject.toml', 'tox.toml']);
  const source = sourceOf(files, path, command.directory);
  if (source === null) return [];
  const chosen = optionValues(given, '-e').flatMap((names) => names?.split(',') ?? [null]);
  const fromVariable = command.environment.get('TOXENV')?.split(',') ?? [];
  const names = chosen.length > 0 ? chosen : fromVariable.length > 0 ? fromVariable : source.listed;
  const handed = given.afterDashes ?? [];
  return names.slice(0, 100).flatMap((name) => (name === null ? [] : source.scripts(name.trim(), handed)));
}

interface ToxSource {
  /** Environments that run when none is asked for. */
  readonly listed: readonly string[];
  readonly scripts: (name: string, handed: readonly (string | null)[]) => readonly FollowedScript[];
}

/** The first of tox's files that has a configuration; the later ones are asked where an earlier one has none. */
function sourceOf(files: RepositoryFiles, path: string | null, directory: string): ToxSource | null {
  if (path === null) return null;
  if (path.endsWith('.toml')) {
    const toml = readToml(files, path);
    const table =
      toml === null ? {} : path.endsWith('pyproject.toml') ? tableAt(toml.table, 'tool', 'tox') : toml.table;
    const keys = path.endsWith('pyproject.toml') ? ['tool', 'tox'] : [];
    const legacy = stringAt(table, 'legacy_tox_ini');
    const nested =
      legacy === null
        ? null
        : readIni({ ...files, paths: [path], read: () => ({ state: 'seen', value: legacy, source: path }) }, path);
    if (toml !== null && nested !== null)
      return iniSource(nested, path, directory, lineOf(toml, keys, 'legacy_tox_ini'));
    return toml === null ? null : tomlSource(toml, table, keys, directory);
  }
  const ini = readIni(files, path);
  const hasAny =
    ini !== null &&
    [...ini.keys()].some((section) => section === 'tox' || section === 'tox:tox' || section.startsWith('testenv'));
  const later = ['pyproject.toml', 'tox.toml']
    .map((name) => join(folderOf(path), name))
    .find((each) => firstFile(files, '', [each]) !== null);
  return hasAny ? iniSource(ini, path, directory, 0) : sourceOf(files, later ?? null, directory);
}

function iniSource(file: IniFile, path: string, directory: string, lineOffset: number): ToxSource {
  const tox = file.get('tox') ?? file.get('tox:tox');
  const listed = (tox?.get('env_list') ?? tox?.get('envlist') ?? []).flatMap(({ text }) => splitEnvironments(text));
  return {
    listed,
    scripts: (name, handed) => {
      const environment = toxEnvironment(file, name);
      const values: ToxValues = { file, environment: name, arguments: handed };
      const set = environment
        .lines('set_env', 'setenv')
        .flatMap(({ text }) => assignmentOf(fillToxText(text, values)) ?? []);
      const inside = environment.lines('change_dir', 'changedir')[0]?.text;
      const folder =
        inside === undefined ? directory : (resolvePath(directory, fillToxText(inside, values)) ?? directory);
      const parts = { path, directory: folder, environment: new Map(set), arguments: handed, label: `tox -e ${name}` };
      return ['commands_pre', 'commands', 'commands_post'].flatMap((key) => {
        const lines = joined(environment.lines(key)).map((line) => filledCommand(line, values));
        return recipeScripts(
          lines.map((line) => ({ ...line, line: line.line + lineOffset })),
          parts,
        );
      });
    },
  };
}

function tomlSource(file: TomlFile, table: TomlTable, keys: readonly string[], directory: string): ToxSource {
  return {
    listed: stringsOf(ownValue(table, 'env_list')),
    scripts: (name, handed) => {
      const own = tableAt(table, 'env', name);
      const place = Object.keys(own).length > 0 ? ['env', name] : ['env_run_base'];
      const settings = { ...tableAt(table, 'env_run_base'), ...own };
      const header = lineOf(file, [...keys, ...place.slice(0, -1)], place.at(-1) ?? '');
      const values: ToxValues = { file: null, environment: name, arguments: handed };
      const environment = variablesOf(ownValue(settings, 'set_env'));
      const parts = { path: file.path, directory, environment, arguments: handed, label: `tox -e ${name}` };
      return ['commands_pre', 'commands', 'commands_post'].flatMap((key) => {
        const line = Math.max(header, lineOf(file, [...keys, ...place], key));
        const commands = ownValue(settings, key);
        const lists: readonly unknown[] = Array.isArray(commands) ? commands : [];
        return lists
          .filter((words) => Array.isArray(words))
          .map((words: readonly unknown[]) => {
            const texts = words.map((word) => tomlWord(word, values));
            const text = texts.join(' ').replace(/^-\s*/, '');
            const [first = ''] = stringsOf(words);
            return followedScript({ ...parts, line: lineOfText(file, line, first), text });
          });
      });
    },
  };
}

/** A word: text, or a table that stands for the arguments. */
function tomlWord(word: unknown, values: ToxValues): string {
  if (typeof word === 'string') return fillToxText(word, values);
  const fallback = isTable(word) ? stringsOf(ownValue(word, 'default')).join(' ') : '';
  return fillToxText(`{posargs:${fallback}}`, values);
}

/** Lines that a backslash continues are one command. */
function joined(lines: readonly IniLine[]): readonly RecipeLine[] {
  const commands: { line: number; text: string }[] = [];
  let open = false;
  for (const { line, text } of lines) {
    const last = commands.at(-1);
    if (open && last !== undefined) last.text += `\n${text}`;
    else commands.push({ line, text });
    open = text.endsWith('\\');
  }
  return commands;
}

function filledCommand({ line, text }: RecipeLine, values: ToxValues): RecipeLine {
  return { line, text: fillToxText(text, values).replace(/^[\s!-]+/, '') };
}

function splitEnvironments(text: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  for (let at = 0; at <= text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}') depth--;
    else if (at === text.length || (depth === 0 && text[at] === ',')) {
      parts.push(...expandBraces(text.slice(start, at).replaceAll(' ', '')));
      start = at + 1;
    }
  }
  return parts.filter((part) => part !== '');
}

function assignmentOf(text: string): [string, string][] | null {
  const found = /^(\w+)\s*=\s*/.exec(text);
  return found === null || text.includes('$') ? null : [[found[1] ?? '', text.slice(found[0].length)]];
}

const running: ReadonlySet<string> = new Set(['run', 'r', 'run-parallel', 'p']);
