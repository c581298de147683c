import type { RepositoryFiles } from '../../types/repository-files.ts';
import { hasOption, optionValue, readArguments } from './arguments.ts';
import { type FollowedCommand, type FollowedScript, followedScript } from './followed-script.ts';
import { type JsonFile, membersOf, nodeAt, readJson, textAt, textsAt } from './json-file.ts';
import { nearestPackage } from './package-manifest.ts';
import { packageScript } from './package-scripts.ts';
import { scriptFile } from './script-file.ts';
import { folderOf, nearestFile, resolvePath } from './tree.ts';

/** `deno task X` with what it depends on, `deno run x.ts` and `deno x.ts`. */
export function followDeno(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const [first, ...more] = command.words;
  if (first === 'task') return followTask(more, command.directory, files);
  const words = first === 'run' ? more : command.words;
  const given = readArguments(words, { values: runOptions, stopAfter: 1 });
  const [file] = given.positionals;
  if (typeof file !== 'string' || !(first === 'run' || /\.[cm]?[jt]sx?$/.test(file))) return [];
  const call = { written: file, words: given.rest, directory: command.directory, label: `deno run ${file}` };
  return scriptFile({ ...call, language: 'javascript' }, files);
}

function followTask(words: FollowedCommand['words'], from: string, files: RepositoryFiles): readonly FollowedScript[] {
  const given = readArguments(words, { values: ['--cwd', '-c', '--config', '-f', '--filter'], stopAfter: 1 });
  const [name] = given.positionals;
  const folder = resolvePath(from, optionValue(given, '--cwd') ?? '.');
  if (typeof name !== 'string' || folder === null || hasOption(given, '--eval')) return [];
  const named = optionValue(given, '-c', '--config');
  const path = typeof named === 'string' ? resolvePath(folder, named) : nearestFile(files, folder, configurations);
  const json = path === null ? null : readJson(files, path);
  const appended = given.rest[0] === '--' ? given.rest.slice(1) : given.rest;
  const directory = hasOption(given, '--cwd') ? folder : folderOf(path ?? '');
  const found = json === null ? [] : taskScripts(json, name, appended, directory, new Set());
  if (found.length > 0) return found;
  const manifest = nearestPackage(files, folder);
  return manifest === null ? [] : packageScript(manifest, name, { tool: 'deno task', appended, hooks: false });
}

function taskScripts(
  json: JsonFile,
  name: string,
  appended: readonly (string | null)[],
  directory: string,
  visited: Set<string>,
): readonly FollowedScript[] {
  if (visited.has(name) || visited.size > 100) return [];
  visited.add(name);
  const task = membersOf(nodeAt(json, 'tasks')).find(([key]) => key === name)?.[1] ?? null;
  const object = task?.type === 'object';
  const dependencies = object ? textsAt(json, nodeAt(json, 'tasks', name, 'dependencies')) : [];
  const own = textAt(json, object ? nodeAt(json, 'tasks', name, 'command') : task);
  const before = dependencies.flatMap(({ text }) => taskScripts(json, text, [], directory, visited));
  if (own === null) return before;
  return [...before, followedScript({ path: json.path, directory, label: `deno task ${name}`, ...own, appended })];
}

const configurations = ['deno.json', 'deno.jsonc'];

const runOptions: readonly string[] = [
  '-c',
  '--config',
  '--import-map',
  '--lock',
  '--cert',
  '--location',
  '--seed',
  '--preload',
];
