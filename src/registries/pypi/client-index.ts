import { z } from 'zod';
import {
  earliest,
  looseSha256,
  looseTable,
  looseText,
  looseTime,
  rows,
  versionText,
  wellFormed,
} from '../loose-fields.ts';
import {
  bareRelease,
  type PackageHistory,
  type RegistryRelease,
  type ReleaseFile,
  type Withdrawal,
} from '../release.ts';
import { versionFinder } from './client-file-names.ts';

/** Indexes of projects with many wheels are this large, at most, with room to spare. */
export const mostIndexBytes = 32 * 1024 * 1024;

/** The frame of the index in JSON (the simple repository API; `warehouse/packaging/utils.py`, `_simple_detail`). */
export const indexShape = z.object({
  name: z.string().nullable().catch(null),
  files: rows,
  versions: rows.catch([]),
  /** An object in PyPI's answers, plain text in an example of the specification (PEP 792). */
  'project-status': z
    .union([z.string(), z.object({ status: z.string() }).transform(({ status }) => status)])
    .nullable()
    .catch(null),
});

type Index = z.infer<typeof indexShape>;

/** Releases made of the files of an index. The time of a version is that of its first file: it has none of its own. */
export function releasesOf(project: string, { files, versions }: Index): readonly RegistryRelease[] {
  const listed = wellFormed(versions, versionText);
  const versionOf = versionFinder(project, listed);
  const grouped = new Map<string, z.infer<typeof fileShape>[]>(listed.map((version) => [version, []]));
  for (const file of wellFormed(files, fileShape)) {
    const version = versionOf(file.filename);
    if (version === null) continue;
    const group = grouped.get(version);
    if (group === undefined) grouped.set(version, [file]);
    else group.push(file);
  }
  return [...grouped].map(([version, group]) => releaseOf(version, group));
}

export function statusOf(index: Index): PackageHistory['status'] {
  return statuses.get(index['project-status'] ?? '') ?? 'active';
}

const statuses: ReadonlyMap<string, PackageHistory['status']> = new Map([
  ['archived', 'archived'],
  ['deprecated', 'deprecated'],
  ['quarantined', 'held'],
]);

const fileShape = z.object({
  filename: z
    .string()
    .max(300)
    .regex(/^[^/\\\p{Cc}\p{Cs}]+$/u),
  hashes: looseTable,
  'upload-time': looseTime,
  /** False, true, or the reason. */
  yanked: z.union([z.boolean(), z.string()]).catch(false),
  /** Where its attestations are; null for none. Old mirrors do not have the key. */
  provenance: z.string().nullable().optional().catch(undefined),
});

function releaseOf(version: string, group: readonly z.infer<typeof fileShape>[]): RegistryRelease {
  const files = group.map(fileOf);
  return {
    ...bareRelease(version),
    publishedAt: earliest(files.map(({ publishedAt }) => publishedAt)),
    attested: attestedOf(files),
    files,
    withdrawn: withdrawalOf(group.map(({ yanked }) => yanked)),
  };
}

function fileOf(file: z.infer<typeof fileShape>): ReleaseFile {
  const sha256 = looseSha256.parse(file.hashes.get('sha256'));
  return {
    name: file.filename,
    digests: sha256 === null ? {} : { sha256 },
    publishedAt: file['upload-time'],
    attested: file.provenance === undefined ? 'unknown' : file.provenance === null ? 'no' : 'yes',
  };
}

/** Files of one release may differ: it is attested where any of them is. */
function attestedOf(files: readonly ReleaseFile[]): RegistryRelease['attested'] {
  if (files.some(({ attested }) => attested === 'yes')) return 'yes';
  return files.length > 0 && files.every(({ attested }) => attested === 'no') ? 'no' : 'unknown';
}

/** A release is yanked when all of its files are. */
function withdrawalOf(yanks: readonly (boolean | string)[]): Withdrawal | null {
  const isYanked = yanks.length > 0 && yanks.every((yanked) => yanked !== false);
  if (!isYanked) return null;
  return { kind: 'yanked', reason: looseText.parse(yanks.find((yanked) => typeof yanked === 'string') ?? null) };
}
