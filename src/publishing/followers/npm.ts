import type { RepositoryFiles } from '../../types/repository-files.ts';
import { type Arguments, hasOption, optionValue, optionValues, readArguments } from './arguments.ts';
import type { FollowedCommand, FollowedScript } from './followed-script.ts';
import { npmLifecycle } from './lifecycle.ts';
import { nearestPackage, type PackageManifest } from './package-manifest.ts';
import { lifecycleScripts, packageScript } from './package-scripts.ts';
import { resolvePath } from './tree.ts';
import { wordList } from './word-list.ts';
import { allPackages, namedPackages } from './workspace-selection.ts';

/** `npm run X`, `npm test`, and the scripts around `npm publish`, `npm pack` and `npm version`. */
export function followNpm(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const given = readArguments(command.words, { values: valueOptions, flags: ['-ws', '-iwr'] });
  const [subcommand, name, ...more] = given.positionals;
  const directory = resolvePath(command.directory, optionValue(given, '-C', '--prefix') ?? '.');
  if (directory === null || typeof subcommand !== 'string') return [];
  const packages = chosenPackages(given, directory, files);
  const ignoresScripts = hasOption(given, '--ignore-scripts');
  const run = (script: string, handed: readonly (string | null)[], tool: string) => {
    const appended = [...handed, ...(given.afterDashes ?? [])];
    return packages.flatMap((manifest) => packageScript(manifest, script, { tool, appended, hooks: !ignoresScripts }));
  };
  if (runNames.has(subcommand)) return typeof name === 'string' ? run(name, more, 'npm run') : [];
  const shorthand = shorthands.get(subcommand);
  if (shorthand !== undefined) return run(shorthand, given.positionals.slice(1), 'npm').concat(restart(shorthand, run));
  const lifecycle = npmLifecycle.get(subcommand === 'stage' ? (name ?? '') : subcommand);
  if (lifecycle === undefined || ignoresScripts) return [];
  const folder = subcommand === 'stage' ? more[0] : name;
  return publishedFolders(folder, directory, packages, files).flatMap((manifest) =>
    lifecycleScripts(manifest, lifecycle, `npm ${given.positionals[0]}`),
  );
}

/** Without a script of its own, `npm restart` stops and starts. */
function restart(shorthand: string, run: (script: string, handed: [], tool: string) => readonly FollowedScript[]) {
  if (shorthand !== 'restart' || run('restart', [], 'npm').length > 0) return [];
  return [...run('stop', [], 'npm'), ...run('start', [], 'npm')];
}

function chosenPackages(given: Arguments, directory: string, files: RepositoryFiles): readonly PackageManifest[] {
  const named = optionValues(given, '-w', '--workspace');
  const includesRoot = hasOption(given, '--include-workspace-root', '-iwr');
  const nearest = nearestPackage(files, directory);
  const everywhere = hasOption(given, '--workspaces', '-ws', '--ws');
  if (named.length === 0 && !everywhere) return nearest === null ? [] : [nearest];
  const [root, ...members] = allPackages(files, directory);
  const chosen = everywhere ? members : namedPackages(files, directory, named);
  return includesRoot && root !== undefined ? [root, ...chosen.filter((manifest) => manifest !== root)] : chosen;
}

/** A folder that is given to publish counts instead of the current one; an archive runs no scripts. */
export function publishedFolders(
  folder: string | null | undefined,
  directory: string,
  packages: readonly PackageManifest[],
  files: RepositoryFiles,
): readonly PackageManifest[] {
  if (folder === undefined) return packages;
  const path = folder === null ? null : resolvePath(directory, folder);
  const nearest = path === null ? null : nearestPackage(files, path);
  return nearest !== null && nearest.directory === path ? [nearest] : [];
}

const runNames: ReadonlySet<string> = new Set(['run', 'run-script', 'rum', 'urn']);

const shorthands: ReadonlyMap<string, string> = new Map([
  ['test', 'test'],
  ['t', 'test'],
  ['tst', 'test'],
  ['start', 'start'],
  ['stop', 'stop'],
  ['restart', 'restart'],
]);

const valueOptions: readonly string[] = wordList(`
  -w --workspace -C --prefix --registry --tag --loglevel --cache --userconfig --otp
  --access --script-shell --scope --globalconfig --provenance-file --pack-destination
`);
