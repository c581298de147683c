import type { RepositoryFiles } from '../../types/repository-files.ts';
import { hasOption, optionValue, readArguments } from './arguments.ts';
import { type FollowedCommand, type FollowedScript, followedScript } from './followed-script.ts';
import { maximumTargets } from './limits.ts';
import { type RakeTask, rakeTasks } from './rakefile.ts';
import { stringCommands } from './string-commands.ts';
import { baseName, folderOf, join, lineAt, nearestFile, readText, resolvePath } from './tree.ts';

/** `rake release`, `rake build push[remote]`: the commands of the tasks and of what they need. */
export function followRake(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const given = readArguments(command.words, { values: ['-f', '--rakefile', '-I', '-r', '-R', '-C', '--directory'] });
  if (hasOption(given, '-T', '--tasks', '-n', '--dry-run', '-P', '--prereqs', '-D', '--describe')) return [];
  const folder = resolvePath(command.directory, optionValue(given, '-C', '--directory') ?? '.');
  const named = optionValue(given, '-f', '--rakefile');
  const path =
    folder === null
      ? null
      : typeof named === 'string'
        ? resolvePath(folder, named)
        : nearestFile(files, folder, rakefileNames);
  if (path === null) return [];
  const sources = [path, ...besides(files, folderOf(path))].flatMap((each) => {
    const text = readText(files, each);
    return text === null ? [] : [{ path: each, text }];
  });
  const assigned = given.positionals.filter((word) => word?.includes('=') === true);
  const refuses = [...assigned, `gem_push=${command.environment.get('gem_push') ?? ''}`].some((word) =>
    /^gem_push=(?:n|no|nil|false|off|0)$/i.test(word ?? ''),
  );
  const goals = given.positionals.filter((word) => word?.includes('=') !== true);
  const tasks = sources.flatMap((source) => rakeTasks(source.text).map((task) => ({ ...task, path: source.path })));
  const run: Run = { sources, tasks, directory: folderOf(path), pushes: !refuses, visited: new Set() };
  return (goals.length === 0 ? ['default'] : goals).flatMap((goal) => runTask(run, goal?.replace(/\[.*$/s, '') ?? ''));
}

interface Run {
  readonly sources: readonly { readonly path: string; readonly text: string }[];
  readonly tasks: readonly (RakeTask & { readonly path: string })[];
  readonly directory: string;
  /** Whether bundler's tasks may push. */
  readonly pushes: boolean;
  readonly visited: Set<string>;
}

function runTask(run: Run, name: string): readonly FollowedScript[] {
  if (run.visited.has(name) || run.visited.size >= maximumTargets) return [];
  run.visited.add(name);
  const tasks = run.tasks.filter((task) => task.name === name);
  const label = `rake ${name}`;
  const needed = tasks.flatMap((task) =>
    task.prerequisites.flatMap((each) => runTask(run, fullName(run, each, task.namespace))),
  );
  const own = tasks.flatMap((task) => {
    const invoked = [...task.text.matchAll(/Task\[?\(?\s*[:"']+([\w:-]+)["']?\s*[\])]\.(?:invoke|execute)/g)].map(
      (found) => found[1] ?? '',
    );
    const commands = stringCommands(task.text, task.line, { path: task.path, directory: run.directory, label });
    return [...commands, ...invoked.flatMap((each) => runTask(run, each))];
  });
  return [...needed, ...own, ...suppliedTask(run, name, label)];
}

/** A prerequisite is looked for in the namespaces around it, the innermost first. */
function fullName(run: Run, name: string, namespace: string): string {
  const parts = namespace === '' ? [] : namespace.split(':');
  const candidates = [...parts.map((_, index) => [...parts.slice(0, parts.length - index), name].join(':')), name];
  return candidates.find((candidate) => run.tasks.some((task) => task.name === candidate)) ?? name;
}

/** `release` as Bundler and Hoe bring it: it builds the gem, tags, and pushes to the registry. */
function suppliedTask(run: Run, name: string, label: string): readonly FollowedScript[] {
  const supplier = suppliers.find(({ tasks }) => tasks.includes(name));
  if (supplier === undefined || !run.pushes) return [];
  for (const { path, text } of run.sources) {
    const found = supplier.marks.exec(text);
    if (found === null) continue;
    const by = `${label} (${supplier.title})`;
    return [
      followedScript({
        path,
        line: lineAt(text, found.index),
        text: 'gem push pkg/*.gem',
        directory: run.directory,
        label: by,
      }),
    ];
  }
  return [];
}

const suppliers = [
  {
    title: 'bundler/gem_tasks',
    tasks: ['release', 'release:rubygem_push'],
    marks: /^[^#\n]{0,200}?(?:bundler\/gem_tasks|GemHelper\.install_tasks|bundler\/gem_helper)/m,
  },
  { title: 'hoe', tasks: ['release', 'release_to_gemcutter'], marks: /^[ \t]*Hoe\.spec\b/m },
];

const rakefileNames = ['Rakefile', 'rakefile', 'Rakefile.rb', 'rakefile.rb'];

/** Files that rake and its like load beside the Rakefile. */
function besides(files: RepositoryFiles, directory: string): readonly string[] {
  const folders = ['rakelib', 'tasks', 'lib/tasks'].map((folder) => `${join(directory, folder)}/`);
  return files.paths
    .filter((path) => baseName(path).endsWith('.rake') && folders.some((folder) => path.startsWith(folder)))
    .slice(0, 50);
}
