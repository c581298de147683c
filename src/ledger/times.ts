import type { PackageHistory, RegistryRelease } from '../registries/release.ts';

/**
 * The time of publication in milliseconds since the epoch; null where there is none to believe: unreadable, before there
 * were registries (NuGet writes 1900 for what is unlisted), or after tomorrow.
 */
export function publicationTime(publishedAt: string | null, now: number): number | null {
  const at = publishedAt === null ? Number.NaN : Date.parse(publishedAt);
  return at >= firstRegistries && at <= now + day ? at : null;
}

/** The same history where releases whose time cannot be believed stand before those that have one. */
export function inBelievedOrder(history: PackageHistory, now: number): PackageHistory {
  const { releases } = history;
  const isTimed = ({ publishedAt }: RegistryRelease) => publicationTime(publishedAt, now) !== null;
  const misdated = releases.filter((release) => release.publishedAt !== null && !isTimed(release));
  if (misdated.length === 0) return history;
  const undated = releases.filter(({ publishedAt }) => publishedAt === null);
  return { ...history, releases: [...undated, ...misdated, ...releases.filter(isTimed)] };
}

/** A time as ISO 8601; the epoch's where no calendar holds it. */
export function isoTime(milliseconds: number): string {
  return new Date(Math.abs(milliseconds) <= 8.64e15 ? milliseconds : 0).toISOString();
}

const firstRegistries = Date.UTC(1990, 0, 1);
const day = 86_400_000;
