/** A version as the registry shows it that a person published by hand; what is given is laid over it. */
export function versionDocument(name: string, version: string, over: object = {}): Record<string, unknown> {
  return {
    _id: `${name}@${version}`,
    name,
    version,
    _nodeVersion: '24.1.0',
    _npmVersion: '11.5.1',
    _npmUser: { name: 'wren', email: 'wren@birds.example' },
    maintainers: [{ name: 'wren', email: 'wren@birds.example' }],
    scripts: { test: 'node --test' },
    dist: dist(name, version),
    ...over,
  };
}

export function dist(name: string, version: string): Record<string, unknown> {
  const file = `${name.split('/').at(-1)}-${version}.tgz`;
  return {
    integrity: `sha512-${Buffer.alloc(64, version).toString('base64')}`,
    shasum: 'c0'.repeat(20),
    tarball: `https://registry.birds.example/${name}/-/${file}`,
    fileCount: 3,
    unpackedSize: 1234,
    signatures: [{ keyid: 'SHA256:none', sig: 'MEUC' }],
  };
}

/** The publisher that the registry shows for trusted publishing. */
export function trusted(configuration: string, over: object = {}): Record<string, unknown> {
  return {
    name: 'GitHub Actions',
    email: 'npm-oidc-no-reply@github.com',
    trustedPublisher: { id: 'github', oidcConfigId: configuration },
    ...over,
  };
}

/** A document of a package; the newest version in the order given is `latest`. */
export function packumentDocument(
  name: string,
  versions: readonly Record<string, unknown>[],
  times: Readonly<Record<string, unknown>>,
  over: object = {},
): Record<string, unknown> {
  return {
    _id: name,
    _rev: '3-abc',
    name,
    'dist-tags': { latest: versions.at(-1)?.['version'] },
    versions: Object.fromEntries(versions.map((version) => [version['version'], version])),
    time: { created: '2024-01-01T00:00:00.000Z', modified: '2026-08-01T00:00:00.000Z', ...times },
    maintainers: [{ name: 'wren', email: 'wren@birds.example' }],
    readme: '# Birds',
    ...over,
  };
}
