import type { RepositoryFiles } from '../../types/repository-files.ts';
import { type ArgumentRules, hasOption, optionValue, readArguments } from './arguments.ts';
import { interpreterLanguage, plainProgram } from './dialect.ts';
import type { FollowedCommand, FollowedScript } from './followed-script.ts';
import { scriptFile } from './script-file.ts';
import { hasFile, resolvePath } from './tree.ts';
import { wordList } from './word-list.ts';

/** `bash scripts/x.sh`, `python -m tools.release`, `node x.mjs`, `pwsh -File x.ps1`, `source x.sh` …: the file's text. */
export function followInterpreter(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const rules = interpreters.get(plainProgram(command.program));
  const words = rules?.skip === undefined ? command.words : withoutLeading(command.words, rules.skip);
  const given = readArguments(words, { values: rules?.values ?? [], stopAfter: 1 });
  if (rules === undefined || hasOption(given, ...(rules.inline ?? []))) return [];
  const named = optionValue(given, ...(rules.module ?? []));
  if (named === null) return [];
  const file = named === undefined ? fileArgument(given, rules) : moduleFile(named, command.directory, files);
  const handed = named === undefined && !fromOption(given, rules) ? given.rest : [...given.positionals, ...given.rest];
  if (file === null || (file.endsWith('setup.py') && !hasOwnCommand(handed))) return [];
  const language = rules.language ?? interpreterLanguage(command.program) ?? null;
  const call = { written: file, words: handed, directory: command.directory, label: `${command.program} ${file}` };
  return scriptFile({ ...call, language }, files);
}

interface InterpreterRules extends ArgumentRules {
  /** Options after which the program stands in the command itself. */
  readonly inline?: readonly string[];
  /** Options that name a module instead of a file. */
  readonly module?: readonly string[];
  /** Options that name the file. */
  readonly file?: readonly string[];
  /** Words in front that are not the file. */
  readonly skip?: readonly string[];
  /** Where the program's name does not tell it. */
  readonly language?: 'bash' | 'javascript' | 'cmd';
}

const nodeRules: InterpreterRules = {
  values: wordList(`
  -r --require --import --loader --experimental-loader -C --conditions --env-file
  -P --project -O --compiler-options --tsconfig --cwd --config --cert --watch-path
`),
  inline: ['-e', '--eval', '-p', '--print', '-pe', '-c', '--check', '--test', '--run'],
  skip: ['run', 'watch'],
};

const shellRules: InterpreterRules = { values: ['-o', '-O', '+o', '--rcfile', '--init-file'], inline: ['-c', '-s'] };

const interpreters: ReadonlyMap<string, InterpreterRules> = new Map<string, InterpreterRules>([
  ...['bash', 'sh', 'zsh', 'dash', 'ksh', 'ash'].map((name) => [name, shellRules] as const),
  ...['source', '.'].map((name) => [name, { values: [], language: 'bash' } as const] as const),
  ...['python', 'pypy', 'py', 'pythonw'].map(
    (name) => [name, { values: ['-W', '-X', '-m'], inline: ['-c'], module: ['-m'] }] as const,
  ),
  ...['node', 'nodejs', 'tsx', 'ts-node', 'ts-node-esm', 'esno', 'jiti', 'vite-node', 'babel-node', 'zx'].map(
    (name) => [name, nodeRules] as const,
  ),
  ...['pwsh', 'powershell'].map(
    (name) =>
      [
        name,
        {
          values: wordList(`
  -File -file -f -Command -command -c -C -ExecutionPolicy -executionpolicy
  -ep -WorkingDirectory -wd -OutputFormat -InputFormat -ConfigurationName
`),
          file: ['-File', '-file', '-f', '-Command', '-command', '-c', '-C'],
        },
      ] as const,
  ),
  ['cmd', { values: ['/c', '/C'], file: ['/c', '/C'], skip: ['/c', '/C', '/d', '/s', '/q'], language: 'cmd' }],
  ['call', { values: [], language: 'cmd' }],
  ...['ruby', 'jruby'].map((name) => [name, { values: ['-I', '-r', '-C'], inline: ['-e'] }] as const),
  ['php', { values: ['-d', '-c'], inline: ['-r'] }],
]);

function fileArgument(given: ReturnType<typeof readArguments>, rules: InterpreterRules): string | null {
  const named = fromOption(given, rules) ? (optionValue(given, ...(rules.file ?? [])) ?? null) : null;
  // `pwsh -Command "./build.ps1 -Target Publish"`: the file is the first word.
  const file = named ?? given.positionals[0] ?? given.afterDashes?.[0] ?? null;
  return file?.split(' ')[0] ?? null;
}

function fromOption(given: ReturnType<typeof readArguments>, rules: InterpreterRules): boolean {
  return typeof optionValue(given, ...(rules.file ?? [])) === 'string';
}

function withoutLeading(words: readonly (string | null)[], skip: readonly string[]): readonly (string | null)[] {
  const first = words.findIndex((word) => word === null || !skip.includes(word));
  return first === -1 ? [] : words.slice(first);
}

/** The file of a Python module, beside the folder or in its `src`. */
function moduleFile(module: string, directory: string, files: RepositoryFiles): string | null {
  const path = module.replaceAll('.', '/');
  const places = [`${path}.py`, `${path}/__main__.py`, `src/${path}.py`, `src/${path}/__main__.py`];
  return places.find((place) => hasFile(files, resolvePath(directory, place) ?? '')) ?? null;
}

/** `setup.py` holds every command at once; only one of its own is worth reading it for. */
function hasOwnCommand(words: readonly (string | null)[]): boolean {
  return words.some((word) => word !== null && !word.startsWith('-') && !setupCommands.test(word));
}

const setupCommands =
  /^(?:build|build_\w+|install|install_\w+|sdist|bdist|bdist_\w+|develop|test|check|egg_info|clean|register|editable_wheel|dist_info|rotate|alias|saveopts|setopt)$/;
