import type { RepositoryFiles } from '../../types/repository-files.ts';
import { optionValue, optionValues, readArguments } from './arguments.ts';
import type { FollowedCommand, FollowedScript } from './followed-script.ts';
import { bunLifecycle } from './lifecycle.ts';
import { nearestPackage } from './package-manifest.ts';
import { lifecycleScripts, packageScript } from './package-scripts.ts';
import { scriptFile } from './script-file.ts';
import { resolvePath } from './tree.ts';
import { wordList } from './word-list.ts';
import { allPackages, filteredPackages } from './workspace-selection.ts';

/** `bun run X`, `bun X`, `bun x.ts`, and the scripts around `bun publish`. */
export function followBun(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const rules = { values: valueOptions, stopAfter: 1 };
  const outer = readArguments(command.words, rules);
  const isRun = outer.positionals[0] === 'run';
  const given = isRun ? readArguments(outer.rest, rules) : outer;
  const [name] = given.positionals;
  const written = optionValue(given, '--cwd') ?? optionValue(outer, '--cwd') ?? '.';
  const directory = resolvePath(command.directory, written);
  if (typeof name !== 'string' || directory === null) return [];
  const filters = [...optionValues(outer, '--filter', '-F'), ...optionValues(given, '--filter', '-F')];
  const nearest = nearestPackage(files, directory);
  const everywhere = outer.options.has('--workspaces') || given.options.has('--workspaces');
  const alone = nearest === null ? [] : [nearest];
  const unfiltered = everywhere ? allPackages(files, directory) : alone;
  const chosen = filters.length > 0 ? filteredPackages(files, directory, [...new Set(filters)]) : unfiltered;
  const lifecycle = isRun ? undefined : bunLifecycle.get(name);
  if (lifecycle !== undefined)
    return chosen.flatMap((manifest) => lifecycleScripts(manifest, lifecycle, `bun ${name}`));
  if (!isRun && builtIn.has(name)) return [];
  const appended = given.rest[0] === '--' ? given.rest.slice(1) : given.rest;
  const scripts = chosen.flatMap((manifest) =>
    packageScript(manifest, name, { tool: 'bun run', appended, hooks: true }),
  );
  if (scripts.length > 0) return scripts;
  return scriptFile({ written: name, words: appended, directory, label: `bun ${name}`, language: 'javascript' }, files);
}

const valueOptions: readonly string[] = wordList(`
  --cwd --filter -F --preload -r --env-file --config -c --shell --loader -l
  --tsconfig-override --define -d --elide-lines
`);

const builtIn: ReadonlySet<string> = new Set(
  wordList(`
  test x repl exec install i add a remove rm update audit outdated link
  unlink patch pm info why build init create c upgrade ci
`),
);
