/**
 * What browsers are held to on every answer of the dashboard: no script runs, nothing foreign is loaded, nothing is shown
 * inside another page. The referrer stays on this origin: without any, forms would name none in `Origin`.
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Of what is for one person. */
export const personal = 'private, no-store';

/** Of what has its digest in its name. */
export const immutable = 'public, max-age=31536000, immutable';
