import { matchesWildcard } from '../../types/glob.ts';
import type { RepositoryFiles } from '../../types/repository-files.ts';
import { optionValues, readArguments } from './arguments.ts';
import type { FollowedCommand, FollowedScript } from './followed-script.ts';
import { membersOf, nodeAt, readJson, textsAt } from './json-file.ts';
import { nxProjects, nxTarget } from './nx-projects.ts';
import { packageScript } from './package-scripts.ts';
import { nearestFile } from './tree.ts';
import { wordList } from './word-list.ts';
import { filteredPackages } from './workspace-selection.ts';

type Words = readonly (string | null)[];

/** `nx run project:target`, `nx target project`, `nx run-many -t X -p a,b`, `nx affected -t X`. */
export function followNx(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const [first] = command.words;
  if (first === 'run-many' || first === 'affected') return nxMany(command.words.slice(1), files);
  const given = readArguments(command.words, { values: ['-c', '--configuration'] });
  const [verb, second] = given.positionals;
  if (typeof verb !== 'string') return [];
  if (verb !== 'run')
    return nxCommands.has(verb) ? [] : nxTargets([verb], second === undefined ? [''] : [second], files);
  const [project = '', target] = (second ?? '').split(':');
  return target === undefined ? [] : nxTargets([target], [project], files);
}

function nxMany(words: Words, files: RepositoryFiles): readonly FollowedScript[] {
  return nxTargets(listOption(words, ['-t', '--target', '--targets']), listOption(words, ['-p', '--projects']), files);
}

function nxTargets(targets: Words, names: Words, files: RepositoryFiles): readonly FollowedScript[] {
  // The project of the folder one stands in is the root's here: commands run at the root of an Nx workspace.
  const isChosen = (name: string, directory: string) =>
    names.length === 0 ||
    names.some((wanted) => wanted === null || (wanted === '' ? directory === '' : matchesWildcard(name, wanted)));
  const projects = nxProjects(files).filter((project) => isChosen(project.name, project.directory));
  return projects.flatMap((project) =>
    targets.flatMap((target) => (target === null ? [] : nxTarget(project, target, files))),
  );
}

/** The values of options that take several words, or one with commas: `-t build test`, `--targets=build,test`. */
function listOption(words: Words, names: readonly string[]): Words {
  const values: (string | null)[] = [];
  let taking = false;
  for (const word of words) {
    if (word?.startsWith('-') === true) {
      const [name = '', inline] = word.split('=', 2);
      taking = names.includes(name) && inline === undefined;
      if (names.includes(name) && inline !== undefined) values.push(...inline.split(','));
    } else if (taking) values.push(...(word === null ? [null] : word.split(',')));
  }
  return values.map((value) => value?.trim() ?? null).filter((value) => value !== '');
}

/** `turbo run X Y --filter F` and `turbo X`: the scripts of the workspace's packages, with what `turbo.json` puts before. */
export function followTurbo(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const given = readArguments(command.words, {
    values: ['--filter', '-F', '--concurrency', '--cwd', '--log-order', '--scope'],
  });
  const [first, ...more] = given.positionals;
  const tasks = first === 'run' ? more : typeof first === 'string' && turboCommands.has(first) ? [] : given.positionals;
  const packages = filteredPackages(files, command.directory, optionValues(given, '--filter', '-F', '--scope'));
  const appended = given.afterDashes ?? [];
  return turboOrder(tasks, command.directory, files).flatMap((task) =>
    packages.flatMap((manifest) => packageScript(manifest, task, { tool: 'turbo run', appended, hooks: true })),
  );
}

/** The tasks and those they depend on, each after what it needs. */
function turboOrder(tasks: Words, directory: string, files: RepositoryFiles): readonly string[] {
  const path = nearestFile(files, directory, ['turbo.json', 'turbo.jsonc']);
  const json = path === null ? null : readJson(files, path);
  const table = json === null ? [] : membersOf(nodeAt(json, 'tasks') ?? nodeAt(json, 'pipeline'));
  const order = new Set<string>();
  const visited = new Set<string>();
  const visit = (task: string) => {
    if (visited.has(task) || visited.size > 200) return;
    visited.add(task);
    for (const [name] of table) {
      if (json === null || plainTask(name) !== task) continue;
      const key = nodeAt(json, 'tasks') === null ? 'pipeline' : 'tasks';
      for (const { text } of textsAt(json, nodeAt(json, key, name, 'dependsOn')))
        if (!text.startsWith('$')) visit(plainTask(text));
    }
    order.add(task);
  };
  for (const task of tasks) if (task !== null) visit(plainTask(task));
  return [...order];
}

/** `^build`, `//#build` and `package#build` as `build`. */
function plainTask(task: string): string {
  return task.slice(task.indexOf('#') + 1).replace(/^\^/, '');
}

/** `lerna run X --scope W`. */
export function followLerna(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const given = readArguments(command.words, { values: ['--scope', '--ignore', '--concurrency', '--since'] });
  const [verb, ...scripts] = given.positionals;
  if (verb !== 'run') return [];
  const ignored = optionValues(given, '--ignore').map((name) => `!${name ?? ''}`);
  const packages = filteredPackages(files, command.directory, [...optionValues(given, '--scope'), ...ignored]);
  const appended = given.afterDashes ?? [];
  return scripts
    .flatMap((script) => script?.split(',') ?? [])
    .flatMap((script) =>
      packages.flatMap((manifest) => packageScript(manifest, script, { tool: 'lerna run', appended, hooks: true })),
    );
}

const nxCommands: ReadonlySet<string> = new Set(
  wordList(`
  release graph dep-graph list reset sync sync:check g generate migrate init add
  exec show format format:check format:write view-logs watch report connect daemon
  import login logout repair print-affected start-ci-run fix-ci stop-all-agents record
`),
);

const turboCommands: ReadonlySet<string> = new Set(
  wordList(`
  prune login logout link unlink gen generate daemon query ls telemetry info
  bin boundaries completion scan watch config devtools docs
`),
);
