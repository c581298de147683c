import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commit, first, packageOf, second, started } from './started.ts';

/** The shapes are those of real documents; an object knows its keys, so that one too many is noticed as well. */
const moment = z.iso.datetime();
const url = z.url();

describe("npm's documents", () => {
  const version = z.strictObject({
    _id: z.string(),
    name: z.string(),
    version: z.string(),
    dist: z.strictObject({
      integrity: z.string().startsWith('sha512-'),
      shasum: z.string().length(40),
      tarball: url,
      fileCount: z.number(),
      unpackedSize: z.number(),
      attestations: z
        .strictObject({
          url,
          provenance: z.strictObject({ predicateType: z.literal('https://slsa.dev/provenance/v1') }),
        })
        .optional(),
      signatures: z.array(z.unknown()),
    }),
    _npmUser: z.strictObject({
      name: z.string(),
      email: z.string(),
      trustedPublisher: z.strictObject({ id: z.string(), oidcConfigId: z.string().startsWith('oidc:') }).optional(),
      approver: z.strictObject({ name: z.string(), email: z.string() }).optional(),
    }),
    gitHead: z.string().optional(),
    repository: z.strictObject({ type: z.literal('git'), url: z.string() }).optional(),
    scripts: z.strictObject({ postinstall: z.string() }).optional(),
    hasInstallScript: z.literal(true).optional(),
    dependencies: z.record(z.string(), z.string()).optional(),
    maintainers: z.array(z.strictObject({ name: z.string(), email: z.string() })),
  });
  const packument = z.strictObject({
    _id: z.string(),
    _rev: z.string(),
    name: z.string(),
    'dist-tags': z.record(z.string(), z.string()),
    versions: z.record(z.string(), version),
    time: z.record(z.string(), moment),
    maintainers: z.array(z.strictObject({ name: z.string(), email: z.string() })),
    repository: z.strictObject({ type: z.literal('git'), url: z.string() }),
    readme: z.string(),
  });
  const staged = { trusted: { approver: { name: 'ada', email: 'ada@example.test' } } };
  const scoped = packageOf('npm', '@coin/mint', {
    releases: [
      { ...first, claimedCommit: 'fix' },
      { ...second, by: staged, installScript: true, dependencies: ['left'], claimedCommit: null },
    ],
  });

  it('say who published, when, from where and with what', async () => {
    const { json } = await started(scoped);
    const { versions, time } = packument.parse(await json('npm', 'main', '/@coin%2fmint'));
    expect(time).toMatchObject({ created: '2026-03-01T10:00:00.000Z', modified: '2026-04-01T00:00:00.000Z' });
    expect(versions['1.0.0']).toMatchObject({ _npmUser: { name: 'ada', email: 'ada@example.test' }, gitHead: commit });
    expect(versions['1.0.0']?.dist.attestations).toBeUndefined();
    expect(versions['1.1.0']).toMatchObject({
      _npmUser: { trustedPublisher: { id: 'github', oidcConfigId: 'oidc:first' }, approver: { name: 'ada' } },
      hasInstallScript: true,
      dependencies: { left: '^1.0.0' },
    });
    expect(versions['1.1.0']?.gitHead).toBeUndefined();
    expect(version.parse(await json('npm', 'main', '/@coin/mint/latest')).version).toBe('1.1.0');
  });

  it('leave out times and people for who installs', async () => {
    const { ask } = await started(scoped);
    const accept = 'application/vnd.npm.install-v1+json';
    const answer = await ask('npm', 'main', '/@coin%2fmint', { headers: { accept } });
    expect(answer.headers.get('content-type')).toBe(accept);
    const short = z.strictObject({
      name: z.string(),
      modified: moment,
      'dist-tags': z.record(z.string(), z.string()),
      versions: z.record(
        z.string(),
        version.pick({ name: true, version: true, dist: true, dependencies: true, hasInstallScript: true }).strict(),
      ),
    });
    expect(Object.keys(short.parse(await answer.json()).versions)).toEqual(['1.0.0', '1.1.0']);
  });

  it('have digests of what is served', async () => {
    const { ask, json } = await started(scoped);
    const { dist } = version.parse(await json('npm', 'main', '/@coin%2fmint/1.0.0'));
    const bytes = await (await ask('npm', 'main', '/@coin/mint/-/mint-1.0.0.tgz')).arrayBuffer();
    const digest = Buffer.from(await crypto.subtle.digest('SHA-512', bytes)).toString('base64');
    expect(dist.integrity).toBe(`sha512-${digest}`);
  });

  it('find packages by maintainer', async () => {
    const { json } = await started(scoped, packageOf('npm', 'other', { owners: [] }));
    const found = await json('npm', 'main', '/-/v1/search?text=maintainer:ada&size=250');
    expect(found).toMatchObject({ total: 1, objects: [{ package: { name: '@coin/mint' } }] });
  });
});
