import type { RepositoryFiles } from '../../types/repository-files.ts';
import { readExtensions } from '../manifests/extensions.ts';
import type { ManifestReading } from '../registry.ts';

/** Extensions by `publisher.name`, from each package.json with `engines.vscode`. */
export function readManifests(files: RepositoryFiles): ManifestReading {
  return readExtensions('vscode-marketplace', files);
}
