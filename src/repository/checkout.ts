import { readdirSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Observation } from '../types/observation.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import { errorCode } from './error-code.ts';
import { type Listing, listFiles } from './listing.ts';
import { readText } from './read-text.ts';

/** The files of a repository in a folder on disk. */
export interface Checkout extends RepositoryFiles {
  /** The folder, absolute and without symbolic links. */
  readonly root: string;
}

/** The folder cannot be audited; the message says why and what to do. */
export class CheckoutError extends Error {
  override readonly name = 'CheckoutError';
}

/**
 * Opens a folder. Files are listed when they are first asked for, and read once.
 *
 * @throws {CheckoutError} where there is no such folder, or it cannot be opened
 */
export function openCheckout(folder: string): Checkout {
  const root = rootOf(folder);
  let listed: Listing | undefined;
  const listing = (): Listing => {
    listed ??= listFiles(root);
    return listed;
  };
  const texts = new Map<string, Observation<string>>();
  return {
    root,
    get paths() {
      return listing().paths;
    },
    get problems() {
      return listing().problems;
    },
    read(path) {
      const before = texts.get(path);
      if (before !== undefined) return before;
      const text = readListed(path, listing());
      texts.set(path, text);
      return text;
    },
  };
}

function readListed(path: string, listing: Listing): Observation<string> {
  const file = listing.files.get(path);
  if (file === undefined) return { state: 'absent', source: path };
  const text = 'unreadable' in file ? file : readText(file.disk);
  return 'unreadable' in text
    ? { state: 'unreadable', reason: text.unreadable, source: path }
    : { state: 'seen', value: text.text, source: path };
}

function rootOf(folder: string): string {
  try {
    const root = realpathSync(resolve(folder));
    if (!statSync(root).isDirectory()) {
      throw new CheckoutError(`${folder} is a file. Give the folder that holds the repository.`);
    }
    // Only opening it shows whether it may be listed.
    readdirSync(root);
    return root;
  } catch (error) {
    if (error instanceof CheckoutError) throw error;
    const explain = explanations.get(errorCode(error)) ?? ((code) => `cannot be opened (${code}).`);
    throw new CheckoutError(`${folder} ${explain(errorCode(error))}`, { cause: error });
  }
}

const explanations: ReadonlyMap<string, (code: string) => string> = new Map([
  ['ENOENT', () => 'does not exist. Give the folder that holds the repository.'],
  ['ENOTDIR', () => 'does not exist: a part of the path is a file.'],
  ['EACCES', () => 'cannot be read: this user may not open it.'],
  ['EPERM', () => 'cannot be read: this user may not open it.'],
  ['ELOOP', () => 'is a symbolic link that leads back to itself.'],
  ['ENAMETOOLONG', () => 'cannot be opened: the path is too long.'],
]);
