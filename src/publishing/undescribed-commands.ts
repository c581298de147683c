import type { CommandAct } from '../registries/act.ts';
import type { ManifestPackage, Registry } from '../registries/registry.ts';
import { referencesOf, showValue, textOf } from '../types/values.ts';
import { namesCredential } from './credential-names.ts';
import type { Happening } from './interpret/run.ts';
import { type Guess, registriesNamed } from './undescribed.ts';

/** What a guess may lean on besides the command. */
export interface CommandSurroundings {
  readonly stepEnvironment: ReadonlySet<string>;
  readonly idToken: boolean;
  readonly packages: readonly ManifestPackage[];
  /** Registries that have publishable packages here. */
  readonly withPackages: ReadonlySet<string>;
}

/** Programs that run a task of the project's own making. */
const taskRunners: ReadonlySet<string> = new Set([
  'make',
  'gmake',
  'just',
  'task',
  'rake',
  'nox',
  'tox',
  'invoke',
  'inv',
  'mage',
  'nuke',
  'cake',
  'dotnet-cake',
  'poe',
  'hatch',
  'ant',
  'bazel',
  'earthly',
  'dagger',
  'fake',
]);

/**
 * Guesses for a script or task that says `publish` and cannot be read: it is in a build tool's own language, is made on
 * the way, or is not among the files. It is handed a registry's credential, or it may mint one.
 */
export function guessedFromCommand(
  happening: Happening,
  around: CommandSurroundings,
  registries: readonly Registry[],
): readonly Guess[] {
  const { act, script, step } = happening;
  if (act.kind !== 'command' || (script === null && !taskRunners.has(act.program))) return [];
  if (script === 'followed' && !isOwnScript(act)) return [];
  const command = [script === 'missing' || script === null ? act.program : script, ...act.words.map(showValue)].join(
    ' ',
  );
  const words = command.toLowerCase();
  const shown = nameOfCommand(act, script);
  // what it is called, and its first words: not the files and flags it is handed
  const called = [
    act.program.split(/[/\\]/).at(-1),
    ...act.words
      .map(showValue)
      .filter((word) => !/[./]/.test(word) || /^(\/\/|[-/\w]*(target|task))/i.test(word))
      .slice(0, 3),
    fileName(script, act.words.map(showValue)),
  ]
    .join(' ')
    .toLowerCase();
  if (!publishingWord.test(called) || preparingWord.test(called) || isRehearsal(words, happening)) return [];
  const guesses = registries.flatMap((registry): readonly Guess[] => {
    const handed = [...act.environment].filter(
      ([name, value]) =>
        (around.stepEnvironment.has(name) || /publish|release/.test(words)) &&
        namesCredential(name, registry.credentials) &&
        textOf(value) !== '' &&
        referencesOf(value).some(({ context }) => context === 'secrets' || context === 'steps'),
    );
    const [first] = handed;
    if (first === undefined) return [];
    const reason = `${shown} cannot be read from files, but it has a credential of ${registry.title} (${first[0]})`;
    return [{ registry, reason, handed: handed.map(([name]) => ({ env: name })) }];
  });
  const mayMint = script === 'missing' ? /publish|release/ : script === 'followed' ? /publish/ : /^$/;
  if (guesses.length > 0 || !around.idToken || !mayMint.test(called)) return guesses;
  const said = [
    command,
    step?.name?.value ?? '',
    step?.uses?.value.value ?? '',
    ...happening.entered.map(({ name, folder }) => `${name?.value ?? ''} ${folder}`),
  ].join(' ');
  const named = registriesNamed(said, registries);
  const likely =
    named.length > 0
      ? named
      : registries.filter(({ id }) => around.withPackages.size === 1 && around.withPackages.has(id));
  const folders = pointedFolders(happening);
  const within = around.packages.filter(({ directory }) => folders.includes(directory));
  const chosen = likely.filter(
    ({ id }) =>
      folders.length === 0 || around.withPackages.size === 1 || within.some(({ registry }) => registry === id),
  );
  const secrets = [...act.environment].filter(
    ([name, value]) => isCredentialLike(name) && referencesOf(value).some(({ context }) => context === 'secrets'),
  );
  return chosen.slice(0, 1).map((registry) => ({
    registry,
    reason: `${shown} ${script === 'missing' ? 'is not among the files' : 'does not show how'}, but it is called to publish and may mint a credential`,
    handed: secrets.map(([name]) => ({ env: name })),
    folders,
  }));
}

