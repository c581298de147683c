import { openFolder } from './open-folder.ts';
import { openMemory } from './open-memory.ts';
import { openServer } from './open-server.ts';
import type { OpenStore } from './open-store.ts';

/** `memory` is gone with the process; a folder belongs to one process at a time; a server may be shared. */
export type StorePlace = { readonly url: string } | { readonly folder: string } | 'memory';

/**
 * Opens what Mintmark remembers and brings its tables to the newest shape.
 * @throws where the folder is in use or the server cannot be reached, in words for whoever started Mintmark.
 */
export async function openStore(place: StorePlace): Promise<OpenStore> {
  if (place === 'memory') return openMemory();
  return 'url' in place ? openServer(place.url) : openFolder(place.folder);
}
