import { createHmac, randomUUID } from 'node:crypto';

export const webhookSecret = 'a secret that only tests know';

export interface SentWebhook {
  readonly id?: string;
  readonly event: string;
  readonly payload: unknown;
  readonly secret?: string;
  readonly path?: string;
}

/** Sends a webhook as GitHub does. */
export function sendWebhook(url: string, { id, event, payload, secret, path }: SentWebhook): Promise<Response> {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return fetch(`${url}${path ?? '/'}`, { method: 'POST', body, headers: signedHeaders(event, body, { id, secret }) });
}

export function signedHeaders(
  event: string,
  body: string,
  { id = randomUUID(), secret = webhookSecret }: { id?: string | undefined; secret?: string | undefined } = {},
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': id,
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  };
}
