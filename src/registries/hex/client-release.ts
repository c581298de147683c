import { z } from 'zod';
import { looseName, looseSha256, looseTime, table, versionText, visibleName } from '../loose-fields.ts';
import { type RegistryRelease, unknownPublisher } from '../release.ts';

/** `GET /api/packages/<name>/releases/<version>` */
export const releaseShape = z.object({
  version: versionText,
  /** SHA-256 of the whole tarball. */
  checksum: looseSha256,
  inserted_at: looseTime,
  publisher: z.object({ username: visibleName, email: looseName }).nullable().catch(null),
  requirements: table.nullable().catch(null),
});

/** The release with what its own document adds. Null stays where that tells nothing. */
export function withDetails(
  name: string,
  release: RegistryRelease,
  { checksum, inserted_at, publisher, requirements }: z.infer<typeof releaseShape>,
): RegistryRelease {
  const publishedAt = inserted_at ?? release.publishedAt;
  return {
    ...release,
    publishedAt,
    publisher:
      publisher === null
        ? unknownPublisher
        : { ...unknownPublisher, kind: 'person', name: publisher.username, email: publisher.email },
    files: [
      {
        name: `${name}-${release.version}.tar`,
        digests: checksum === null ? {} : { sha256: checksum },
        publishedAt,
        attested: 'unknown',
      },
    ],
    dependencies: requirements === null ? null : [...requirements.keys()].slice(0, 1000).toSorted(),
  };
}
