import type { RepositoryFiles } from '../../types/repository-files.ts';
import { interpreterLanguage, plainProgram } from './dialect.ts';
import type { FollowedCommand, FollowedScript } from './followed-script.ts';
import { scriptFile } from './script-file.ts';
import { hasFile, resolvePath } from './tree.ts';
import { wordList } from './word-list.ts';

/** `bash scripts/x.sh`, `python -m tools.release`, `node x.mjs`, `pwsh -File x.ps1`, `source x.sh` …: the file's text. */
export function followInterpreter(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const rules = interpreters.get(plainProgram(command.program));
  const started = rules === undefined ? null : startedProgram(command.words, rules);
  if (rules === undefined || started === null) return [];
  const { written, handed } = started;
  const file = started.isModule ? moduleFile(written, command.directory, files) : written;
  if (file === null || (file.endsWith('setup.py') && !hasOwnCommand(handed))) return [];
  const language = rules.language ?? interpreterLanguage(command.program) ?? null;
  const call = { written: file, words: handed, directory: command.directory, label: `${command.program} ${file}` };
  return scriptFile({ ...call, language }, files);
}

interface InterpreterRules {
  /** Options that take the next word. */
  readonly values: readonly string[];
  /** Options after which the program stands in the command itself. */
  readonly inline?: readonly string[];
  /** Options that name a module instead of a file. */
  readonly module?: readonly string[];
  /** Options that name the file. */
  readonly file?: readonly string[];
  /** Short options stand behind one dash, the last with its value: `-euo pipefail`. */
  readonly clusters?: boolean;
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

const shellRules: InterpreterRules = {
  values: ['-o', '-O', '+o', '--rcfile', '--init-file'],
  inline: ['-c', '-s'],
  clusters: true,
};

const interpreters: ReadonlyMap<string, InterpreterRules> = new Map<string, InterpreterRules>([
  ...['bash', 'sh', 'zsh', 'dash', 'ksh', 'ash'].map((name) => [name, shellRules] as const),
  ...['source', '.'].map((name) => [name, { values: [], language: 'bash' } as const] as const),
  ...['python', 'pypy', 'py', 'pythonw'].map(
    (name) => [name, { values: ['-W', '-X', '-m'], inline: ['-c'], module: ['-m'] }] as const,
  ),
  ...[
    'node',
    'nodejs',
    'tsx',
    'ts-node',
    'ts-node-esm',
    'ts-node-transpile-only',
    'esno',
    'jiti',
    'vite-node',
    'babel-node',
    'zx',
  ].map((name) => [name, nodeRules] as const),
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
  ['cmd', { values: ['/c', '/C'], file: ['/c', '/C'], skip: ['/d', '/s', '/q', '/D', '/S', '/Q'], language: 'cmd' }],
  ['call', { values: [], language: 'cmd' }],
  ...['ruby', 'jruby'].map((name) => [name, { values: ['-I', '-r', '-C'], inline: ['-e'] }] as const),
  ['php', { values: ['-d', '-c'], inline: ['-r'] }],
]);

interface Started {
  /** A file, or a module. */
  readonly written: string;
  readonly isModule: boolean;
  /** What the program is handed. */
  readonly handed: readonly (string | null)[];
}

/** What an interpreter is told to run; null where that is hidden, stands in the command, or comes from elsewhere. */
function startedProgram(words: readonly (string | null)[], rules: InterpreterRules): Started | null {
  const skipped = words.findIndex((word) => word === null || rules.skip?.includes(word) !== true);
  for (let at = Math.max(0, skipped); at < words.length; at++) {
    const word = words[at] ?? null;
    if (word === null || rules.inline?.includes(word) === true) return null;
    const next = words[at + 1] ?? null;
    const handed = words.slice(at + 2);
    if (rules.module?.includes(word) === true) return next === null ? null : { written: next, isModule: true, handed };
    if (rules.file?.includes(word) === true || word === '--') return next === null ? null : commandText(next, handed);
    const cluster = rules.clusters === true && /^-[A-Za-z]{2,}$/.test(word) ? `-${word.at(-1) ?? ''}` : word;
    if (rules.values.includes(cluster)) at++;
    else if (!word.startsWith('-')) return { written: word, isModule: false, handed: words.slice(at + 1) };
  }
  return null;
}

/** `pwsh -Command "./build.ps1 -Target Publish"`: the file is the first word of the text. */
function commandText(text: string, handed: readonly (string | null)[]): Started {
  const [written = '', ...more] = text.split(' ');
  return { written, isModule: false, handed: [...more, ...handed] };
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
