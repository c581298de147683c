import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { first, packageOf, second, started } from './started.ts';

/** The shapes are those of real documents; an object knows its keys, so that one too many is noticed as well. */
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const url = z.url();
const yanked = { ...first, withdrawn: { kind: 'yanked', reason: 'broken', at: '2026-03-12T00:00:00Z' } } as const;

describe("PyPI's documents", () => {
  const index = z.strictObject({
    meta: z.strictObject({ 'api-version': z.string(), '_last-serial': z.int() }),
    name: z.string(),
    'project-status': z.strictObject({ status: z.string() }),
    versions: z.array(z.string()),
    files: z.array(
      z.strictObject({
        filename: z.string(),
        url,
        hashes: z.strictObject({ sha256 }),
        'requires-python': z.string(),
        size: z.int(),
        'upload-time': z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
        yanked: z.union([z.boolean(), z.string()]),
        'core-metadata': z.literal(false),
        'data-dist-info-metadata': z.literal(false),
        provenance: url.nullable(),
      }),
    ),
  });

  it('list files with times, yanks and where their provenance is', async () => {
    const { ask } = await started(packageOf('pypi', 'Mint.Press', { releases: [yanked, second] }));
    const accept = 'application/vnd.pypi.simple.v1+json';
    const answer = await ask('pypi', 'main', '/simple/mint-press/', { headers: { accept } });
    expect(answer.headers.get('content-type')).toBe(accept);
    expect(answer.headers.get('x-pypi-last-serial')).toMatch(/^\d+$/);
    const { files, versions } = index.parse(await answer.json());
    expect(versions).toEqual(['1.0.0', '1.1.0']);
    expect(files.map((file) => [file.filename, file.yanked, file.provenance === null])).toEqual([
      ['mint_press-1.0.0-py3-none-any.whl', 'broken', true],
      ['mint_press-1.0.0.tar.gz', 'broken', true],
      ['mint_press-1.1.0-py3-none-any.whl', false, false],
      ['mint_press-1.1.0.tar.gz', false, false],
    ]);
  });

  it('say whose the project is', async () => {
    const { json } = await started(packageOf('pypi', 'mint'));
    const project = z.strictObject({
      info: z.looseObject({ version: z.string(), project_urls: z.record(z.string(), url) }),
      last_serial: z.int(),
      ownership: z.strictObject({
        roles: z.array(z.strictObject({ role: z.enum(['Owner', 'Maintainer']), user: z.string() })),
        organization: z.string().nullable(),
      }),
      urls: z.array(z.looseObject({ filename: z.string(), digests: z.strictObject({ sha256 }) })),
      vulnerabilities: z.array(z.unknown()),
    });
    const { info, ownership } = project.parse(await json('pypi', 'main', '/pypi/mint/json'));
    expect(info).toMatchObject({ version: '1.1.0', project_urls: { Source: 'https://github.com/coin/mint' } });
    expect(ownership).toEqual({ roles: [{ role: 'Owner', user: 'ada' }], organization: 'mint' });
    expect(project.parse(await json('pypi', 'main', '/pypi/mint/1.0.0/json')).info.version).toBe('1.0.0');
  });

  it('hold attestations under the names of PEP 740', async () => {
    const { ask } = await started(packageOf('pypi', 'mint'));
    const answer = await ask('pypi', 'main', '/integrity/mint/1.1.0/mint-1.1.0.tar.gz/provenance');
    expect(answer.headers.get('content-type')).toBe('application/vnd.pypi.integrity.v1+json');
    const entry = z.looseObject({
      logIndex: z.string(),
      integratedTime: z.string(),
      kindVersion: z.strictObject({ kind: z.literal('dsse'), version: z.literal('0.0.1') }),
      logId: z.strictObject({ keyId: z.base64() }),
    });
    const document = z.strictObject({
      attestation_bundles: z.tuple([
        z.strictObject({
          attestations: z.tuple([
            z.strictObject({
              envelope: z.strictObject({ signature: z.base64(), statement: z.base64() }),
              verification_material: z.strictObject({
                certificate: z.base64(),
                transparency_entries: z.array(entry).length(1),
              }),
              version: z.literal(1),
            }),
          ]),
          publisher: z.unknown(),
        }),
      ]),
      version: z.literal(1),
    });
    expect(document.parse(await answer.json()).attestation_bundles[0].publisher).toEqual({
      claims: null,
      environment: 'release',
      kind: 'GitHub',
      repository: 'coin/mint',
      workflow: 'release.yml',
    });
  });
});
