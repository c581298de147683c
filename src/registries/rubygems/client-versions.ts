import { gt, valid } from '@renovatebot/ruby-semver';
import { z } from 'zod';
import { earliest, looseSha256, looseTime, table } from '../loose-fields.ts';
import { bareRelease, type RegistryRelease, type ReleaseFile } from '../release.ts';

/** One row of `/api/v1/versions/<gem>.json`: a number and a platform. Both become part of file names and addresses. */
export const rowShape = z.object({
  number: z
    .string()
    .max(100)
    .regex(/^[0-9A-Za-z][0-9A-Za-z.-]*$/),
  platform: z
    .string()
    .max(100)
    .regex(/^[0-9A-Za-z][0-9A-Za-z._-]*$/)
    .nullable()
    .optional(),
  created_at: looseTime,
  sha: looseSha256,
  metadata: table.nullable().catch(null),
});

type Row = z.infer<typeof rowShape>;

/** A release for each number, with a file for each platform. */
export function releasesOf(gem: string, versions: readonly Row[]): readonly RegistryRelease[] {
  const files = new Map<string, ReleaseFile[]>();
  for (const row of versions) {
    const others = files.get(row.number);
    if (others === undefined) files.set(row.number, [fileOf(gem, row)]);
    else others.push(fileOf(gem, row));
  }
  return [...files].map(([version, group]) => ({
    ...bareRelease(version),
    publishedAt: earliest(group.map(({ publishedAt }) => publishedAt)),
    files: group,
  }));
}

function fileOf(gem: string, { number, platform, sha, created_at }: Row): ReleaseFile {
  const isPlain = platform === undefined || platform === null || platform === 'ruby';
  return {
    name: `${gem}-${number}${isPlain ? '' : `-${platform}`}.gem`,
    digests: sha === null ? {} : { sha256: sha },
    publishedAt: created_at,
    attested: 'unknown',
  };
}

/**
 * The row of the version that `gem install` takes: the highest that is no prerelease, which is one without
 * letters; null where all are.
 */
export function newestOf(versions: readonly Row[]): Row | null {
  const stable = versions.filter(({ number }) => valid(number) !== null && !/[a-z]/i.test(number));
  return stable.reduce<Row | null>(
    (newest, row) => (newest === null || gt(row.number, newest.number) ? row : newest),
    null,
  );
}

/** `rubygems_mfa_required` holds from the version that says so on; null where it cannot be read. */
export function twoFactorRequired(newest: Row | null): boolean | null {
  const metadata = newest?.metadata ?? null;
  if (metadata === null) return null;
  const value = metadata.get('rubygems_mfa_required');
  return value === undefined ? false : (truths.get(value) ?? null);
}

const truths: ReadonlyMap<unknown, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** Addresses of sources as the versions give them, the newest first. */
export function addressesOf(versions: readonly Row[]): readonly string[] {
  const newestFirst = versions.toSorted((a, b) => ((a.created_at ?? '') < (b.created_at ?? '') ? 1 : -1));
  return newestFirst.flatMap(({ metadata }) =>
    ['source_code_uri', 'homepage_uri'].flatMap((key) => {
      const address = metadata?.get(key);
      return typeof address === 'string' ? [address] : [];
    }),
  );
}
