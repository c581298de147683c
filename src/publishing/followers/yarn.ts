import { matchesWildcard } from '../../types/glob.ts';
import type { RepositoryFiles } from '../../types/repository-files.ts';
import { hasOption, optionValue, optionValues, readArguments } from './arguments.ts';
import type { FollowedCommand, FollowedScript } from './followed-script.ts';
import { classicYarnLifecycle, modernYarnLifecycle } from './lifecycle.ts';
import { nearestPackage, type PackageManifest, usesModernYarn } from './package-manifest.ts';
import { lifecycleScripts, packageScript } from './package-scripts.ts';
import { resolvePath } from './tree.ts';
import { wordList } from './word-list.ts';
import { allPackages, namedPackages } from './workspace-selection.ts';

type Words = readonly (string | null)[];

/** `yarn X`, `yarn run X`, `yarn workspace W X`, `yarn workspaces foreach run X`, and the scripts around publishing. */
export function followYarn(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const given = readArguments(command.words, { values: ['--cwd', '--use-yarnrc', '--registry'], stopAfter: 1 });
  const directory = resolvePath(command.directory, optionValue(given, '--cwd') ?? '.');
  if (directory === null) return [];
  const nearest = nearestPackage(files, directory);
  const context = { directory, files, modern: usesModernYarn(files, directory) };
  return withSubcommand([...given.positionals, ...given.rest], nearest === null ? [] : [nearest], context);
}

interface Context {
  readonly directory: string;
  readonly files: RepositoryFiles;
  readonly modern: boolean;
}

function withSubcommand(
  words: Words,
  packages: readonly PackageManifest[],
  context: Context,
): readonly FollowedScript[] {
  const [subcommand, ...more] = words;
  if (typeof subcommand !== 'string') return [];
  if (subcommand === 'workspace') {
    const [name = null, ...inner] = more;
    return withSubcommand(inner, namedPackages(context.files, context.directory, [name]), context);
  }
  if (subcommand === 'workspaces') return eachWorkspace(more, context);
  if (subcommand === 'run') return runScript(more, packages, context);
  const lifecycle = context.modern ? modernYarnLifecycle : classicYarnLifecycle;
  const own = context.modern && subcommand === 'npm' ? (more[0] ?? '') : subcommand;
  const hooks = context.modern && own === 'publish' && subcommand !== 'npm' ? undefined : lifecycle.get(own);
  if (hooks !== undefined && !more.includes('--ignore-scripts'))
    return packages.flatMap((manifest) => lifecycleScripts(manifest, hooks, `yarn ${subcommand}`));
  const builtIn = context.modern ? modernCommands : classicCommands;
  return builtIn.has(subcommand) ? [] : runScript(words, packages, context);
}

function runScript(words: Words, packages: readonly PackageManifest[], context: Context): readonly FollowedScript[] {
  const given = readArguments(words, { values: ['--require', '-r'], stopAfter: 1 });
  const [name] = given.positionals;
  if (typeof name !== 'string') return [];
  const appended = given.rest[0] === '--' && !context.modern ? given.rest.slice(1) : given.rest;
  const run = { tool: 'yarn run', appended, hooks: !context.modern };
  const found = packages.flatMap((manifest) => packageScript(manifest, name, run));
  // Yarn 2 runs a script with a colon from anywhere in the workspace.
  const elsewhere = found.length === 0 && context.modern && name.includes(':');
  if (!elsewhere) return found;
  return allPackages(context.files, context.directory).flatMap((manifest) => packageScript(manifest, name, run));
}

/** `yarn workspaces run X`, `yarn workspaces foreach -A --include W run X`. */
function eachWorkspace(words: Words, context: Context): readonly FollowedScript[] {
  const given = readArguments(words, { values: [...including, ...excluding, '-j', '--jobs', '--since'], stopAfter: 1 });
  const [first] = given.positionals;
  const packages = allPackages(context.files, context.directory);
  if (first === 'run') return runScript(given.rest, packages, context);
  if (first !== 'foreach') return [];
  const inner = readArguments(given.rest, { values: [...including, ...excluding, '-j', '--jobs'], stopAfter: 1 });
  const included = optionValues(inner, '--include', '--from');
  const excluded = optionValues(inner, '--exclude');
  const isNamed = (manifest: PackageManifest, names: Words) =>
    names.some(
      (name) =>
        name === null || [manifest.name, manifest.directory].some((own) => own !== null && matchesWildcard(own, name)),
    );
  const chosen = packages.filter(
    (manifest) =>
      (included.length === 0 || isNamed(manifest, included)) &&
      !(excluded.length > 0 && isNamed(manifest, excluded)) &&
      !(hasOption(inner, '--no-private') && isPrivate(manifest)),
  );
  return withSubcommand([...inner.positionals, ...inner.rest], chosen, context);
}

function isPrivate(manifest: PackageManifest): boolean {
  return (
    manifest.json.root.children?.some(
      ({ children }) => children?.[0]?.value === 'private' && children[1]?.value === true,
    ) ?? false
  );
}

const including = ['--include', '--from'];
const excluding = ['--exclude'];

const sharedCommands = wordList(`
  add bin cache config create exec help info init install link node pack
  remove unlink unplug upgrade-interactive version why dlx
`);

const classicCommands: ReadonlySet<string> = new Set([
  ...sharedCommands,
  ...wordList(`
  access audit autoclean check generate-lock-entry global import licenses list login
  logout outdated owner policies publish tag team upgrade versions set npm
`),
]);

const modernCommands: ReadonlySet<string> = new Set([
  ...sharedCommands,
  ...wordList(`
  constraints dedupe explain npm patch patch-commit plugin rebuild search set
  stage up sdks
`),
]);
