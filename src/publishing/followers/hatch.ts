import type { RepositoryFiles } from '../../types/repository-files.ts';
import { optionValue, readArguments } from './arguments.ts';
import { type FollowedCommand, type FollowedScript, followedScript, hiddenText } from './followed-script.ts';
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
import { folderOf, nearestFile } from './tree.ts';

type Words = readonly (string | null)[];

/** `hatch run env:script args`, `hatch run script`: scripts of hatch's environments, which may name each other. */
export function followHatch(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const outer = readArguments(command.words, { values: ['-e', '--env', '-p', '--project'], stopAfter: 1 });
  const [subcommand] = outer.positionals;
  if (subcommand !== 'run' && subcommand !== 'test') return [];
  const inner = readArguments(outer.rest, { values: ['-i', '-x', '-f', '--filter'], stopAfter: 1 });
  const [written] = inner.positionals;
  if (typeof written !== 'string') return [];
  const source = sourceOf(command, files);
  if (source === null) return [];
  const colon = written.lastIndexOf(':');
  const named = colon > 0 ? written.slice(0, colon).replace(/^\+[^:]*:/, '') : optionValue(outer, '-e', '--env');
  const environment = (named ?? 'default').replace(/\.[^.]*$/, '');
  const script = colon > 0 ? written.slice(colon + 1) : written;
  return environmentScripts(source, environment, script, inner.rest, new Set());
}

interface Source {
  readonly file: TomlFile;
  /** Where `envs` stands. */
  readonly keys: readonly string[];
  readonly directory: string;
}

function sourceOf(command: FollowedCommand, files: RepositoryFiles): Source | null {
  const path = nearestFile(files, command.directory, ['hatch.toml', 'pyproject.toml']);
  const file = path === null ? null : readToml(files, path);
  if (path === null || file === null) return null;
  return { file, keys: path.endsWith('hatch.toml') ? ['envs'] : ['tool', 'hatch', 'envs'], directory: folderOf(path) };
}

function environmentScripts(
  source: Source,
  environment: string,
  script: string,
  handed: Words,
  visited: Set<string>,
): readonly FollowedScript[] {
  const { file, keys, directory } = source;
  const found = scriptPlace(source, environment, script);
  if (found === null || visited.has(script) || visited.size > 100) return [];
  visited.add(script);
  const written = ownValue(tableAt(file.table, ...keys, found, 'scripts'), script);
  const start = lineOf(file, [...keys, found, 'scripts'], script);
  const variables = variablesOf(ownValue(tableAt(file.table, ...keys, environment), 'env-vars'));
  return stringsOf(written).flatMap((text) => {
    const plain = text.replace(/^-\s*/, '');
    const [first = '', ...more] = plain.split(' ');
    if (scriptPlace(source, environment, first) !== null && !visited.has(first))
      return environmentScripts(
        source,
        environment,
        first,
        more.length > 0 ? more.map((word) => (word === '{args}' ? null : word)) : handed,
        visited,
      );
    const filled = fill(plain, handed);
    const line = lineOfText(file, start, text);
    return [
      followedScript({
        path: file.path,
        line,
        text: filled,
        directory,
        environment: variables,
        arguments: handed,
        label: `hatch run ${environment}:${script}`,
      }),
    ];
  });
}

/** The environment that has the script: itself, the one it is made from, or `default`; null for none. */
function scriptPlace(source: Source, environment: string, script: string): string | null {
  const { file, keys } = source;
  const own = tableAt(file.table, ...keys, environment);
  const template = isTable(own) ? (stringAt(own, 'template') ?? 'default') : 'default';
  const has = (name: string) => Object.hasOwn(tableAt(file.table, ...keys, name, 'scripts'), script);
  return [environment, template, 'default'].find(has) ?? null;
}

/** `{args}` and `{args:default}` by what is handed on, `{env:NAME}` by the shell's own variable. */
function fill(text: string, handed: Words): string {
  const given = handed.map((word, index) => word ?? `\${${index + 1}}`).join(' ');
  return text.replaceAll(/(?<!\$)\{(\w+)(?::([^{}]{0,300}))?\}/g, (_, name: string, rest: string | undefined) => {
    if (name === 'args') return given === '' ? (rest ?? '') : given;
    if (name === 'root' || name === 'home') return '.';
    const variable = /^\w+/.exec(rest ?? '')?.[0];
    return name === 'env' && variable !== undefined ? `\${${variable}}` : hiddenText;
  });
}
