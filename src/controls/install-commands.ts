import type { Severity } from '../types/severity.ts';
import { wordSet } from './word-set.ts';

/** What a project's files tell, as the rules ask for it. */
export interface InstallFacts {
  /** Names of the files in the repository's root. */
  readonly rootFiles: ReadonlySet<string>;
  /** Major version of Yarn; null where files do not tell. */
  readonly yarn: number | null;
  /** A tool is a dependency of the project, so that its lock file decides the version. */
  readonly isDependency: (tool: string) => boolean;
  /** `.npmrc` turns lifecycle scripts off. */
  readonly scriptsOff: boolean;
  /** The job holds what publishes while the command runs. */
  readonly credentialInReach: boolean;
}

/** A command with its words: flags, and what is neither a flag nor the value of one. */
export interface InstallCommand {
  readonly program: string;
  readonly flags: readonly string[];
  readonly operands: readonly string[];
}

export interface InstallRule {
  readonly program: readonly string[];
  /** First operands, in each of their spellings; `['']` for none. */
  readonly subcommand: readonly (readonly string[])[];
  readonly severity: Severity;
  /** What is wrong, behind the command in a sentence; null where nothing is. */
  readonly wrong: (command: InstallCommand, facts: InstallFacts) => string | null;
  readonly instead: string;
}

const withoutLock = 'may install other versions than the lock file names';
const unlocked = 'takes whatever version is newest';

/** Commands that bring other people's code into a job. The first rule that finds something wrong speaks. */
export const installRules: readonly InstallRule[] = [
  {
    program: ['npm'],
    subcommand: [['install'], ['i'], ['add']],
    severity: 'medium',
    wrong: ({ flags, operands }) => (operands.length === 0 && !isGlobal(flags) ? withoutLock : null),
    instead: '`npm ci` in place of `npm install`, with `package-lock.json` committed',
  },
  {
    program: ['npm', 'pnpm', 'yarn', 'bun'],
    subcommand: [['install'], ['i'], ['add'], ['global', 'add']],
    severity: 'low',
    wrong: ({ operands }) => unpinnedOf(operands, isPinnedNode),
    instead: 'an exact version behind each name: `npm install --global npm@11.15.0`',
  },
  {
    program: ['npm'],
    subcommand: [['ci'], ['clean-install']],
    severity: 'low',
    wrong: ({ flags }, { credentialInReach, scriptsOff }) =>
      credentialInReach && !scriptsOff && !flags.some((flag) => flag.startsWith('--ignore-scripts'))
        ? 'runs the install scripts of every dependency beside the credential'
        : null,
    instead: '`npm ci --ignore-scripts`, and `npm rebuild` for the dependencies that need their scripts',
  },
  {
    program: ['yarn'],
    subcommand: [['install'], ['']],
    severity: 'medium',
    // since Yarn 2 the lock file is not changed where CI is set
    wrong: ({ flags }, { yarn }) =>
      yarn !== null && yarn < 2 && !has(flags, ['--frozen-lockfile', '--immutable']) ? withoutLock : null,
    instead: '`yarn install --frozen-lockfile`',
  },
  {
    program: ['yarn'],
    subcommand: [['install'], ['']],
    severity: 'medium',
    wrong: ({ flags }) => (has(flags, ['--no-immutable', '--no-lockfile']) ? withoutLock : null),
    instead: '`yarn install --immutable`',
  },
  {
    program: ['pnpm'],
    subcommand: [['install'], ['i']],
    severity: 'medium',
    // pnpm freezes the lock file by itself where CI is set
    wrong: ({ flags }) =>
      has(flags, ['--no-frozen-lockfile', '--fix-lockfile', '--no-lockfile']) ? withoutLock : null,
    instead: '`pnpm install --frozen-lockfile`',
  },
  {
    program: ['bun'],
    subcommand: [['install'], ['i']],
    severity: 'medium',
    wrong: ({ flags, operands }) => (operands.length === 0 && !has(flags, ['--frozen-lockfile']) ? withoutLock : null),
    instead: '`bun install --frozen-lockfile`',
  },
  {
    program: ['pip', 'pip3'],
    subcommand: [['install']],
    severity: 'low',
    wrong: ({ flags, operands }) => (has(flags, ['--require-hashes']) ? null : unpinnedOf(operands, isPinnedPython)),
    instead:
      '`pip install --require-hashes -r` with a file of exact versions and hashes (`pip-compile --generate-hashes`, or `uv pip compile`, writes it)',
  },
  {
    program: ['uv'],
    subcommand: [
      ['pip', 'install'],
      ['tool', 'install'],
    ],
    severity: 'low',
    wrong: ({ flags, operands }) => (has(flags, ['--require-hashes']) ? null : unpinnedOf(operands, isPinnedPython)),
    instead: 'an exact version behind each name (`twine==6.2.0`), or `uv sync --locked` with the tool as a dependency',
  },
  {
    program: ['uv'],
    subcommand: [['sync']],
    severity: 'low',
    wrong: ({ flags }, { rootFiles }) =>
      rootFiles.has('uv.lock') && !has(flags, ['--locked', '--frozen']) ? withoutLock : null,
    instead: '`uv sync --locked`',
  },
  {
    program: ['pipx'],
    subcommand: [['install'], ['run']],
    severity: 'low',
    wrong: ({ operands }) => unpinnedOf(operands.slice(0, 1), isPinnedPython),
    instead: 'an exact version behind the name: `pipx run twine==6.2.0`',
  },
  {
    program: ['cargo'],
    subcommand: [['publish']],
    severity: 'low',
    wrong: ({ flags }, { rootFiles }) =>
      rootFiles.has('Cargo.lock') && !has(flags, ['--locked', '--frozen', '--no-verify']) ? withoutLock : null,
    instead: '`cargo publish --locked`',
  },
  {
    program: ['cargo'],
    subcommand: [['install'], ['binstall']],
    severity: 'low',
    wrong: ({ flags, operands }) =>
      has(flags, ['--version', '--vers', '--path', '--git', '--rev']) ? null : unpinnedOf(operands, isPinnedNode),
    instead: 'an exact version: `cargo install cargo-release@0.25.18 --locked`',
  },
  {
    program: ['bundle', 'bundler'],
    subcommand: [['install'], ['']],
    severity: 'low',
    wrong: ({ flags }, { rootFiles }) =>
      rootFiles.has('Gemfile.lock') && !has(flags, ['--frozen', '--deployment', '--local']) ? withoutLock : null,
    instead: '`BUNDLE_FROZEN: true` in `env:` of the job',
  },
  {
    program: ['gem'],
    subcommand: [['install']],
    severity: 'low',
    wrong: ({ flags, operands }) =>
      has(flags, ['-v', '--version', '--local']) || operands.every((name) => name.endsWith('.gem'))
        ? null
        : unpinnedOf(operands, (name) => name.includes(':')),
    instead: 'an exact version: `gem install bundler --version 2.6.9`',
  },
  {
    program: ['go'],
    subcommand: [['install']],
    severity: 'low',
    wrong: ({ operands }) => unpinnedOf(operands, (name) => !/@(?:latest|main|master)$/.test(name)),
    instead: 'an exact version in place of `latest`',
  },
  {
    program: ['npx', 'bunx'],
    subcommand: [],
    severity: 'low',
    wrong: ({ operands }, facts) => unpinnedTool(operands[0], facts),
    instead: 'the tool as a dependency, so that the lock file decides, or an exact version: `npx tool@1.2.3`',
  },
  {
    program: ['pnpm', 'yarn'],
    subcommand: [['dlx']],
    severity: 'low',
    wrong: ({ operands }) => unpinnedOf(operands.slice(0, 1), isPinnedNode),
    instead: 'the tool as a dependency, or an exact version: `pnpm dlx tool@1.2.3`',
  },
  {
    program: ['uvx'],
    subcommand: [],
    severity: 'low',
    wrong: ({ operands }) => unpinnedOf(operands.slice(0, 1), (name) => isPinnedPython(name) || isPinnedNode(name)),
    instead: 'an exact version: `uvx twine@6.2.0`',
  },
];

