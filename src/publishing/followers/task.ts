import type { RepositoryFiles } from '../../types/repository-files.ts';
import { hasOption, optionValue, readArguments } from './arguments.ts';
import { type FollowedCommand, type FollowedScript, followedScript, hiddenText } from './followed-script.ts';
import { maximumScripts, maximumTargets } from './limits.ts';
import {
  type FoundTask,
  findTask,
  joinNames,
  readTaskfile,
  type Taskfile,
  taskFolder,
  taskfileNames,
} from './taskfile.ts';
import { folderOf, nearestFile, resolvePath } from './tree.ts';
import { type YamlFile, yamlAt, yamlEntries, yamlItems, yamlLine, yamlText, yamlVariables } from './yaml-file.ts';

/** `task publish VAR=x -- args` (go-task): the commands of the tasks and of what they need. */
export function followTask(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const given = readArguments(command.words, {
    values: ['-t', '--taskfile', '-d', '--dir', '-C', '--concurrency', '-o'],
  });
  if (hasOption(given, '-l', '--list', '-a', '--list-all', '-n', '--dry', '--status', '--summary', '-i', '--init'))
    return [];
  const folder = optionValue(given, '-d', '--dir');
  const from = typeof folder === 'string' ? resolvePath(command.directory, folder) : command.directory;
  const named = optionValue(given, '-t', '--taskfile');
  const path =
    from === null
      ? null
      : typeof named === 'string'
        ? resolvePath(command.directory, named)
        : nearestFile(files, from, taskfileNames);
  const root =
    path === null ? null : readTaskfile(files, path, typeof folder === 'string' ? (from ?? '') : folderOf(path));
  if (root === null) return [];
  const words = given.positionals.filter((word) => word !== null);
  const variables = new Map(words.filter((word) => word.includes('=')).map(splitAssignment));
  variables.set('CLI_ARGS', (given.afterDashes ?? []).map((word) => word ?? hiddenText).join(' '));
  const goals = given.positionals.length === 0 ? ['default'] : words.filter((word) => !word.includes('='));
  const run: Run = { root, given: variables, visited: new Set(), scripts: [] };
  for (const goal of goals) runTask(run, goal, variables, 0);
  return run.scripts;
}

interface Run {
  readonly root: Taskfile;
  readonly given: ReadonlyMap<string, string>;
  readonly visited: Set<string>;
  readonly scripts: FollowedScript[];
}

function runTask(run: Run, name: string, handed: ReadonlyMap<string, string>, depth: number): void {
  const found =
    run.visited.size < maximumTargets && run.scripts.length < maximumScripts ? findTask(run.root, name) : null;
  if (found === null || depth > 100) return;
  const { file } = found.taskfile;
  // By where it stands, for an alias names it as well.
  const key = JSON.stringify([file.path, yamlLine(file, found.node), ...handed]);
  if (run.visited.has(key)) return;
  run.visited.add(key);
  const variables = variablesFor(run, found, handed);
  const filled = (text: string) => fillTemplate(text, variables);
  const environment = new Map([
    ...yamlVariables(file, yamlAt(file, file.document.contents, 'env')),
    ...yamlVariables(file, yamlAt(file, found.node, 'env')),
  ]);
  const parts = {
    path: file.path,
    directory: taskFolder(found, filled),
    environment: mapValues(environment, filled),
    label: `task ${name}`,
  };
  const call = (node: unknown) => {
    const inner = yamlText(node) ?? yamlText(yamlAt(file, node, 'task'));
    const own = mapValues(yamlVariables(file, yamlAt(file, node, 'vars')), filled);
    if (inner !== null) runTask(run, innerName(found, filled(inner)), new Map([...run.given, ...own]), depth + 1);
  };
  for (const dependency of yamlItems(file, yamlAt(file, found.node, 'deps'))) call(dependency);
  for (const node of commandNodes(file, found.node)) {
    const line = commandLine(file, node);
    if (line !== null) run.scripts.push(followedScript({ ...parts, line: line.line, text: filled(line.text) }));
    else call(yamlAt(file, node, 'defer') ?? node);
  }
}

