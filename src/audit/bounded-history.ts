import type { PackageHistory, RegistryRelease } from '../registries/release.ts';

/**
 * The same history, no larger than what is worth keeping: it is stored, and read again with those of all packages of a
 * repository. Whoever publishes chooses how many files and dependencies a release has; beyond the bounds those of the
 * oldest releases count as not read.
 */
export function boundedHistory(history: PackageHistory): PackageHistory {
  const left = { files: most.files, characters: most.characters };
  const newestFirst = history.releases.toReversed().map((release): RegistryRelease => {
    const { files, dependencies } = release;
    left.files -= files.length;
    left.characters -= (dependencies ?? []).reduce((sum, name) => sum + name.length + 3, 0);
    return {
      ...release,
      files: left.files < 0 ? [] : files,
      dependencies: left.characters < 0 ? null : dependencies,
    };
  });
  const isWithin = left.files >= 0 && left.characters >= 0;
  return isWithin ? history : { ...history, releases: newestFirst.toReversed() };
}

/** In all releases of a package: far more than large projects have. */
const most = { files: 15_000, characters: 2_000_000 } as const;
