import { describe, expect, it } from 'vitest';
import { pageAt } from '../../src/web/pages.ts';

const sources = { ready: () => Promise.resolve({ ready: true } as const), metrics: () => Promise.resolve('m 1\n') };

describe('pages', () => {
  it.each([
    ['/healthz', 'alive\n'],
    ['/readyz', 'ready\n'],
    ['/metrics', 'm 1\n'],
  ])('%s', async (path, body) => {
    expect(await pageAt(path, sources)).toMatchObject({ status: 200, body });
  });

  it('are alive even when they are not ready', async () => {
    const stopping = { ...sources, ready: () => Promise.resolve({ ready: false, reason: 'stopping' } as const) };
    expect((await pageAt('/healthz', stopping))?.status).toBe(200);
    expect(await pageAt('/readyz', stopping)).toMatchObject({ status: 503, body: 'not ready: stopping\n' });
  });

  it.each(['', '/', '/health', 'toString'])('%j is none', async (path) => {
    expect(await pageAt(path, sources)).toBeNull();
  });
});
