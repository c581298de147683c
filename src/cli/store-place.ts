import { join, resolve } from 'node:path';
import { dataFolder } from '../app/data-folder.ts';
import type { Arguments } from './arguments.ts';
import { type ExitCode, exitCodes, type Option } from './command.ts';
import type { Surroundings } from './surroundings.ts';

export const folderOption: Option = {
  name: 'folder',
  value: 'FOLDER',
  help: 'where the data is (default: MINTMARK_FOLDER, else among your own data)',
};

/** The folder in which the app keeps its own database, as `mintmark serve` chooses it. Absolute. */
export function storeFolder(typed: Arguments, { environment, folder }: Surroundings): string {
  const chosen = typed.value('folder');
  return join(chosen === null ? dataFolder(environment, folder) : resolve(folder, chosen), 'store');
}

/** Where the app keeps what it remembers: the server of `DATABASE_URL`, unless a folder is named, or its folder. */
export function storePlace(
  typed: Arguments,
  around: Surroundings,
): { readonly url: string } | { readonly folder: string } {
  const url = around.environment['DATABASE_URL'];
  return url && typed.value('folder') === null ? { url } : { folder: storeFolder(typed, around) };
}

/** What goes wrong with a database or a file is told in one line. */
export async function telling(around: Surroundings, work: () => Promise<void>): Promise<ExitCode> {
  try {
    await work();
    return exitCodes.done;
  } catch (error) {
    around.stderr.write(`mintmark: ${error instanceof Error ? error.message : String(error)}\n`);
    return exitCodes.unreadable;
  }
}
