import type { RepositoryFiles } from '../../types/repository-files.ts';
import { manifestReading } from '../manifests/reading.ts';
import { shelf } from '../manifests/shelf.ts';
import type { ManifestReading } from '../registry.ts';
import { readGradle } from './gradle/packages.ts';
import { readPoms } from './pom/poms.ts';
import { readSbt } from './sbt.ts';

/** Reads the packages that Maven's, Gradle's and sbt's build files describe. */
export function readManifests(files: RepositoryFiles): ManifestReading {
  const manifests = shelf(files);
  return manifestReading(
    [...readPoms(manifests), ...readGradle(manifests), ...readSbt(manifests)],
    manifests.problems(),
  );
}
