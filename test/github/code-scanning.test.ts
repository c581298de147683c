import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readUpload, uploadSarif } from '../../src/github/code-scanning.ts';
import { fakeClient } from './fake-client.ts';

const place = { owner: 'acme', repo: 'widget' };
const analysis = { commit: 'a'.repeat(40), ref: 'refs/heads/main', sarif: '{"version":"2.1.0"}' };

const uploaded = (answer: Parameters<typeof fakeClient>[0]) => uploadSarif(fakeClient(answer).client, place, analysis);
const read = (data: unknown, status = 200) => readUpload(fakeClient(() => ({ data, status })).client, place, 'one');

describe('an upload to code scanning', () => {
  it('is packed, and says of which commit and branch it is', async () => {
    const { client, calls } = fakeClient(() => ({ status: 202, data: { id: '6c81cd8e-b078' } }));
    expect(await uploadSarif(client, place, analysis)).toEqual({ outcome: 'taken', id: '6c81cd8e-b078' });
    const [{ route, parameters } = { route: '', parameters: {} }] = calls;
    expect(route).toBe('POST /repos/{owner}/{repo}/code-scanning/sarifs');
    expect(parameters).toMatchObject({ ...place, commit_sha: analysis.commit, ref: analysis.ref });
    expect(gunzipSync(Buffer.from(String(parameters['sarif']), 'base64')).toString()).toBe(analysis.sarif);
  });

  it.each([
    [413, '', { outcome: 'too-large' }],
    [403, 'Resource not accessible by integration', { outcome: 'refused', permission: 'security_events:write' }],
    [403, 'Advanced Security must be enabled for this repository to use code scanning.', { outcome: 'not-enabled' }],
    [404, 'Not Found', { outcome: 'gone' }],
    [403, 'Repository was archived so is read-only.', { outcome: 'archived' }],
    [400, 'the commit is unknown', { outcome: 'invalid', message: '400: the commit is unknown' }],
  ] as const)('that ends with %i %s is an outcome', async (status, message, outcome) => {
    const permission = status === 403 ? 'security_events:write' : null;
    expect(await uploaded(() => ({ status, data: { message }, permission }))).toMatchObject(outcome);
  });

  it('that GitHub confirms without an id cannot be asked after', async () => {
    expect(await uploaded(() => ({ status: 202, data: {} }))).toMatchObject({ outcome: 'invalid' });
  });

  it('is asked after, and what was wrong is told in a few words', async () => {
    expect(await read({ processing_status: 'pending' })).toEqual({ outcome: 'pending' });
    expect(await read({ processing_status: 'complete', errors: null })).toEqual({ outcome: 'complete' });
    const errors = Array.from({ length: 9 }, () => 'x'.repeat(1000));
    expect(await read({ processing_status: 'failed', errors })).toEqual({
      outcome: 'failed',
      errors: Array.from({ length: 3 }, () => 'x'.repeat(300)),
    });
    expect(await read({}, 404)).toEqual({ outcome: 'gone' });
  });
});
