import type { RepositoryFiles } from '../../types/repository-files.ts';
import { type Arguments, hasOption, optionValue, optionValues, readArguments } from './arguments.ts';
import type { FollowedCommand, FollowedScript } from './followed-script.ts';
import { pnpmLifecycle } from './lifecycle.ts';
import { publishedFolders } from './npm.ts';
import { nearestPackage, type PackageManifest } from './package-manifest.ts';
import { lifecycleScripts, packageScript } from './package-scripts.ts';
import { resolvePath } from './tree.ts';
import { wordList } from './word-list.ts';
import { allPackages, filteredPackages } from './workspace-selection.ts';

/** `pnpm X`, `pnpm run X`, `pnpm --filter F X`, `pnpm -r run X`, and the scripts around `pnpm publish`. */
export function followPnpm(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const call = readCall(command.words);
  const directory = resolvePath(command.directory, optionValue(call.given, '-C', '--dir') ?? '.');
  if (directory === null || call.name === null) return [];
  const lifecycle = call.explicit ? undefined : pnpmLifecycle.get(call.name);
  if (lifecycle !== undefined) return around(call, lifecycle, directory, files);
  if (!call.explicit && builtIn.has(call.name)) return [];
  const { name } = call;
  const appended = call.handed[0] === '--' ? call.handed.slice(1) : call.handed;
  return chosenPackages(call.given, directory, files).flatMap((manifest) =>
    packageScript(manifest, name, { tool: 'pnpm run', appended, hooks: true }),
  );
}

interface Call {
  /** Every option that is pnpm's own. */
  readonly given: Arguments;
  /** The script or the command; null where it is hidden or missing. */
  readonly name: string | null;
  /** Asked for with `run`, so that no command of pnpm's own is meant. */
  readonly explicit: boolean;
  /** What stands behind the name. */
  readonly handed: readonly (string | null)[];
}

/** pnpm reads its own options up to the script's name, on both sides of `run` and `recursive`, and hands on the rest. */
function readCall(words: readonly (string | null)[]): Call {
  const options = new Map<string, (string | null | true)[]>();
  let given = readArguments(words, { values: valueOptions, stopAfter: 1 });
  let explicit = false;
  for (;;) {
    for (const [option, values] of given.options) options.set(option, [...(options.get(option) ?? []), ...values]);
    const [name = null] = given.positionals;
    const isRun: boolean = name !== null && !explicit && runNames.has(name);
    const isRecursive = name !== null && !explicit && recursiveNames.has(name);
    if (isRecursive) options.set('--recursive', [true]);
    if (!isRun && !isRecursive) {
      const own = name === null || explicit ? name : (shorthands.get(name) ?? name);
      return { given: { ...given, options }, name: own, explicit, handed: given.rest };
    }
    explicit = isRun;
    given = readArguments(given.rest, { values: valueOptions, stopAfter: 1 });
  }
}

/** The lifecycle of `pnpm publish` and its like, whose options may follow too. */
function around(call: Call, names: readonly string[], directory: string, files: RepositoryFiles) {
  const late = readArguments(call.handed, {
    values: [...valueOptions, '--tag', '--access', '--otp', '--publish-branch'],
  });
  const given = { ...late, options: new Map([...call.given.options, ...late.options]) };
  if (hasOption(given, '--ignore-scripts')) return [];
  const packages = publishedFolders(late.positionals[0], directory, chosenPackages(given, directory, files), files);
  return packages.flatMap((manifest) => lifecycleScripts(manifest, names, `pnpm ${call.name}`));
}

function chosenPackages(given: Arguments, directory: string, files: RepositoryFiles): readonly PackageManifest[] {
  const filters = optionValues(given, '--filter', '-F', '--filter-prod');
  if (filters.length > 0) return filteredPackages(files, directory, filters);
  if (hasOption(given, '-r', '--recursive')) return allPackages(files, directory);
  const root = hasOption(given, '-w', '--workspace-root') ? allPackages(files, directory)[0] : undefined;
  const one = root ?? nearestPackage(files, directory);
  return one === null ? [] : [one];
}

const runNames: ReadonlySet<string> = new Set(['run', 'run-script']);

const recursiveNames: ReadonlySet<string> = new Set(['recursive', 'multi', 'm']);

const shorthands: ReadonlyMap<string, string> = new Map([
  ['t', 'test'],
  ['tst', 'test'],
]);

const valueOptions: readonly string[] = wordList(`
  --filter -F --filter-prod -C --dir --workspace-concurrency --loglevel --reporter
  --resume-from --registry --changed-files-ignore-pattern --test-pattern --store-dir --script-shell
`);

/** Commands of pnpm's own; `clean`, `deploy`, `rebuild` and `setup` are not here, for a script of that name may be meant. */
const builtIn: ReadonlySet<string> = new Set(
  wordList(`
  add approve-builds audit bin c cache cat-file cat-index ci config create dedupe
  dlx doctor env exec fetch find-hash get help i ignored-builds import info init
  install install-test it la licenses link list ll ln login logout ls node
  outdated patch patch-commit patch-remove prune rb remove rm root runtime self-update
  server set stage store un uninstall unlink up update upgrade view why
  access adduser bugs deprecate dist-tag docs owner ping pkg profile search star
  team token unpublish whoami
`),
);
