import { describe, expect, it } from 'vitest';
import { base64 } from '../../../src/registries/base64.ts';
import { client } from '../../../src/registries/rubygems/client.ts';
import { fakeHttp } from '../replies.ts';

describe('a gem', () => {
  it('is handed on byte by byte, whatever it holds', async () => {
    const bytes = new Uint8Array([0, 255, 10, 0x1f, 0x8b, 200]);
    const http = fakeHttp({ 'rubygems main /gems/mint-1.0.0.gem': { body: bytes } });
    const found = await client.artifact?.('mint-1.0.0.gem', http);
    expect(found).toMatchObject({ state: 'seen', value: Buffer.from(bytes).toString('base64') });
    expect(http.questions[0]).toMatchObject({ mostBytes: 16 * 1024 * 1024, distil: base64 });
  });

  it('is asked for under one address, whatever it is called', async () => {
    const http = fakeHttp({});
    expect((await client.artifact?.('../a?b#c.gem', http))?.state).toBe('absent');
    expect(http.asked).toEqual(['rubygems main /gems/..%2Fa%3Fb%23c.gem']);
  });

  it('that does not come is unreadable', async () => {
    const http = fakeHttp({ 'rubygems main /gems/mint-1.0.0.gem': { unavailable: 'it is too large' } });
    expect(await client.artifact?.('mint-1.0.0.gem', http)).toMatchObject({
      state: 'unreadable',
      reason: 'it is too large',
    });
  });
});
