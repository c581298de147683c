import type { RegistryFault } from '../../src/sandbox/registries/registries.ts';

type Trouble = RegistryFault['kind'];

const asJson = (body: string): Trouble => ({ type: 'body', body, contentType: 'application/json' });

/** Answers of registries that tell nothing, whatever was asked. */
export const troubles: readonly (readonly [string, Trouble])[] = [
  ['status 500', { type: 'status', status: 500 }],
  ['a limit for an hour', { type: 'status', status: 429, retryAfterSeconds: 3600 }],
  ['a page', { type: 'body', body: '<!doctype html><title>Maintenance</title>', contentType: 'text/html' }],
  ['a page that says it is JSON', asJson('<!doctype html><html><body>Sign in</body></html>')],
  ['null', asJson('null')],
  ['a word', asJson('"1.2.0"')],
  ['a list', asJson('[[[]]]')],
  ['brackets without an end', asJson('['.repeat(100_000))],
  ['bytes', { type: 'body', body: new Uint8Array([0x1f, 0x8b, 0, 255, 254]), contentType: 'application/gzip' }],
  ['bytes without an end', { type: 'endless', bytes: null }],
  ['200 megabytes', { type: 'endless', bytes: 200_000_000 }],
  ['a redirect to the metadata of a cloud', { type: 'redirect', to: 'http://169.254.169.254/latest/meta-data/' }],
  ['a redirect to a private address', { type: 'redirect', to: 'https://10.0.0.1/internal' }],
  ['a redirect to a file', { type: 'redirect', to: 'file:///etc/passwd' }],
  ['silence', { type: 'silent' }],
  ['a broken connection', { type: 'broken' }],
];
