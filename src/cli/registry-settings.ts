import { readFileSync } from 'node:fs';
import { registryConfiguration } from '../http/index.ts';
import type { Surroundings } from './surroundings.ts';

/** How the environment and the user's own tools want registries to be asked, and whom registries can write to. */
export function registrySettings({ environment }: Pick<Surroundings, 'environment'>) {
  return {
    ...registryConfiguration({ environment, readFile: textOrNull }),
    contact: environment['MINTMARK_CONTACT'] || 'https://www.npmjs.com/package/mintmark',
  };
}

function textOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
