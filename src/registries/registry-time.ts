/**
 * A time as a registry writes it: ISO 8601 with `Z` or an offset. Null for anything else, and for years in which no
 * registry was or will be. Whether it has come yet is not asked here: only who knows the time of asking can tell.
 */
export function registryTime(value: unknown): RegistryTime | null {
  if (typeof value !== 'string' || !isoTime.test(value)) return null;
  const milliseconds = Date.parse(value);
  if (!(milliseconds >= earliest && milliseconds < latest)) return null;
  return { milliseconds, iso: new Date(milliseconds).toISOString() };
}

export interface RegistryTime {
  /** Since the epoch. */
  readonly milliseconds: number;
  /** ISO 8601 in UTC. */
  readonly iso: string;
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

const earliest = Date.UTC(1990, 0);
const latest = Date.UTC(2100, 0);
