/**
 * Milliseconds since the epoch from which a service wants to be asked again, from a `Retry-After` of seconds or a date
 * (RFC 9110, 10.2.3): between a second and an hour from now, and a minute where the header says nothing sensible.
 */
export function retryAt(header: string | null, now: number): number {
  const wait = waitOf(header?.trim() ?? '', now);
  return now + Math.min(Math.max(wait, shortest), longest);
}

/** 429, and 503 with a time: whoever answers so is not asked again for a while, whatever the body says. */
export function wantsToBeLeftAlone(status: number, headers: Headers): boolean {
  return status === 429 || (status === 503 && headers.has('retry-after'));
}

const shortest = 1000;
const usual = 60 * 1000;
const longest = 60 * 60 * 1000;

function waitOf(header: string, now: number): number {
  if (/^\d{1,10}$/.test(header)) return Number(header) * 1000;
  const date = /^[A-Z][a-z]{2,8},? /.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? usual : date - now;
}
