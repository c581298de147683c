import process from 'node:process';
import { didYouMean } from '../policy/nearest.ts';
import { type Command, type ExitCode, exitCodes, Misuse } from './command.ts';
import { commandHelp, generalHelp } from './help.ts';
import { type Surroundings, surroundings } from './surroundings.ts';
import { version } from './version.ts';

/** Every subcommand. A command's own file is read only when it is called. */
export const commands: readonly { readonly name: string; readonly summary: string; load(): Promise<Command> }[] = [
  {
    name: 'accept',
    summary: 'Accept the findings of a control for a while, in the policy file',
    load: async () => (await import('./accept.ts')).accept,
  },
  {
    name: 'attest',
    summary: 'Sign what an audit states of this commit, in GitHub Actions',
    load: async () => (await import('./attest.ts')).attest,
  },
  {
    name: 'audit',
    summary: 'Map how a repository publishes, judge it, and say what to do',
    load: async () => (await import('./audit.ts')).audit,
  },
  {
    name: 'backup',
    summary: 'Copy what the GitHub App remembers into a file, also while it runs',
    load: async () => (await import('./backup.ts')).backup,
  },
  {
    name: 'controls',
    summary: 'List the controls, or explain one',
    load: async () => (await import('./controls.ts')).controls,
  },
  {
    name: 'demo',
    summary: 'Show the GitHub App at work on a made-up organisation, on this machine alone',
    load: async () => (await import('./demo.ts')).demo,
  },
  {
    name: 'drill',
    summary: 'Play an attack on a local stand-in, so that people see their own alarm ring',
    load: async () => (await import('./drill.ts')).drill,
  },
  {
    name: 'fix',
    summary: 'Put right what edits of files can put right',
    load: async () => (await import('./fix.ts')).fix,
  },
  {
    name: 'jobs',
    summary: 'Show what the GitHub App has to do and what failed, and try that again',
    load: async () => (await import('./jobs.ts')).jobs,
  },
  {
    name: 'ledger',
    summary: 'Show where each release came from, and which do not fit',
    load: async () => (await import('./ledger.ts')).ledger,
  },
  {
    name: 'migrate',
    summary: 'Move what the GitHub App remembers from its folder to a Postgres server',
    load: async () => (await import('./migrate.ts')).migrate,
  },
  {
    name: 'migrate-publishing',
    summary: 'Guide releases from tokens to trusted publishing, step by step',
    load: async () => (await import('./migrate-publishing.ts')).migratePublishing,
  },
  {
    name: 'permissions',
    summary: 'List what the GitHub App asks for, what it reveals, and what is lost without it',
    load: async () => (await import('./permissions.ts')).permissions,
  },
  {
    name: 'principles',
    summary: 'List the Principles for Package Repository Security that controls stand for',
    load: async () => (await import('./principles.ts')).principles,
  },
  {
    name: 'restore',
    summary: 'Fill an empty database from a backup',
    load: async () => (await import('./restore.ts')).restore,
  },
  {
    name: 'schema',
    summary: 'Print the JSON Schema of the report, of the policy file or of an attestation',
    load: async () => (await import('./schema.ts')).schema,
  },
  {
    name: 'serve',
    summary: 'Run the GitHub App',
    load: async () => (await import('./serve.ts')).serve,
  },
  {
    name: 'setup',
    summary: 'Register the GitHub App, and store its credentials where only you can read them',
    load: async () => (await import('./setup.ts')).setup,
  },
  {
    name: 'tabletop',
    summary: 'Write a tabletop exercise from how your own packages are published',
    load: async () => (await import('./tabletop.ts')).tabletop,
  },
  {
    name: 'verify',
    summary: 'Verify who built a release, from its attestations',
    load: async () => (await import('./verify.ts')).verify,
  },
  {
    name: 'verify-audit',
    summary: 'Verify a signed audit: who signed it, of which commit, and what it states',
    load: async () => (await import('./verify-audit.ts')).verifyAudit,
  },
];

/** Runs what the process was called with. */
export async function main(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endOnWriteError);
  process.exitCode = await run(process.argv.slice(2), surroundings());
}

/** Runs a command line and answers with its exit code. */
export async function run(words: readonly string[], around: Surroundings): Promise<ExitCode> {
  const [first, ...rest] = words;
  if (first === '--version') return print(around, `${version()}\n`);
  if (first === '--help' || first === '-h' || (first === 'help' && rest.length === 0))
    return print(around, generalHelp(commands));
  const [name, following] = first === 'help' ? [rest[0], ['--help']] : [first, rest];
  const entry = commands.find((candidate) => candidate.name === name);
  if (name === undefined) return misuse(around, 'no command was given', 'mintmark --help');
  if (entry === undefined) return misuse(around, unknownCommand(name), 'mintmark --help');

  try {
    const command = await entry.load();
    if (asksForHelp(following)) return print(around, commandHelp(command));
    return await command.run(following, around);
  } catch (error) {
    if (error instanceof Misuse) return misuse(around, error.message, `mintmark ${entry.name} --help`);
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    around.stderr.write(`mintmark: this is a mistake in Mintmark itself, please report it:\n${told}\n`);
    return exitCodes.broken;
  }
}

function print(around: Surroundings, text: string): ExitCode {
  around.stdout.write(text);
  return exitCodes.done;
}

function misuse(around: Surroundings, message: string, help: string): ExitCode {
  around.stderr.write(`mintmark: ${message}${message.endsWith('?') ? '' : '.'} See: ${help}\n`);
  return exitCodes.misuse;
}

function unknownCommand(name: string): string {
  const names = commands.map((command) => command.name);
  if (name.startsWith('-')) return `unknown option ${name}${didYouMean(name, ['--help', '--version'])}`;
  if (/[./\\]/.test(name)) return `${JSON.stringify(name)} is no command; \`mintmark audit ${name}\` audits a folder`;
  return `unknown command ${JSON.stringify(name)}${didYouMean(name, names)}`;
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return (end < 0 ? words : words.slice(0, end)).some((word) => word === '--help' || word === '-h');
}

/** `mintmark … | head` closes the pipe when it has seen enough: no error, and nothing more to say. */
function endOnWriteError(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(exitCodes.done);
  process.exit(exitCodes.unreadable);
}
