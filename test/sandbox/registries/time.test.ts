import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { build, first, packageOf, second, started } from './started.ts';

const packument = z.object({
  'dist-tags': z.record(z.string(), z.string()),
  versions: z.record(z.string(), z.looseObject({ deprecated: z.string().optional() })),
  time: z.record(z.string(), z.string()),
  maintainers: z.array(z.object({ name: z.string() })),
});

const feedOf = z.object({ results: z.array(z.object({ seq: z.number(), id: z.string() })), last_seq: z.number() });

describe('the clock', () => {
  it('shows a release when the registry has let it go, and not before', async () => {
    const { at, ask, json } = await started(
      packageOf('npm', 'mint', { releases: [{ ...first, heldSeconds: 600 }, second] }),
    );
    at('2026-03-01T10:09:59Z');
    expect((await ask('npm', 'main', '/mint')).status).toBe(404);
    at('2026-03-01T10:10:00Z');
    const { time, versions } = packument.parse(await json('npm', 'main', '/mint'));
    expect(Object.keys(versions)).toEqual(['1.0.0']);
    // It was taken when it was sent.
    expect(time).toMatchObject({ created: '2026-03-01T10:00:00.000Z', '1.0.0': '2026-03-01T10:00:00.000Z' });
  });

  it('takes versions away, and npm keeps their time', async () => {
    const { at, json } = await started(
      packageOf('npm', 'mint', { releases: [first, { ...second, vanishedAt: '2026-03-11T13:00:00Z' }] }),
    );
    at('2026-03-11T12:59:59Z');
    expect(packument.parse(await json('npm', 'main', '/mint'))['dist-tags']).toEqual({ latest: '1.1.0' });
    at('2026-03-11T13:00:00Z');
    const { time, versions, ...rest } = packument.parse(await json('npm', 'main', '/mint'));
    expect(rest['dist-tags']).toEqual({ latest: '1.0.0' });
    expect(Object.keys(versions)).toEqual(['1.0.0']);
    expect(time).toHaveProperty(['1.1.0'], '2026-03-11T10:00:00.000Z');
  });

  it('withdraws a version, with the reason', async () => {
    const withdrawn = { kind: 'deprecated', reason: 'use 1.1', at: '2026-03-12T00:00:00Z' } as const;
    const { at, json } = await started(packageOf('npm', 'mint', { releases: [{ ...first, withdrawn }, second] }));
    at('2026-03-11T23:59:59Z');
    expect(packument.parse(await json('npm', 'main', '/mint')).versions['1.0.0']?.deprecated).toBeUndefined();
    at('2026-03-12T00:00:00Z');
    expect(packument.parse(await json('npm', 'main', '/mint')).versions['1.0.0']?.deprecated).toBe('use 1.1');
  });

  it('changes owners', async () => {
    const owners = [
      { name: 'ada', until: '2026-03-20T00:00:00Z' },
      { name: 'eve', from: '2026-03-20T00:00:00Z' },
    ];
    const { at, json } = await started(packageOf('npm', 'mint', { owners }));
    const names = async () => packument.parse(await json('npm', 'main', '/mint')).maintainers.map(({ name }) => name);
    at('2026-03-19T23:59:59Z');
    expect(await names()).toEqual(['ada']);
    at('2026-03-20T00:00:00Z');
    expect(await names()).toEqual(['eve']);
  });

  it('holds a package as each registry does', async () => {
    const heldAt = '2026-03-12T00:00:00Z';
    const { at, ask, json } = await started(
      packageOf('npm', 'mint', { heldAt }),
      packageOf('pypi', 'mint', { heldAt }),
      packageOf('crates.io', 'mint', { heldAt }),
    );
    const accept = { headers: { accept: 'application/vnd.pypi.simple.v1+json' } };
    at('2026-03-11T23:59:59Z');
    expect(await json('pypi', 'main', '/simple/mint/', accept)).toMatchObject({
      'project-status': { status: 'active' },
    });
    at(heldAt);
    const { versions } = packument.parse(await json('npm', 'main', '/mint'));
    expect(Object.keys(versions)).toEqual(['0.0.1-security']);
    expect(await json('pypi', 'main', '/simple/mint/', accept)).toMatchObject({
      'project-status': { status: 'quarantined' },
      versions: [],
      files: [],
    });
    expect((await ask('crates.io', 'main', '/api/v1/crates/mint')).status).toBe(404);
  });

  it('adds files and advisories when they come', async () => {
    const files = [
      { name: 'mint-1.1.0.tar.gz' },
      { name: 'mint-1.1.0-cp314-none-any.whl', at: '2026-03-13T10:00:00Z', build },
    ];
    const { at, json } = await started(
      packageOf('pypi', 'mint', {
        releases: [{ ...second, files }],
        advisories: [{ id: 'MAL-2026-1', at: '2026-03-14T00:00:00Z', versions: ['1.1.0'] }],
      }),
    );
    const accept = { headers: { accept: 'application/vnd.pypi.simple.v1+json' } };
    const index = z.object({ files: z.array(z.looseObject({ filename: z.string() })) });
    const count = async () => index.parse(await json('pypi', 'main', '/simple/mint/', accept)).files.length;
    const question = { package: { name: 'mint', ecosystem: 'PyPI' } };
    const known = () => json('osv', 'main', '/v1/query', { method: 'POST', body: JSON.stringify(question) });
    at('2026-03-13T09:59:59Z');
    expect(await count()).toBe(1);
    at('2026-03-13T10:00:00Z');
    expect(await count()).toBe(2);
    expect(await known()).toEqual({});
    at('2026-03-14T00:00:00Z');
    expect(await known()).toMatchObject({ vulns: [{ id: 'MAL-2026-1' }] });
  });
});

