import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** What the credentials are called, in the environment and in the file. */
export type CredentialName =
  | 'APP_ID'
  | 'PRIVATE_KEY'
  | 'PRIVATE_KEY_PATH'
  | 'PRIVATE_KEY_COMMAND'
  | 'WEBHOOK_SECRET'
  | 'WEBHOOK_SECRET_PREVIOUS'
  | 'WEBHOOK_SECRET_PREVIOUS_UNTIL'
  | 'CLIENT_ID'
  | 'CLIENT_SECRET'
  | 'MINTMARK_URL'
  | 'FIXER_APP_ID'
  | 'FIXER_PRIVATE_KEY'
  | 'FIXER_PRIVATE_KEY_PATH'
  | 'FIXER_PRIVATE_KEY_COMMAND'
  | 'GITHUB_URL';

export type CredentialValues = Readonly<Partial<Record<CredentialName, string>>>;

/** The file in the data folder that `mintmark setup` writes and `mintmark serve` reads. */
export function credentialsPath(folder: string): string {
  return join(folder, 'mintmark.env');
}

/** Its text: one `NAME=value` a line, without quotes, so that `docker run --env-file` reads it, too. */
export function credentialsText(values: CredentialValues): string {
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value.trim().replaceAll('\n', '\\n')}`);
  return ['# Made by `mintmark setup`. Whoever has this file can act as the app.', ...lines, ''].join('\n');
}

export type StoredCredentials =
  | { readonly state: 'read'; readonly values: CredentialValues }
  | { readonly state: 'absent' }
  | { readonly state: 'refused'; readonly reason: string };

const mostBytes = 64 * 1024;

/** Reads the file, unless others can. */
export function readStoredCredentials(path: string): StoredCredentials {
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch (error) {
    const code = codeOf(error);
    return code === 'ENOENT'
      ? { state: 'absent' }
      : { state: 'refused', reason: `${path} cannot be read (${code}): run Mintmark as the user who owns it.` };
  }
  try {
    const { mode, size } = fstatSync(handle);
    // Windows has no such modes, and shows every file as open to all.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      return {
        state: 'refused',
        reason: `Others can read ${path}, which holds the app's private key: chmod 600 ${path}`,
      };
    if (size > mostBytes) return { state: 'refused', reason: `${path} is no file of credentials: it is too large.` };
    return { state: 'read', values: { ...parseEnv(readFileSync(handle, 'utf8')) } };
  } catch (error) {
    return { state: 'refused', reason: `${path} cannot be read (${codeOf(error)}).` };
  } finally {
    closeSync(handle);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
