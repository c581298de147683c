import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { openIntake } from '../../src/app/intake.ts';
import type { BodyLimits } from '../../src/app/read-body.ts';
import type { ReceiveOptions } from '../../src/app/receive-webhook.ts';
import { type RunningServer, startServer, webhookPaths } from '../../src/app/server.ts';
import type { Readiness } from '../../src/web/pages.ts';
import { memoryDeliveries } from './memory-store.ts';
import { sendWebhook, signedHeaders, webhookSecret } from './send-webhook.ts';
import { keptLog } from './silent-log.ts';

const servers: RunningServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close(0);
});

describe('a webhook', () => {
  it('is stored and queued, then acknowledged', async () => {
    const { url, deliveries, queued } = await started();
    const id = randomUUID();
    const answer = await sendWebhook(url, { id, event: 'push', payload: { ref: 'refs/heads/main' } });
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ delivery: id });
    expect(await deliveries.open(id)).toMatchObject({ name: 'push', payload: '{"ref":"refs/heads/main"}' });
    expect(queued).toEqual([id]);
  });

  it.each(webhookPaths)('may come to %s', async (path) => {
    const { url, queued } = await started();
    const answer = await sendWebhook(url, { event: 'push', payload: {}, path });
    expect(answer.status).toBe(202);
    expect(queued).toHaveLength(1);
  });

  it('that was completed is acknowledged and not queued again; one that is open is', async () => {
    const { url, deliveries, queued, counted } = await started();
    const webhook = { id: randomUUID(), event: 'push', payload: {} };
    await sendWebhook(url, webhook);
    await sendWebhook(url, webhook);
    expect(queued).toEqual([webhook.id, webhook.id]);
    await deliveries.complete(webhook.id, 0);
    expect((await sendWebhook(url, webhook)).status).toBe(202);
    expect(queued).toHaveLength(2);
    expect(counted).toEqual(['push accepted', 'push again', 'push completed-before']);
  });

  it('to which nothing listens is acknowledged and not stored', async () => {
    const { url, deliveries, queued } = await started();
    const answer = await sendWebhook(url, { event: 'star', payload: { action: 'created' } });
    expect(answer.status).toBe(202);
    expect([await deliveries.left(0), queued]).toEqual([[], []]);
  });

  it('is not acknowledged where it cannot be stored, so that GitHub records a failure', async () => {
    const { url, log } = await started({
      intake: {
        receive: () => Promise.reject(new Error('no space on postgres://u:pw@h/d')),
        quiet: () => Promise.resolve(),
      },
    });
    const answer = await sendWebhook(url, { event: 'push', payload: { secret: 'in the payload' } });
    expect(answer.status).toBe(503);
    expect(log.text()).toContain('could not be stored');
    expect(log.text()).not.toMatch(/u:pw@|in the payload/);
  });
});

