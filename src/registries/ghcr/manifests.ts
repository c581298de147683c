import type { ManifestReading } from '../registry.ts';

/** None: an image gets its name where it is pushed; a Dockerfile's labels only link back to the source. */
export function readManifests(): ManifestReading {
  return { packages: [], problems: [] };
}
