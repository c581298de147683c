import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { first, packageOf, second, started } from './started.ts';

const npm = (path: string) => ['npm', 'main', path] as const;

describe('the local registries', () => {
  it('have a base address for each service and base', async () => {
    const { registries } = await started();
    expect(registries.bases['crates.io']).toEqual({
      main: `${registries.url}/crates.io/main`,
      index: `${registries.url}/crates.io/index`,
      static: `${registries.url}/crates.io/static`,
    });
    expect(registries.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('answer 404 for what they do not have', async () => {
    const { ask, registries } = await started(packageOf('npm', 'mint'));
    expect((await ask(...npm('/other'))).status).toBe(404);
    expect((await ask(...npm('/mint/9.9.9'))).status).toBe(404);
    expect((await ask(...npm('/constructor'))).status).toBe(404);
    expect((await fetch(`${registries.url}/constructor/main/x`)).status).toBe(404);
    expect((await fetch(`${registries.url}/npm/other/mint`)).status).toBe(404);
  });

  it('write down each request', async () => {
    const { ask, at, registries } = await started(packageOf('npm', 'mint'));
    at('2026-05-01T00:00:00Z');
    await ask(...npm('/mint?x=1'));
    await ask('osv', 'main', '/v1/query', { method: 'POST', body: '{}' });
    expect(registries.requests).toEqual([
      { service: 'npm', base: 'main', method: 'GET', path: '/mint?x=1', status: 200, at: Date.UTC(2026, 4, 1) },
      { service: 'osv', base: 'main', method: 'POST', path: '/v1/query', status: 400, at: Date.UTC(2026, 4, 1) },
    ]);
  });

  it('refuse a package of a registry that they do not stand in for', async () => {
    await expect(started(packageOf('ghcr', 'mint'))).rejects.toThrow('no local registry for ghcr');
  });

  it('turn away who does not say who they are, as crates.io and Hex do', async () => {
    const { registries } = await started(packageOf('crates.io', 'mint'), packageOf('hex', 'mint'));
    const anonymous = (url: string) =>
      new Promise((resolve, reject) => {
        request(url, (response) => resolve(response.resume().statusCode))
          .on('error', reject)
          .end();
      });
    expect(await anonymous(`${registries.url}/crates.io/main/api/v1/crates/mint`)).toBe(403);
    expect(await anonymous(`${registries.url}/hex/main/api/packages/mint`)).toBe(400);
  });
});

describe('a conditional request', () => {
  it('is answered 304 until the document changes', async () => {
    const { ask, at } = await started(packageOf('npm', 'mint'));
    at('2026-03-05T00:00:00Z');
    const before = await ask(...npm('/mint'));
    const etag = before.headers.get('etag') ?? '';
    const again = await ask(...npm('/mint'), { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect(again.headers.get('etag')).toBe(etag);

    at('2026-03-12T00:00:00Z');
    const after = await ask(...npm('/mint'), { headers: { 'if-none-match': etag } });
    expect(after.status).toBe(200);
    expect(after.headers.get('etag')).not.toBe(etag);
  });

  it('goes by time where it has no tag', async () => {
    const { ask, at } = await started(packageOf('packagist', 'coin/mint'));
    at('2026-03-05T00:00:00Z');
    const path = '/p2/coin/mint.json';
    const modified = (await ask('packagist', 'repo', path)).headers.get('last-modified') ?? '';
    expect(modified).toBe('Sun, 01 Mar 2026 10:00:00 GMT');
    const conditional = { headers: { 'if-modified-since': modified } };
    expect((await ask('packagist', 'repo', path, conditional)).status).toBe(304);
    at('2026-03-12T00:00:00Z');
    expect((await ask('packagist', 'repo', path, conditional)).status).toBe(200);
  });

  it('has the same tag compressed or not', async () => {
    const { ask } = await started(packageOf('npm', 'mint'));
    const plain = await ask(...npm('/mint'), { headers: { 'accept-encoding': 'identity' } });
    const zipped = await ask(...npm('/mint'), { headers: { 'accept-encoding': 'gzip' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(await zipped.text()).toBe(await plain.text());
    expect(zipped.headers.get('etag')).toBe(plain.headers.get('etag'));
  });

  it('is answered without a body to HEAD', async () => {
    const { ask } = await started(packageOf('maven-central', 'org.coin:mint'));
    const head = await ask('maven-central', 'main', '/org/coin/mint/1.0.0/mint-1.0.0.pom', { method: 'HEAD' });
    expect(head.headers.get('last-modified')).toBe('Sun, 01 Mar 2026 10:00:00 GMT');
    expect(await head.text()).toBe('');
  });
});

describe('trouble', () => {
  const matches = ({ service }: { readonly service: string }) => service === 'npm';

  it('comes as often as it was ordered, and only where it matches', async () => {
    const { ask, registries } = await started(packageOf('npm', 'mint'), packageOf('hex', 'mint'));
    registries.fault({ matches, times: 2, kind: { type: 'status', status: 429, retryAfterSeconds: 30 } });
    const limited = await ask(...npm('/mint'));
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '30']);
    expect((await ask('hex', 'main', '/api/packages/mint')).status).toBe(200);
    expect((await ask(...npm('/mint'))).status).toBe(429);
    expect((await ask(...npm('/mint'))).status).toBe(200);
    expect(registries.requests.map(({ status }) => status)).toEqual([429, 200, 429, 200]);
  });

  it('can be a body that is something else', async () => {
    const { ask, registries } = await started();
    registries.fault({ matches, times: 1, kind: { type: 'body', body: '<html>', contentType: 'text/html' } });
    const answer = await ask(...npm('/mint'));
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'text/html',
      '<html>',
    ]);
  });

  it('can be bytes, so many or until the asker hangs up', async () => {
    const { ask, registries } = await started();
    registries.fault({ matches, times: 1, kind: { type: 'endless', bytes: 200_000 } });
    expect((await (await ask(...npm('/mint'))).arrayBuffer()).byteLength).toBe(200_000);
    registries.fault({ matches, times: 1, kind: { type: 'endless', bytes: null } });
    const reader = (await ask(...npm('/mint'))).body?.getReader();
    let read = 0;
    while (read < 1_000_000) read += (await reader?.read())?.value?.byteLength ?? 0;
    await reader?.cancel();
    expect(read).toBeGreaterThanOrEqual(1_000_000);
  });

  it('can lead elsewhere', async () => {
    const { ask, registries } = await started();
    registries.fault({ matches, times: 1, kind: { type: 'redirect', to: 'http://169.254.169.254/' } });
    const answer = await ask(...npm('/mint'), { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'http://169.254.169.254/']);
  });

  it('can break the connection, or say nothing', async () => {
    const { ask, registries } = await started();
    registries.fault({ matches, times: 1, kind: { type: 'broken' } });
    await expect(ask(...npm('/mint'))).rejects.toThrow('fetch failed');
    registries.fault({ matches, times: 1, kind: { type: 'silent' } });
    await expect(ask(...npm('/mint'), { signal: AbortSignal.timeout(50) })).rejects.toThrow('timeout');
  });
});

describe('what is published later', () => {
  it('is there from then on', async () => {
    const { at, json, registries } = await started(packageOf('npm', 'mint', { releases: [first] }));
    at('2026-03-20T00:00:00Z');
    registries.publish('npm', 'mint', { ...second, at: '2026-03-11T10:00:00Z' });
    expect(await json(...npm('/mint'))).toMatchObject({ 'dist-tags': { latest: '1.1.0' } });
    expect(await json('npm', 'replicate', '/_changes?since=0')).toMatchObject({
      // The feed tells of it when it happened, not when it says it did.
      results: [{ id: 'mint' }, { id: 'mint', seq: Date.UTC(2026, 2, 20) * 1000 }],
    });
  });

  it('needs a package', async () => {
    const { registries } = await started();
    expect(() => registries.publish('npm', 'mint', first)).toThrow('no package mint');
  });
});
