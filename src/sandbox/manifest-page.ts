import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Answer, failure } from './http/answer.ts';
import type { World } from './world.ts';

/**
 * github.com's page for a new app, as far as a manifest goes: what a person would confirm there is confirmed at once, and
 * the browser is led back with a code. Null for every other page.
 */
export function registrationPage(world: World, request: IncomingMessage, body: Buffer): Answer | null {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  if (request.method !== 'POST' || !registration.test(path)) return null;
  const manifest = readManifest(new URLSearchParams(body.toString()).get('manifest'));
  const back = manifest?.['redirect_url'];
  if (manifest === null || typeof back !== 'string' || !URL.canParse(back))
    return failure(422, 'Invalid GitHub App configuration');
  const code = randomBytes(20).toString('hex');
  world.manifests.set(code, manifest);
  const target = new URL(back);
  target.searchParams.set('code', code);
  const state = new URLSearchParams(query).get('state');
  if (state !== null) target.searchParams.set('state', state);
  return { status: 302, headers: { location: target.href } };
}

const registration = /^(?:\/organizations\/[\w.-]+)?\/settings\/apps\/new$/;

function readManifest(text: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