/** Flags that take the next word. */
export const installValueFlags: ReadonlySet<string> = wordSet(
  '-C --prefix --registry --workspace -w --filter -F --dir --cwd --tag --token -r --requirement -c',
  '--constraint -i --index-url --extra-index-url -f --find-links -t --target --python -p --extra --group',
  '--only-group --package --from --with --only-binary --no-binary --features --manifest-path --version',
  '--vers -v --path --git --rev --root --jobs -j --retry --gemfile --registry-url -n --loglevel',
  '--network-timeout --cache-folder',
);

/** The command's flags hold `--ignore-scripts`, or it is told so otherwise. */
function has(flags: readonly string[], wanted: readonly string[]): boolean {
  return flags.some((flag) => wanted.includes(flag.split('=')[0] ?? ''));
}

function isGlobal(flags: readonly string[]): boolean {
  return has(flags, ['-g', '--global', '--location']);
}

function unpinnedOf(operands: readonly string[], isPinned: (name: string) => boolean): string | null {
  const loose = operands.filter((name) => !isLocal(name) && !isPinned(name));
  return loose.length === 0 ? null : unlocked;
}

function unpinnedTool(name: string | undefined, { isDependency }: InstallFacts): string | null {
  if (name === undefined || isLocal(name) || isPinnedNode(name)) return null;
  return isDependency(name.replace(/(.)@[^@]*$/, '$1')) ? null : unlocked;
}

/** A path, a file or an address is no name that a registry resolves. */
function isLocal(name: string): boolean {
  return (
    /^(?:\.{0,2}[\\/]|\.$|\.\[|file:|https?:|git\+|~)/.test(name) ||
    /\.(?:tgz|whl|tar\.gz|gem|zip)$|[*$/\\].*\.whl/.test(name) ||
    name.startsWith('.')
  );
}

/** `tool@1.2.3`: a tag or a range would move. */
function isPinnedNode(name: string): boolean {
  return /.@v?\d+\.\d+\.\d+[\w.+-]*$/.test(name);
}

/** `tool==1.2.3`. */
function isPinnedPython(name: string): boolean {
  return /={2,3}\d[\w.+!-]*$/.test(name) || /@\d+\.\d+/.test(name) || name.includes(' @ ');
}
