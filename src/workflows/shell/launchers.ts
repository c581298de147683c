import type { Dialect } from './model.ts';

/** A program that starts another one, and how to find that one among its words. */
export interface Launcher {
  readonly program: readonly string[];
  /** The words after the program (and its flags) that make it a launcher; any of these spellings, `[]` for none. */
  readonly subcommand?: readonly (readonly string[])[];
  /** Flags, before or after the subcommand, that take the next word. */
  readonly valueFlags?: readonly string[];
  /** With one of these it starts nothing. */
  readonly unless?: readonly string[];
  /** Words between the flags and the command (`timeout 5m`, `rustup run stable`). */
  readonly skip?: number;
  /** Numbers and durations in front of the command are its own (`retry 3 npm publish`). */
  readonly numbers?: boolean;
  /** `NAME=value` in front of the command is environment. */
  readonly assignments?: boolean;
  /** Only what follows this word is the command. */
  readonly after?: readonly string[];
  /** Starts only these; anything else is a subcommand of its own. */
  readonly only?: readonly string[];
  /** Subcommands of its own. */
  readonly except?: readonly string[];
  /** A flag whose value names the program, which then takes all that follows (`python -m twine`). */
  readonly moduleFlag?: readonly string[];
  /** A flag after which a script stands, or `'*'`: all words are the script. */
  readonly script?: { readonly flags: readonly string[] | '*'; readonly dialect: Dialect; readonly joined?: boolean };
  /** What it reads from its input, where no file is named, is a script. */
  readonly input?: Dialect;
  /** How the name of the tool is written: `npm:tool@1`, `tool==1`, `example.org/tool@v1`. */
  readonly name?: 'package' | 'module-path';
  /** Only a name with this in front is a tool; anything else is a file. */
  readonly prefix?: readonly string[];
  /** Adds arguments that no one sees (`xargs`). */
  readonly unseenArguments?: boolean;
}

const uvRunFlags = [
  '--with',
  '--with-editable',
  '--with-requirements',
  '--python',
  '-p',
  '--package',
  '--directory',
  '--project',
  '--extra',
  '--group',
  '--no-group',
  '--only-group',
  '--env-file',
  '--index',
  '--index-url',
  '-i',
  '--default-index',
  '--extra-index-url',
  '--find-links',
  '-f',
  '--from',
  '--cache-dir',
  '--config-file',
  '--constraints',
  '-c',
  '--color',
  '-w',
];

const npmFlags = [
  '-p',
  '--package',
  '-w',
  '--workspace',
  '--prefix',
  '-C',
  '--registry',
  '--userconfig',
  '--cache',
  '--loglevel',
  '--filter',
  '-F',
  '--dir',
];

const condaFlags = ['-n', '--name', '-p', '--prefix', '--cwd'];
const posixShells = ['bash', 'sh', 'zsh', 'dash', 'ash', 'ksh'];