/**
 * A command as it may be shown: without its flags, which can carry a credential, but for the target they choose, and
 * without words that look like one.
 */
export function nameOfCommand(act: CommandAct, script: Happening['script']): string {
  const words = act.words.map(showValue);
  const flag = words.findIndex((word) => word.startsWith('-') || word.includes('='));
  const target = words.find((word) => /^-{1,2}target=/i.test(word));
  const program = script === null || script === 'missing' || script === 'followed' ? act.program : script;
  const first = words.slice(0, flag < 0 ? 4 : Math.min(flag, 4));
  return [program, ...[...first, ...(target === undefined ? [] : [target])].filter((word) => !isTokenLike(word))]
    .join(' ')
    .slice(0, 120);
}

/** Twelve letters and digits in a row, mixed: no name of a task looks like that. */
function isTokenLike(word: string): boolean {
  return (word.match(/[A-Za-z0-9_+=]{12,}/g) ?? []).some((run) => /\d/.test(run));
}

const publishingWord = /(^|[^a-z])(publish|release|deploy|upload|push)(?![a-z]*log)/;

/** `verify-release`, `create-release-notes`: what comes before or around publishing. */
const preparingWord =
  /(^|[^a-z])(verify|check|validate|prepare|test|lint|wait|extract|create|notify|detect|draft|bump|notes|changelog|docs|site|pages|coverage)([^a-z]|$)/;

/** A dry run by a flag, by a variable, or by the name of the script that leads here. */
function isRehearsal(words: string, { act, ways }: Happening): boolean {
  if (/dry-?run|--help|--check|--snapshot/.test(words) || ways.some((way) => /dry-?run/i.test(way))) return true;
  return [...act.environment].some(
    ([name, value]) => /DRY_?RUN/i.test(name) && !['', '0', 'false', 'no'].includes(textOf(value) ?? ''),
  );
}

/** A file of the repository, not a package manager that runs one of its scripts. */
function isOwnScript(act: CommandAct): boolean {
  return /\.\w+$/.test(act.program) || interpreters.has(act.program);
}

const interpreters: ReadonlySet<string> = new Set([
  'python',
  'python3',
  'node',
  'tsx',
  'ts-node',
  'bash',
  'sh',
  'pwsh',
  'ruby',
  'deno',
]);

/** The script an interpreter is told to run, where it is one. */
function fileName(script: string | null, words: readonly string[]): string {
  const file = script === null ? undefined : words.find((word) => !word.startsWith('-'));
  return file?.split('/').at(-1) ?? '';
}

/** Folders that the step hands to the script: a path as an argument or a variable of its own (`WORKSPACE_PATH: packages/a`). */
function pointedFolders({ act, step, entered }: Happening): readonly string[] {
  if (act.kind !== 'command') return [];
  const own = new Set(
    [
      ...(step?.env ?? []),
      ...entered.flatMap(({ runs }) => (runs.using === 'composite' ? runs.steps.flatMap(({ env }) => env) : [])),
    ].map(({ name }) => name),
  );
  const values = [...act.words, ...[...act.environment].filter(([name]) => own.has(name)).map(([, value]) => value)];
  return values
    .map((value) => textOf(value) ?? '')
    .filter((text) => /^[\w.-]+(\/[\w.@-]+)+$/.test(text) && !/\.\w{1,4}$/.test(text));
}

/** A secret that could be a registry's; those of GitHub, of signing and of messages are not. */
function isCredentialLike(name: string): boolean {
  return (
    /(KEY|TOKEN|PASSWORD|SECRET)$/i.test(name) &&
    !/^(GH|GITHUB|GIT|CODECOV|SONAR|SLACK|DISCORD|SENTRY|COSIGN|GPG|SIGN|NX|TURBO)_|_PAT$/i.test(name)
  );
}
