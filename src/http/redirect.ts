import { isIP } from 'node:net';
import type { Place } from './places.ts';

/**
 * Where a redirect of a service leads, or why it is not followed. The hosts of the service are names in a table and are
 * asked over https, where a name that was made to resolve to a private address has no certificate; an origin that was
 * configured may be anywhere, and nothing else may.
 */
export function redirectOf(location: string, from: URL, place: Place): URL | string {
  const to = URL.parse(location, from.href);
  if (to === null) return 'redirects to what is no address';
  if (to.username !== '' || to.password !== '') return 'redirects to an address with credentials in it';
  if (place.origins.has(to.origin)) return to;
  const host = to.hostname.slice(0, longestHost);
  if (isIP(host.replace(/^\[|\]$/g, '')) !== 0)
    return `redirects to a bare IP address (${host}), which is not followed`;
  if (!place.hosts.some((known) => isOf(to.hostname, known)))
    return `redirects to another host (${host}), which is not followed`;
  if (to.protocol !== 'https:' || to.port !== '')
    return `redirects to ${host} without plain https, which is not followed`;
  return to;
}

const longestHost = 253;

function isOf(host: string, known: string): boolean {
  return known.startsWith('.') ? host.endsWith(known) : host === known;
}