describe('what is refused', () => {
  it.each([
    ['a signature of another secret', { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }, 401],
    ['half a signature', { 'x-hub-signature-256': 'sha256=12' }, 401],
    ['no signature', { 'x-hub-signature-256': undefined }, 401],
    ['an old signature only', { 'x-hub-signature-256': undefined, 'x-hub-signature': 'sha1=00' }, 401],
    ['no event', { 'x-github-event': undefined }, 400],
    ['an event that is none', { 'x-github-event': 'Push; drop' }, 400],
    ['a long event', { 'x-github-event': 'a'.repeat(101) }, 400],
    ['no delivery', { 'x-github-delivery': undefined }, 400],
    ['a delivery that is no id', { 'x-github-delivery': '../../x' }, 400],
    ['a long delivery', { 'x-github-delivery': 'a'.repeat(101) }, 400],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['no content type', { 'content-type': undefined }, 415],
  ])('%s', async (_, change, status) => {
    const { url, queued, log } = await started();
    const body = JSON.stringify({ note: 'what is in the payload' });
    const headers = Object.entries({ ...signedHeaders('push', body), ...change });
    const answer = await post(url, Object.fromEntries(headers.filter(([, value]) => value !== undefined)), (out) =>
      out.end(body),
    );
    expect(answer.statusCode).toBe(status);
    expect(queued).toEqual([]);
    expect(log.text()).not.toContain('what is in the payload');
  });

  it.each([
    ['no JSON', 'payload={}'],
    ['a list', '[]'],
    ['a number', '7'],
    ['nothing at all', 'null'],
    ['JSON that is nested deeply', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('a body that is %s, although it is signed', async (_, body) => {
    const { url, queued } = await started();
    const answer = await post(url, signedHeaders('push', body), (out) => out.end(body));
    expect(answer.statusCode).toBe(400);
    expect(queued).toEqual([]);
  });

  it('nothing that only looks nested', async () => {
    const { url } = await started();
    const payload = { text: `${'{['.repeat(1000)}\\"`, list: [[]] };
    expect((await sendWebhook(url, { event: 'push', payload })).status).toBe(202);
  });

  it('a body larger than the limit, as it says or as it turns out, and the connection is closed', async () => {
    const { url, queued } = await started({ limits: { bytes: 1000, milliseconds: 5000 } });
    const body = 'x'.repeat(5000);
    const headers = signedHeaders('push', body);
    const told = await post(url, { ...headers, 'content-length': '5000' }, (out) => out.flushHeaders());
    const found = await post(url, { ...headers, 'transfer-encoding': 'chunked' }, (out) => out.write(body));
    for (const answer of [told, found]) expect([answer.statusCode, answer.headers.connection]).toEqual([413, 'close']);
    expect(queued).toEqual([]);
  });

  it('a body that takes too long', async () => {
    const { url } = await started({ limits: { bytes: 1000, milliseconds: 100 } });
    const answer = await post(url, { ...signedHeaders('push', '{}'), 'content-length': '2' }, (out) => out.write('{'));
    expect([answer.statusCode, answer.headers.connection]).toEqual([408, 'close']);
  });
});

describe('the pages', () => {
  it('say that the process is alive and ready, and what it counts', async () => {
    const { url } = await started();
    expect(await (await fetch(`${url}/healthz`)).text()).toBe('alive\n');
    expect((await fetch(`${url}/readyz?verbose`)).status).toBe(200);
    const metrics = await fetch(`${url}/metrics`);
    expect([metrics.headers.get('content-type'), await metrics.text()]).toEqual([
      'text/plain; version=0.0.4; charset=utf-8',
      'counted 1\n',
    ]);
  });

  it('say why the process is not ready', async () => {
    const { url } = await started({ readiness: { ready: false, reason: 'this process is stopping' } });
    const answer = await fetch(`${url}/readyz`);
    expect([answer.status, await answer.text()]).toEqual([503, 'not ready: this process is stopping\n']);
  });

  it.each([
    ['GET', '/'],
    ['GET', '/webhooks'],
    ['GET', '/healthz/'],
    ['GET', '/__proto__'],
    ['GET', '/constructor'],
    ['POST', '/healthz'],
    ['PUT', '/'],
    ['POST', '/probot/setup'],
  ])('%s %s is none of them', async (method, path) => {
    const { url } = await started();
    const answer = await fetch(`${url}${path}`, { method });
    expect([answer.status, await answer.text()]).toEqual([404, 'there is nothing here\n']);
  });

  it('cannot be framed, sniffed or kept', async () => {
    const { url } = await started();
    const { headers } = await fetch(`${url}/healthz`);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

interface Change extends Partial<Pick<ReceiveOptions, 'intake'>> {
  readonly limits?: BodyLimits;
  readonly readiness?: Readiness;
}

async function started(change: Change = {}) {
  const log = keptLog();
  const deliveries = memoryDeliveries();
  const queued: string[] = [];
  const counted: string[] = [];
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    webhooks: {
      verify: async (raw, signature) => {
        const right = Buffer.from(`sha256=${createHmac('sha256', webhookSecret).update(raw).digest('hex')}`);
        return right.length === signature.length && timingSafeEqual(right, Buffer.from(signature));
      },
      isHeard: (event) => event !== 'star',
      isEvent: (event) => event === 'push',
      intake:
        change.intake ?? openIntake({ deliveries, queue: { deliveries: async (ids) => void queued.push(...ids) } }),
      log: log.log,
      count: (event, outcome) => void counted.push(`${event} ${outcome}`),
      now: () => 1000,
    },
    pages: {
      ready: () => Promise.resolve(change.readiness ?? { ready: true }),
      metrics: () => Promise.resolve('counted 1\n'),
    },
    ...(change.limits === undefined ? {} : { limits: change.limits }),
  });
  servers.push(server);
  return { url: server.url, deliveries, queued, counted, log };
}

/** A request whose body is written by hand, for what `fetch` would put right. */
function post(
  url: string,
  headers: Readonly<Record<string, string | undefined>>,
  write: (out: ClientRequest) => void,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const out = request(url, { method: 'POST', headers, agent: false }, (answer) => {
    answer.resume();
    resolve(answer);
  });
  out.on('error', reject);
  write(out);
  return promise;
}