/** In the order in which they are tried; the first that fits counts. */
export const launchers: readonly Launcher[] = [
  // The system's own.
  {
    program: ['sudo', 'doas'],
    assignments: true,
    unless: ['-l', '-v', '-k', '-K', '--list', '--validate'],
    valueFlags: ['-u', '-g', '-h', '-p', '-C', '-r', '-t', '-U', '-T', '-D', '-R', '--user', '--group', '--host'],
  },
  {
    program: ['env', 'cross-env', 'cross-env-shell'],
    assignments: true,
    valueFlags: ['-u', '-C', '--unset', '--chdir'],
  },
  { program: ['time', 'gtime'], valueFlags: ['-f', '-o', '--format', '--output'] },
  { program: ['nice'], valueFlags: ['-n', '--adjustment'] },
  { program: ['ionice'], valueFlags: ['-c', '-n', '--class', '--classdata'] },
  { program: ['exec'], valueFlags: ['-a'] },
  { program: ['command'], unless: ['-v', '-V'] },
  { program: ['builtin', 'nohup', 'setsid', 'chronic', 'fakeroot', 'caffeinate', 'winpty', 'unbuffer', '!', 'coproc'] },
  { program: ['timeout', 'gtimeout'], skip: 1, valueFlags: ['-s', '-k', '--signal', '--kill-after'] },
  { program: ['stdbuf'], valueFlags: ['-i', '-o', '-e', '--input', '--output', '--error'] },
  { program: ['gosu', 'su-exec'], skip: 1 },
  { program: ['xvfb-run'], valueFlags: ['-s', '-n', '-e', '-f', '-p', '-w', '--server-args', '--server-num'] },
  {
    program: ['xargs', 'gxargs'],
    unseenArguments: true,
    valueFlags: [
      '-n',
      '-P',
      '-I',
      '-d',
      '-L',
      '-E',
      '-s',
      '-a',
      '--max-args',
      '--max-procs',
      '--replace',
      '--delimiter',
    ],
  },
  {
    program: ['retry', 'retry_command', 'with_retry', 'with_retries', 'run_with_retry', 'with-retry', 'try', 'attempt'],
    numbers: true,
    valueFlags: [
      '-t',
      '--times',
      '-n',
      '-d',
      '-s',
      '-m',
      '--delay',
      '--sleep',
      '--max',
      '--attempts',
      '--tries',
      '--until',
    ],
  },
  { program: ['call', 'start'], valueFlags: ['/d'] },

  // Shells with a script of their own.
  { program: posixShells, script: { flags: ['-c'], dialect: 'bash' }, valueFlags: ['-o', '+o', '-O'], input: 'bash' },
  { program: ['eval'], script: { flags: '*', dialect: 'bash', joined: true } },
  {
    program: ['pwsh', 'powershell'],
    script: { flags: ['-command', '-c'], dialect: 'pwsh', joined: true },
    valueFlags: ['-executionpolicy', '-ep', '-ex', '-version', '-workingdirectory', '-outputformat', '-inputformat'],
    input: 'pwsh',
  },
  { program: ['invoke-expression', 'iex'], valueFlags: [], script: { flags: '*', dialect: 'pwsh', joined: true } },
  { program: ['cmd'], script: { flags: ['/c', '/k'], dialect: 'cmd', joined: true } },
  {
    program: ['nix-shell'],
    script: { flags: ['--run', '--command'], dialect: 'bash' },
    valueFlags: ['-p', '-I', '-A'],
  },

  // JavaScript.
  {
    program: ['npx', 'pnpx'],
    script: { flags: ['-c', '--call'], dialect: 'bash' },
    valueFlags: npmFlags,
    name: 'package',
  },
  {
    program: ['npm'],
    subcommand: [['exec'], ['x']],
    script: { flags: ['-c', '--call'], dialect: 'bash' },
    valueFlags: npmFlags,
    name: 'package',
  },
  { program: ['pnpm', 'yarn', 'bun'], subcommand: [['dlx'], ['x']], valueFlags: npmFlags, name: 'package' },
  { program: ['pnpm', 'yarn'], subcommand: [['exec']], valueFlags: npmFlags },
  { program: ['bunx', 'dnx'], valueFlags: npmFlags, name: 'package' },
  {
    program: ['corepack'],
    except: ['enable', 'disable', 'prepare', 'use', 'up', 'install', 'pack', 'hydrate', 'cache'],
    name: 'package',
  },
  { program: ['lerna'], subcommand: [['exec']], valueFlags: ['--scope', '--ignore', '--concurrency', '--since'] },
  { program: ['deno'], subcommand: [['run'], ['x']], prefix: ['npm:', 'jsr:'], name: 'package' },
  {
    program: ['node'],
    script: { flags: ['-e', '--eval', '-p', '--print'], dialect: 'javascript' },
    input: 'javascript',
  },

  // Python.
  {
    program: ['python', 'py', 'pypy'],
    moduleFlag: ['-m'],
    valueFlags: ['-W', '-X'],
    script: { flags: ['-c'], dialect: 'python' },
    input: 'python',
  },
  { program: ['uvx'], valueFlags: uvRunFlags, name: 'package' },
  { program: ['uv'], subcommand: [['tool', 'run']], valueFlags: uvRunFlags, name: 'package' },
  { program: ['uv'], subcommand: [['run']], moduleFlag: ['-m', '--module'], valueFlags: uvRunFlags },
  { program: ['pipx'], subcommand: [['run']], valueFlags: ['--spec', '--python', '--pip-args'], name: 'package' },
  { program: ['poetry', 'pdm'], subcommand: [['run']], valueFlags: ['-C', '--directory', '-P', '--project', '-p'] },
  { program: ['rye', 'pipenv'], subcommand: [['run']], valueFlags: ['-p', '--pyproject'] },
  { program: ['conda', 'mamba', 'micromamba'], subcommand: [['run']], valueFlags: condaFlags },

  // Ruby, Rust, Go, .NET, Dart, OCaml, PHP, Haskell.
  {
    program: ['bundle', 'bundler', 'gem', 'rbenv', 'asdf'],
    subcommand: [['exec']],
    valueFlags: ['--gemfile', '-v', '-g'],
  },
  { program: ['rustup'], subcommand: [['run']], skip: 1 },
  { program: ['go'], subcommand: [['run']], valueFlags: ['-modfile', '-mod', '-tags', '-C'], name: 'module-path' },
  {
    program: ['dotnet'],
    subcommand: [['tool', 'run'], ['tool', 'exec'], ['dnx']],
    valueFlags: ['--version'],
    name: 'package',
  },
  {
    program: ['dart', 'flutter'],
    subcommand: [
      ['pub', 'global', 'run'],
      ['pub', 'run'],
    ],
  },
  { program: ['dart'], subcommand: [['run']] },
  { program: ['fvm', 'puro'], only: ['dart', 'flutter'] },
  {
    program: ['opam', 'composer', 'cabal', 'stack'],
    subcommand: [['exec']],
    valueFlags: ['--switch', '--working-dir', '-d'],
  },

  // Environments and secrets.
  { program: ['mise', 'rtx'], subcommand: [['exec'], ['x']], after: ['--', '-c', '--command'], valueFlags: [] },
  { program: ['nix'], subcommand: [['develop'], ['shell'], ['dev-shell']], after: ['-c', '--command'] },
  { program: ['devbox', 'flox'], subcommand: [['run'], ['activate']], after: ['--'] },
  { program: ['direnv'], subcommand: [['exec']], skip: 1 },
  { program: ['volta'], subcommand: [['run']], valueFlags: ['--node', '--npm', '--yarn', '--pnpm'] },
  { program: ['fnm'], subcommand: [['exec']], valueFlags: ['--using'] },
  { program: ['nvm'], subcommand: [['exec']], numbers: true },
  { program: ['op', 'doppler', 'infisical', 'teller', 'dotenvx', 'phase'], subcommand: [['run']], after: ['--'] },
  { program: ['aws-vault', 'chamber'], subcommand: [['exec']], after: ['--'] },
  { program: ['dotenv', 'env-cmd', 'secretspec'], after: ['--'] },
];
