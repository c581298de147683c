import { describe, expect, it } from 'vitest';
import { acme } from '../local-github.ts';

describe('answers', () => {
  it('come in pages with links', async () => {
    const { ask } = await acme(Array.from({ length: 5 }, (_, index) => ({ name: `r${index}` })));
    const first = await ask('/installation/repositories?per_page=2');
    expect(first.body.total_count).toBe(5);
    expect(first.headers.get('link')).toMatch(/[?&]page=2>; rel="next".*page=3>; rel="last"/);
    const last = await ask('/installation/repositories?per_page=2&page=3');
    expect(last.body.repositories.map(({ name }: { name: string }) => name)).toEqual(['r4']);
    expect(last.headers.get('link')).not.toContain('rel="next"');
    expect((await ask('/installation/repositories?per_page=500')).body.repositories).toHaveLength(5);
  });

  it('are not sent again to who has them, and then count against nothing', async () => {
    const { ask, sandbox } = await acme();
    const first = await ask('/repos/acme/widget');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"/);
    const again = await ask('/repos/acme/widget', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect(again.headers.get('x-ratelimit-used')).toBe('1');
    expect(sandbox.requests.at(-1)).toMatchObject({ status: 304, counted: false });
    await sandbox.people.setVisibility('acme', 'widget', 'private');
    expect((await ask('/repos/acme/widget', { headers: { 'if-none-match': etag } })).status).toBe(200);
  });

  it('lead on after a rename and a transfer', async () => {
    const { ask, sandbox } = await acme();
    const { id } = sandbox.repository('acme', 'widget');
    await sandbox.people.rename('acme', 'widget', 'gadget');
    const moved = await ask('/repos/acme/widget/contents/a.txt?ref=main');
    expect(moved.status).toBe(301);
    expect(moved.headers.get('location')).toBe(`${sandbox.url}/repositories/${id}/contents/a.txt?ref=main`);
    expect(moved.body.url).toBe(moved.headers.get('location'));
    expect((await ask(`/repositories/${id}/contents/a.txt?ref=main`)).body.name).toBe('a.txt');
    expect((await ask('/repos/acme/widget/issues', { method: 'POST', body: { title: 'x' } })).status).toBe(307);
    await sandbox.people.transfer('acme', 'gadget', 'bob');
    expect((await ask(`/repositories/${id}`)).status).toBe(404);
  });

  it('refuse writes to what is archived', async () => {
    const { ask, sandbox } = await acme();
    await sandbox.people.archive('acme', 'widget');
    const refused = await ask('/repos/acme/widget/issues', { method: 'POST', body: { title: 'x' } });
    expect(refused).toMatchObject({ status: 403, body: { message: 'Repository was archived so is read-only.' } });
    expect((await ask('/repos/acme/widget/issues')).status).toBe(200);
  });

  it('are the same under the path of an Enterprise Server', async () => {
    const { ask } = await acme();
    expect((await ask('/api/v3/repos/acme/widget')).body).toEqual((await ask('/repos/acme/widget')).body);
    const query = { method: 'POST', body: { query: '{ repository(owner: "acme", name: "widget") { name } }' } };
    expect((await ask('/api/graphql', query)).body).toEqual({ data: { repository: { name: 'widget' } } });
  });

  it('cut listings of trees short, and say so', async () => {
    const files = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`f${index}`, 'x']));
    const { ask } = await acme([{ name: 'widget', commits: [{ files }] }], {}, { treeEntryLimit: 4 });
    const cut = await ask('/repos/acme/widget/git/trees/main?recursive=1');
    expect(cut.body).toMatchObject({ truncated: true });
    expect(cut.body.tree).toHaveLength(4);
  });
});

describe('trouble on demand', () => {
  it('is a limit that is used up, until the hour ends', async () => {
    const { ask, sandbox } = await acme();
    sandbox.faults.primaryLimit(1, 1);
    expect((await ask('/repos/acme/widget')).headers.get('x-ratelimit-remaining')).toBe('0');
    const refused = await ask('/repos/acme/widget');
    expect(refused.status).toBe(403);
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    expect((await ask('/rate_limit')).status).toBe(200);
    sandbox.faults.clear();
    expect((await ask('/repos/acme/widget')).status).toBe(200);
  });

  it('is an answer that breaks off, to what was done all the same', async () => {
    const { ask, sandbox } = await acme();
    sandbox.faults.answer({ matches: (method) => method === 'POST', times: 1, kind: { type: 'truncated' } });
    await expect(ask('/repos/acme/widget/issues', { method: 'POST', body: { title: 'x' } })).rejects.toThrow(
      /terminated|JSON/,
    );
    expect([...sandbox.repository('acme', 'widget').issues.values()]).toMatchObject([{ title: 'x' }]);
  });

  it('is a secondary limit, an outage, a slow answer and a broken connection, each as often as asked', async () => {
    const { ask, sandbox } = await acme();
    const matches = (method: string, path: string) => method === 'GET' && path === '/repos/acme/widget';
    sandbox.faults.answer({ matches, times: 1, kind: { type: 'secondary-limit', retryAfterSeconds: 7 } });
    sandbox.faults.answer({ matches, times: 2, kind: { type: 'status', status: 503 } });
    sandbox.faults.answer({ matches, times: 1, kind: { type: 'broken' } });
    sandbox.faults.answer({ matches, times: 1, kind: { type: 'slow', milliseconds: 30 } });
    const limited = await ask('/repos/acme/widget');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([403, '7']);
    expect([(await ask('/repos/acme/widget')).status, (await ask('/repos/acme/widget')).status]).toEqual([503, 503]);
    await expect(ask('/repos/acme/widget')).rejects.toThrow('fetch failed');
    const start = performance.now();
    expect((await ask('/repos/acme/widget')).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(25);
  });
});
