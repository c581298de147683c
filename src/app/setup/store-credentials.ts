import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { type CredentialValues, credentialsPath, credentialsText, readStoredCredentials } from '../credentials-file.ts';

/** A place for credentials that has been tried: an app's key is shown once, so it must not be found too late to be none. */
export interface CredentialPlace {
  readonly path: string;
  /** Puts the credentials there as a whole or not at all. @throws where the disk refuses. */
  store(values: CredentialValues): void;
  /** Takes back what was prepared, where nothing comes to be stored. */
  discard(): void;
}

/** What is wrong, and what to do: a whole sentence. */
export class PlaceRefused extends Error {
  override readonly name = 'PlaceRefused';
}

/**
 * Prepares the file in the data folder, which is made where it is missing. Both are for their owner only.
 * @throws PlaceRefused
 */
export function prepareCredentials(folder: string, options: { readonly force: boolean }): CredentialPlace {
  const path = credentialsPath(folder);
  const isTaken = () => !options.force && existsSync(path);
  if (isTaken())
    throw new PlaceRefused(
      `${path} holds the credentials of an app already. Start it with \`mintmark serve\`, or replace them for good with --force.`,
    );
  return placeIn(folder, {}, () => {
    if (isTaken()) throw new PlaceRefused(`${path} was made by somebody else meanwhile.`);
  });
}

/**
 * Prepares the file to hold the second app's credentials beside those that it holds.
 * @throws PlaceRefused where it holds none yet, cannot be read, or holds those of a second app already
 */
export function prepareAddition(folder: string, options: { readonly force: boolean }): CredentialPlace {
  const path = credentialsPath(folder);
  const stored = readStoredCredentials(path);
  if (stored.state === 'refused') throw new PlaceRefused(stored.reason);
  if (stored.state === 'absent')
    throw new PlaceRefused(
      `${path} holds no app yet: run \`mintmark setup\` first. Where the app's credentials are in the environment, register the second app by hand, with the permissions of app.fixer.yml, and set FIXER_APP_ID and FIXER_PRIVATE_KEY there.`,
    );
  const { FIXER_PRIVATE_KEY_PATH: _path, FIXER_PRIVATE_KEY_COMMAND: _command, ...values } = stored.values;
  if (!options.force && values.FIXER_APP_ID !== undefined)
    throw new PlaceRefused(
      `${path} holds the credentials of a second app already. Replace them for good with --force.`,
    );
  return placeIn(folder, values, () => {});
}

function placeIn(folder: string, beside: CredentialValues, beforeStoring: () => void): CredentialPlace {
  const path = credentialsPath(folder);
  const temporary = `${path}.${randomBytes(6).toString('hex')}.new`;
  const handle = opened(folder, temporary);
  let isOpen = true;
  const close = () => {
    if (isOpen) closeSync(handle);
    isOpen = false;
  };
  const discard = () => {
    close();
    rmSync(temporary, { force: true });
  };
  return {
    path,
    discard,
    store(values) {
      try {
        writeSync(handle, credentialsText({ ...beside, ...values }));
        fsyncSync(handle);
        close();
        beforeStoring();
        renameSync(temporary, path);
      } catch (error) {
        discard();
        throw error;
      }
    },
  };
}

function opened(folder: string, temporary: string): number {
  try {
    const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (made !== undefined) chmodSync(folder, 0o700);
    if (process.platform !== 'win32' && (statSync(folder).mode & 0o022) !== 0)
      throw new PlaceRefused(
        `Others can write to ${folder}, and could put an app of theirs there: chmod 700 ${folder}`,
      );
    // `wx`: nothing that stands there, and no link, is followed.
    return openSync(temporary, 'wx', 0o600);
  } catch (error) {
    if (error instanceof PlaceRefused) throw error;
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new PlaceRefused(`Nothing can be stored in ${folder} (${reason}). Name another folder with --folder.`);
  }
}
