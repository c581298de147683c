import type { RegistryOptions } from '../app/app.ts';
import type { Trust } from '../provenance/index.ts';
import { registrySettings } from './registry-settings.ts';
import type { Surroundings } from './surroundings.ts';
import { ownRoot, trustIn } from './trust.ts';

/** How the app asks registries, by the environment, and which settings could not be used. */
export interface ServedRegistries {
  readonly registries: RegistryOptions;
  readonly problems: readonly string[];
}

/**
 * @param tell called with what a refresh of the trusted root had to say
 * @throws InputError for a trusted root that cannot be read
 */
export async function servedRegistries(around: Surroundings, tell: (note: string) => void): Promise<ServedRegistries> {
  const { bases, isMirror, contact, problems } = registrySettings(around);
  const root = await ownRoot(null, around);
  // Read once now, for whoever starts the app to hear of what is wrong with it
  const first = root === null ? null : (await trustIn(root, false, around)).trust;
  const trust = first === null ? renewedTrust(around, tell) : () => Promise.resolve(first);
  return { registries: { contact, bases, isMirror, trust }, problems };
}

/** The public-good trust, refreshed when it is first asked for and once a day; after a failure again within the hour. */
export function renewedTrust(
  around: Pick<Surroundings, 'environment' | 'now'>,
  tell: (note: string) => void,
  open: typeof trustIn = trustIn,
): () => Promise<Trust> {
  let opened: Promise<Trust> | null = null;
  let goodUntil = 0;
  let best: Trust | null = null;
  return () => {
    if (opened !== null && around.now() < goodUntil) return opened;
    goodUntil = around.now() + day;
    opened = open(null, true, around).then(({ trust, notes }) => {
      if (notes.length === 0) best = trust;
      else goodUntil = around.now() + hour;
      for (const note of notes) tell(note);
      // One that was refreshed once is newer than the one that came with this version
      return best ?? trust;
    });
    return opened;
  };
}

const hour = 3_600_000;
const day = 24 * hour;