/** `cmds`, `cmd`, and the short forms in which a task is its command or its commands. */
function commandNodes(file: YamlFile, task: unknown): readonly unknown[] {
  if (yamlText(task) !== null) return [task];
  const list = yamlItems(file, task);
  if (list.length > 0) return list;
  const one = yamlAt(file, task, 'cmd');
  return one === null ? yamlItems(file, yamlAt(file, task, 'cmds')) : [one];
}

function commandLine(file: YamlFile, node: unknown): { readonly text: string; readonly line: number } | null {
  const scalar = [node, yamlAt(file, node, 'cmd'), yamlAt(file, node, 'defer')].find((each) => yamlText(each) !== null);
  const text = yamlText(scalar);
  return text === null ? null : { text, line: yamlLine(file, scalar) };
}

/** A task names those beside it; with a colon in front, those of the first file. */
function innerName(found: FoundTask, name: string): string {
  return name.startsWith(':') ? name.slice(1) : joinNames(found.taskfile.namespace, name);
}

/** Later ones win: the file's, the task's, the caller's and the command line's. */
function variablesFor(run: Run, found: FoundTask, handed: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const { file } = found.taskfile;
  const root = run.root.file;
  const places = [
    [root, yamlAt(root, root.document.contents, 'vars')],
    [file, yamlAt(file, file.document.contents, 'vars')],
    [file, yamlAt(file, found.node, 'vars')],
  ] as const;
  const declared = places.flatMap(([source, node]) =>
    yamlEntries(source, node).map(([name, value]): [string, string] => {
      const computed = yamlText(yamlAt(source, value, 'sh'));
      return [name, computed === null ? (yamlText(value) ?? hiddenText) : `$(${computed})`];
    }),
  );
  const known = new Map<string, string>([
    ['TASK', found.name],
    ['ROOT_DIR', '.'],
    ['TASKFILE_DIR', '.'],
    ['USER_WORKING_DIR', '.'],
  ]);
  for (const [name, value] of declared) known.set(name, fillTemplate(value, known));
  return new Map([...known, ...handed]);
}

/** `{{.NAME}}` and `{{.NAME | default "x"}}` by what is known, the shell's own variable for what nothing sets. */
function fillTemplate(text: string, variables: ReadonlyMap<string, string>): string {
  let filled = '';
  let at = 0;
  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', at)) {
    const close = text.indexOf('}}', open);
    if (close === -1) break;
    filled += text.slice(at, open) + templateValue(text.slice(open + 2, close), variables);
    at = close + 2;
    if (filled.length > 100_000) return '';
  }
  return filled + text.slice(at);
}

function templateValue(written: string, variables: ReadonlyMap<string, string>): string {
  const expression = written.slice(0, 300).replace(/^-|-$/g, '').trim();
  const piped = /^\.(\w+)(?:\s*\|\s*default\s+"([^"]*)")?$/.exec(expression);
  const called = /^default\s+"([^"]*)"\s+\.(\w+)$/.exec(expression);
  const name = piped?.[1] ?? called?.[2];
  // Branches and loops of the template: their text stays, their conditions go.
  if (name === undefined) return /^(?:if|else|end|range|with)\b/.test(expression) ? '' : hiddenText;
  const known = variables.get(name);
  const fallback = piped?.[2] ?? called?.[1];
  if (known !== undefined && (known !== '' || fallback === undefined)) return known;
  return fallback ?? `\${${name}}`;
}

function mapValues(values: ReadonlyMap<string, string>, change: (text: string) => string): ReadonlyMap<string, string> {
  return new Map([...values].map(([name, value]) => [name, change(value)]));
}

function splitAssignment(word: string): [string, string] {
  const equals = word.indexOf('=');
  return [word.slice(0, equals), word.slice(equals + 1)];
}
