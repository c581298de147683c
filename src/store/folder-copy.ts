import { randomUUID } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { cp, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What the names of copies look like, beside the files that they are copies of. */
export const copyName = /^copy-[0-9a-f-]{36}$/;

/**
 * Copies the files of an engine that does nothing meanwhile. Opened, the copy is what the engine would be after a crash
 * at this moment: everything that was acknowledged, and nothing that was not.
 * @returns the name of the copy in the folder
 */
export async function copyFiles(folder: string, files: string): Promise<string> {
  await removeOldCopies(folder);
  const name = `copy-${randomUUID()}`;
  const target = join(folder, name);
  try {
    await mkdir(target, { mode: 0o700 });
    // Costs neither time nor room where the file system can share blocks
    await cp(files, target, { recursive: true, mode: constants.COPYFILE_FICLONE });
    return name;
  } catch (error) {
    await rm(target, { recursive: true, force: true });
    throw error;
  }
}

/** Copies whose reader has died. */
export async function removeOldCopies(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  for (const name of await readdir(folder)) {
    if (!copyName.test(name)) continue;
    const { mtimeMs } = await stat(join(folder, name));
    if (Date.now() - mtimeMs > longestUse) await rm(join(folder, name), { recursive: true, force: true });
  }
}

const longestUse = 24 * 60 * 60 * 1000;
