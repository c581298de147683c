import type { ServiceId } from './http.ts';

/**
 * `Mintmark/1.2.3 (+https://example.org/mintmark)`. Every registry wants a name, and most a way to reach whoever runs it;
 * Packagist wants an address of electronic mail as `mailto=` (packagist.org/apidoc).
 */
export function userAgent(service: ServiceId, version: string, contact: string): string {
  const reach = plain(contact);
  const mail = service === 'packagist' && reach.includes('@') ? `; mailto=${reach}` : '';
  return `Mintmark/${plain(version)} (+${reach}${mail})`;
}

/** What a header can carry without being taken for something else. */
function plain(text: string): string {
  return text.replace(/[^\x21-\x7e]|[();]/g, '').slice(0, 200);
}
