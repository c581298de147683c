import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Where Mintmark keeps its database and its credentials: `MINTMARK_FOLDER`, else `mintmark` among the data of whoever
 * runs it, wherever it is started. Absolute.
 */
export function dataFolder(environment: Readonly<Record<string, string | undefined>>, currentFolder: string): string {
  const { MINTMARK_FOLDER: chosen, XDG_DATA_HOME: shared, LOCALAPPDATA: local } = environment;
  if (chosen) return resolve(currentFolder, chosen);
  return resolve(shared || local || join(homedir(), '.local', 'share'), 'mintmark');
}
