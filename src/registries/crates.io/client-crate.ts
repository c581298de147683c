import { z } from 'zod';
import {
  looseFlag,
  looseSha256,
  looseText,
  looseTime,
  rows,
  versionText,
  visibleName,
  wellFormed,
} from '../loose-fields.ts';
import {
  type BuildRecord,
  bareRelease,
  type RegistryRelease,
  type ReleasePublisher,
  unknownPublisher,
} from '../release.ts';

/** `GET /api/v1/crates/{name}?include=versions`: the snapshots in crates.io's own `src/tests/`. */
export const crateShape = z.object({
  crate: z.object({
    name: z.string().max(64),
    default_version: versionText.nullable().catch(null),
    homepage: looseText,
    repository: looseText,
    trustpub_only: looseFlag,
  }),
  versions: rows,
});

export function releasesOf(crate: string, versions: readonly unknown[]): readonly RegistryRelease[] {
  const distinct = new Map(wellFormed(versions, versionShape).map((version) => [version.num, version]));
  return [...distinct.values()].map((version) => releaseOf(crate, version));
}

/** Who published: `provider` with `repository` for GitHub, `project_path` for GitLab. */
const trustedShape = z.object({
  provider: visibleName,
  repository: z
    .string()
    .regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/)
    .nullable()
    .catch(null),
  sha: z
    .string()
    .regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i)
    .transform((sha) => sha.toLowerCase())
    .nullable()
    .catch(null),
  run_id: z
    .string()
    .regex(/^\d{1,20}$/)
    .nullable()
    .catch(null),
});

const versionShape = z.object({
  num: versionText,
  created_at: looseTime,
  checksum: looseSha256,
  yanked: looseFlag,
  yank_message: looseText,
  published_by: z.object({ login: visibleName }).nullable().catch(null),
  trustpub_data: trustedShape.nullable().catch(null),
});

type Version = z.infer<typeof versionShape>;

/** The registry keeps no attestations, so that `attested` stays unknown. */
function releaseOf(crate: string, version: Version): RegistryRelease {
  const { num, created_at, checksum, trustpub_data, yanked, yank_message } = version;
  const file = {
    name: `${crate}-${num}.crate`,
    digests: checksum === null ? {} : { sha256: checksum },
    publishedAt: created_at,
    attested: 'unknown',
  } as const;
  return {
    ...bareRelease(num),
    publishedAt: created_at,
    publisher: publisherOf(version),
    files: [file],
    recorded: trustpub_data === null ? null : recordOf(trustpub_data),
    withdrawn: yanked === true ? { kind: 'yanked', reason: yank_message } : null,
  };
}

/** Versions from before the registry kept who published them name nobody. */
function publisherOf({ trustpub_data, published_by }: Version): ReleasePublisher {
  if (trustpub_data !== null) return { ...unknownPublisher, kind: 'trusted', provider: trustpub_data.provider };
  if (published_by !== null) return { ...unknownPublisher, kind: 'person', name: published_by.login };
  return unknownPublisher;
}

/** A repository and a run are GitHub's only; the job of another provider is not one. */
function recordOf({ provider, repository, sha, run_id }: z.infer<typeof trustedShape>): BuildRecord {
  const isGitHub = provider === 'github';
  return {
    repository: isGitHub ? repository : null,
    commit: sha,
    run: isGitHub ? run_id : null,
    ref: null,
    signingKey: null,
  };
}
