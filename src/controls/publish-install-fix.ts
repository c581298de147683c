import type { Place } from '../types/place.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import type { BuildRun } from './build-commands.ts';
import type { Edit, Fix } from './control.ts';
import type { InstallFacts } from './install-commands.ts';
import { replacedOnce } from './replaced-once.ts';

/** A command that installs what is not locked. */
export interface LooseInstall {
  /** Program and words, all of them known. */
  readonly words: readonly string[];
  readonly at: Place;
}

/**
 * The edits that let each command install what is locked, and without scripts where a credential is in reach; null where
 * that takes a version or a lock file that files do not tell.
 */
export function installFix(commands: readonly LooseInstall[], facts: Facts, files: RepositoryFiles): Fix | null {
  const edits = commands.map((command) => editFor(command, facts, files));
  const made = edits.filter((edit) => edit !== null);
  return made.length === 0 || made.length < edits.length
    ? null
    : { safety: 'needs-thought', title: 'Install what is locked in the job that publishes', edits: made };
}

/** The edits that keep `npm ci` from running what dependencies bring; null where anything else is run as well. */
export function withoutScripts(code: readonly BuildRun[], files: RepositoryFiles): Fix | null {
  const isInstall = code.every(({ text }) => /^npm (?:ci|clean-install)(?: --[\w-]+)*$/.test(text));
  if (!isInstall) return null;
  const facts = { rootFiles: new Set<string>(), credentialInReach: true, scriptsOff: false };
  return installFix(
    code.map(({ text, at }) => ({ words: text.split(' '), at })),
    facts,
    files,
  );
}

/** What of the facts decides how a command is put. */
type Facts = Pick<InstallFacts, 'rootFiles' | 'credentialInReach' | 'scriptsOff'>;

interface Mend {
  readonly program: string;
  /** The words that follow the program; one of them. */
  readonly subcommand: readonly string[];
  /** One of them has to be in the root; none is asked for where the command needs it already. */
  readonly lock: readonly string[];
  /** What is not to be touched, because somebody meant it. */
  readonly unless?: RegExp;
  /** What is written in place of the program and its subcommand. */
  readonly to: (facts: Facts) => string;
}

const quietly = ({ credentialInReach, scriptsOff }: Facts): string =>
  credentialInReach && !scriptsOff ? ' --ignore-scripts' : '';

const mends: readonly Mend[] = [
  {
    program: 'npm',
    subcommand: ['install', 'i'],
    lock: ['package-lock.json', 'npm-shrinkwrap.json'],
    unless: /^(?:--(?:no-)?(?:package-)?lock|--save|--no-save|-[DSE]|--prefix|-C|-w|--workspace)/,
    to: (facts) => `npm ci${quietly(facts)}`,
  },
  { program: 'npm', subcommand: ['ci', 'clean-install'], lock: [], to: (facts) => `npm ci${quietly(facts)}` },
  {
    program: 'yarn',
    subcommand: ['install', ''],
    lock: ['yarn.lock'],
    unless: /^--(?:no-|cwd)/,
    to: () => 'yarn install --frozen-lockfile',
  },
  {
    program: 'bun',
    subcommand: ['install', 'i'],
    lock: ['bun.lock', 'bun.lockb'],
    unless: /^--(?:no-|cwd)/,
    to: () => 'bun install --frozen-lockfile',
  },
  { program: 'uv', subcommand: ['sync'], lock: [], to: () => 'uv sync --locked' },
  { program: 'cargo', subcommand: ['publish'], lock: [], to: () => 'cargo publish --locked' },
];

/** npm's own newest range, and one version of it that can publish in every way that npm offers. */
const npmItself = {
  asked: /^npm@(?:latest|next-11|[\^~]?11(?:\.\d{1,3}){0,2}|)$|^npm$/,
  exact: 'npm@11.15.0',
} as const;

function editFor(command: LooseInstall, facts: Facts, files: RepositoryFiles): Edit | null {
  return exactNpm(command, files) ?? mended(command, facts, files);
}

function mended({ words, at }: LooseInstall, facts: Facts, files: RepositoryFiles): Edit | null {
  const [program = '', ...rest] = words;
  const operands = rest.filter((word) => !word.startsWith('-'));
  const mend = mends.find((row) => row.program === program && row.subcommand.includes(operands[0] ?? ''));
  const { lock = [], unless } = mend ?? {};
  if (mend === undefined || operands.length > 1 || rest.some((word) => unless?.test(word))) return null;
  if (lock.length > 0 && !lock.some((name) => facts.rootFiles.has(name))) return null;
  const from = [program, ...(operands[0] === undefined ? [] : [operands[0]])];
  // a flag between the program and its subcommand is a way of writing that is left alone
  return rest[0] === operands[0] ? replacedOnce(from.join(' '), mend.to(facts), at, files) : null;
}

/** `npm install --global npm@latest` */
function exactNpm({ words, at }: LooseInstall, files: RepositoryFiles): Edit | null {
  const [program, subcommand = '', ...rest] = words;
  const [word, ...others] = rest.filter((each) => !each.startsWith('-'));
  if (program !== 'npm' || !['install', 'i', 'add'].includes(subcommand)) return null;
  if (word === undefined || others.length > 0 || !npmItself.asked.test(word)) return null;
  return word === 'npm' ? null : replacedOnce(word, npmItself.exact, at, files);
}
