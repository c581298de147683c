import type { FileProblem } from '../../types/repository-files.ts';
import type { ManifestPackage, ManifestReading } from '../registry.ts';

/** A reading with its packages in their fixed order: by path, then by name. */
export function manifestReading(
  packages: readonly ManifestPackage[],
  problems: readonly FileProblem[],
): ManifestReading {
  return { packages: packages.toSorted((a, b) => compare(a.path, b.path) || compare(a.name, b.name)), problems };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