describe('feeds', () => {
  it("go on after a number: npm's", async () => {
    const { at, json } = await started(packageOf('npm', 'mint'), packageOf('npm', '@coin/die', { releases: [second] }));
    const changes = async (query: string) => feedOf.parse(await json('npm', 'replicate', `/_changes?${query}`));
    at('2026-03-05T00:00:00Z');
    const { last_seq: start, results } = await changes('since=now');
    expect(results).toEqual([]);
    expect((await changes(`since=${start}`)).last_seq).toBe(start);

    at('2026-03-12T00:00:00Z');
    const page = await changes(`since=${start}&limit=1`);
    const rest = await changes(`since=${page.last_seq}&limit=1`);
    expect([...page.results, ...rest.results].map(({ id }) => id).toSorted()).toEqual(['@coin/die', 'mint']);
    expect((await changes(`since=${rest.last_seq}`)).results).toEqual([]);
  });

  it('tell of what is new: PyPI and crates.io', async () => {
    const { at, ask } = await started(packageOf('pypi', 'Mint.Press'), packageOf('crates.io', 'mint'));
    const titles = async (service: string, base: string) =>
      [...(await (await ask(service, base, '/rss/updates.xml')).text()).matchAll(/<title>([^<]*\d)<\/title>/g)].map(
        ([, title]) => title,
      );
    at('2026-03-05T00:00:00Z');
    expect(await titles('pypi', 'main')).toEqual(['Mint.Press 1.0.0']);
    at('2026-03-12T00:00:00Z');
    expect(await titles('pypi', 'main')).toEqual(['Mint.Press 1.1.0', 'Mint.Press 1.0.0']);
    expect(await titles('crates.io', 'static')).toEqual([
      'New crate version published: mint v1.1.0',
      'New crate version published: mint v1.0.0',
    ]);
  });

  it("reach back a day: Packagist's", async () => {
    const { at, ask, json } = await started(packageOf('packagist', 'coin/mint'));
    at('2026-03-11T12:00:00Z');
    const since = (hours: number) => (Date.parse('2026-03-11T12:00:00Z') - hours * 3_600_000) * 10;
    const changes = (hours: number) => json('packagist', 'main', `/metadata/changes.json?since=${since(hours)}`);
    expect(await changes(3)).toEqual({
      timestamp: since(0),
      actions: [{ type: 'update', package: 'coin/mint', time: Date.parse('2026-03-11T10:00:00Z') / 1000 }],
    });
    expect(await changes(1)).toEqual({ timestamp: since(0), actions: [] });
    expect(await changes(25)).toMatchObject({ actions: [{ type: 'resync' }] });
    expect((await ask('packagist', 'main', '/metadata/changes.json')).status).toBe(400);
  });
});
