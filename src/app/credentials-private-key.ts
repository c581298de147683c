import { spawnSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CredentialValues } from './credentials-file.ts';
import { setUp, type Trouble } from './credentials-trouble.ts';

export interface KeyPlace {
  /** Where relative paths start, and where the command runs. */
  readonly base: string;
  /** What the command finds in its environment: secret managers sign in by it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The app's private key in PEM: as it is given, from a file, or as a command prints it. The first of these that is set counts. */
export function privateKeyOf(values: CredentialValues, place: KeyPlace): string | Trouble {
  const { PRIVATE_KEY: inline, PRIVATE_KEY_PATH: path, PRIVATE_KEY_COMMAND: command } = values;
  if (inline !== undefined) return pemOf(inline, 'PRIVATE_KEY');
  if (path !== undefined) return keyFile(resolve(place.base, path));
  if (command !== undefined) return printedKey(command, place);
  return {
    problem: `PRIVATE_KEY is missing: set it, or PRIVATE_KEY_PATH or PRIVATE_KEY_COMMAND, to a key generated on the app's settings page, ${setUp}.`,
  };
}

function keyFile(path: string): string | Trouble {
  try {
    if (statSync(path).size > mostKeyBytes) return { problem: `PRIVATE_KEY_PATH: ${path} is too large to be a key.` };
    return pemOf(readFileSync(path, 'utf8'), 'PRIVATE_KEY_PATH');
  } catch {
    return { problem: `PRIVATE_KEY_PATH: ${path} cannot be read; it has to be the key file downloaded from GitHub.` };
  }
}

const mostKeyBytes = 64 * 1024;

/** Neither the command nor what it writes is told: either can hold a secret. */
function printedKey(command: string, { base, environment }: KeyPlace): string | Trouble {
  const [program, ...words] = wordsOf(command) ?? [];
  if (program === undefined)
    return {
      problem:
        'PRIVATE_KEY_COMMAND has to be a program and its arguments, with spaces between them, or a JSON array of texts. No shell reads it.',
    };
  const { status, signal, error, stdout } = spawnSync(program, words, {
    cwd: base,
    env: environment,
    encoding: 'utf8',
    shell: false,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: longestWait,
    killSignal: 'SIGKILL',
    maxBuffer: mostKeyBytes,
  });
  if (error !== undefined) return { problem: `PRIVATE_KEY_COMMAND ${troubleOf(error)}.` };
  if (status !== 0)
    return {
      problem: `PRIVATE_KEY_COMMAND ended with ${status ?? signal}: run it by hand as the same user to see why.`,
    };
  return pemOf(stdout, 'PRIVATE_KEY_COMMAND');
}

/** In milliseconds. */
const longestWait = 30_000;

const troubles: Readonly<Record<string, string>> = {
  ENOENT: 'names a program that is not there',
  EACCES: 'names a program that this user may not run',
  ETIMEDOUT: `did not end within ${longestWait / 1000} seconds`,
  ENOBUFS: 'prints more than a key',
};

function troubleOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  return troubles[code] ?? 'could not be run';
}

/** Nothing is interpreted: no quotes, no variables. A word with a space in it needs the JSON form. */
function wordsOf(command: string): readonly string[] | null {
  if (!command.startsWith('[')) return command.split(/\s+/);
  try {
    const words: unknown = JSON.parse(command);
    return Array.isArray(words) && words.every(isWord) && words[0] !== '' ? words : null;
  } catch {
    return null;
  }
}

/** Programs cannot be handed a NUL. */
function isWord(word: unknown): word is string {
  return typeof word === 'string' && !word.includes('\0');
}

/** GitHub's keys are RSA. Many places that keep variables cannot keep a line break, and write it as `\n`. */
function pemOf(text: string, name: string): string | Trouble {
  const pem = `${text.replaceAll('\\n', '\n').trim()}\n`;
  try {
    if (createPrivateKey(pem).asymmetricKeyType === 'rsa') return pem;
  } catch {
    // What the parser says can quote the key.
  }
  return {
    problem: `${name} ${name === 'PRIVATE_KEY_COMMAND' ? 'prints' : 'holds'} no RSA private key in PEM: it has to be the whole file that GitHub generated, from -----BEGIN to the last -----, with line breaks or \\n between its lines.`,
  };
}
