import type { Context, MiddlewareHandler } from 'hono';

/** No page runs a script, loads anything foreign, or is shown inside another. */
export const securityHeaders: MiddlewareHandler = async (context, next) => {
  if (!isLocal(context.req.header('host'))) return context.text('These pages are for this machine.', 421);
  await next();
  for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
  return undefined;
};

/**
 * Whether a form was sent from one of these pages. Browsers say where a form comes from in `Origin`, which no page can
 * forge; what sends none is refused.
 */
export function isOurs(context: Context): boolean {
  const origin = URL.parse(context.req.header('origin') ?? '');
  return origin?.protocol === 'http:' && origin.host === context.req.header('host');
}

const headers: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Forms would name no origin under `no-referrer`.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/** A foreign name that was made to lead here (DNS rebinding) is not answered. */
function isLocal(host: string | undefined): boolean {
  const name = URL.parse(`http://${host ?? ''}`)?.hostname;
  return name === '127.0.0.1' || name === 'localhost';
}
