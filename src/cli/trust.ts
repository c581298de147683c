import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { mostDocumentBytes, openTrust, type Trust } from '../provenance/index.ts';
import type { Surroundings } from './surroundings.ts';
import { InputError, textOf } from './verify-files.ts';

/** A trusted root of the user's own: its file, and its text. */
export interface OwnRoot {
  readonly name: string;
  readonly text: string;
}

/** The file that was named on the command line, or in MINTMARK_TRUSTED_ROOT; null where none is. @throws InputError */
export async function ownRoot(typed: string | null, { environment, folder }: Surroundings): Promise<OwnRoot | null> {
  const file = typed ?? (environment['MINTMARK_TRUSTED_ROOT'] || null);
  return file === null ? null : { name: file, text: await textOf(resolve(folder, file), mostDocumentBytes) };
}

/**
 * Whom to believe, and what to know of it.
 *
 * @param refresh ask Sigstore for a newer root where the user has none of their own
 * @throws InputError for a root that cannot be read
 */
export async function trustIn(
  root: OwnRoot | null,
  refresh: boolean,
  { environment, now }: Pick<Surroundings, 'environment' | 'now'>,
): Promise<{ readonly trust: Trust; readonly notes: readonly string[] }> {
  const opened = await openTrust({
    ...(root === null ? {} : { root }),
    refresh,
    cacheFolder: join(cacheFolder(environment), 'sigstore'),
    now: now(),
  });
  if (opened.state === 'unreadable') throw new InputError(root?.name ?? 'the trusted root', opened.reason);
  return { trust: opened.trust, notes: refresh ? opened.notes : [] };
}

/** Among the user's own caches, never in a repository. */
function cacheFolder(environment: Surroundings['environment']): string {
  const { XDG_CACHE_HOME: shared, LOCALAPPDATA: local } = environment;
  return join(shared || local || join(homedir(), '.cache'), 'mintmark');
}
