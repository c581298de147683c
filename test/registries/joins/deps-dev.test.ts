import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packagesOf, projectsOf } from '../../../src/registries/joins/deps-dev.ts';
import { seen } from '../../../src/types/observation.ts';
import { fakeHttp } from '../replies.ts';

describe('packages of a repository', () => {
  const path = 'deps.dev main /v3/projects/github.com%2Fbirds%2Fnest:packageversions';
  const ask = (body: unknown) => packagesOf('birds/nest', fakeHttp({ [path]: { body } }));

  const version = (system: string, name: string, number: string, provenance = 'UNVERIFIED_METADATA') => ({
    versionKey: { system, name, version: number },
    relationType: 'SOURCE_REPO',
    relationProvenance: provenance,
    slsaProvenances: [],
  });

  it('come together with their versions, and with the strongest evidence among them', async () => {
    const versions = [
      version('NPM', '@birds/nest', '1.0.0'),
      version('NPM', '@birds/nest', '1.1.0', 'SLSA_ATTESTATION'),
      version('PYPI', 'nest', '2.0', 'PYPI_PUBLISH_ATTESTATION'),
      version('GO', 'github.com/birds/nest', 'v1.0.0', 'GO_ORIGIN'),
      version('CARGO', 'nest', '0.1.0', 'SOMETHING_NEW'),
    ];
    expect(seen(await ask({ versions }))).toEqual([
      { registry: 'npm', name: '@birds/nest', relation: 'attested', versions: ['1.0.0', '1.1.0'] },
      { registry: 'pypi', name: 'nest', relation: 'attested', versions: ['2.0'] },
      { registry: 'go', name: 'github.com/birds/nest', relation: 'recorded', versions: ['v1.0.0'] },
      { registry: 'crates.io', name: 'nest', relation: 'claimed', versions: ['0.1.0'] },
    ]);
  });

  it('leave out systems that are no registry of ours, and those that only report issues there', async () => {
    const issues = { ...version('NPM', 'burrow', '1.0.0'), relationType: 'ISSUE_TRACKER' };
    const versions = [issues, version('BREW', 'nest', '1'), version('__proto__', 'nest', '1'), 7, null];
    expect(seen(await ask({ versions }))).toEqual([]);
  });

  it.each(['', 'birds', 'birds/nest/x', '../..', 'birds/..', 'birds/ne st', 'birds/🐦', 'b"/x'])(
    'are not asked for %j',
    async (name) => {
      const http = fakeHttp({});
      expect((await packagesOf(name, http)).state).toBe('absent');
      expect(http.asked).toEqual([]);
    },
  );

  it('are absent for a repository that the index does not have', async () => {
    expect((await packagesOf('birds/nest', fakeHttp({}))).state).toBe('absent');
  });

  it.each(['<html>', '', '{"versions":[', 'null', {}, { versions: {} }])('are unreadable in %j', async (body) => {
    expect((await ask(body)).state).toBe('unreadable');
  });

  it('never throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (anything) => {
        await ask(anything);
        expect(seen(await ask({ versions: [anything] }))).toEqual([]);
      }),
    );
  });
});

describe('projects of a version', () => {
  const path = 'deps.dev main /v3/systems/npm/packages/%40birds%2Fnest/versions/1.0.0';
  const ask = (body: unknown) => projectsOf('npm', '@birds/nest', '1.0.0', fakeHttp({ [path]: { body } }));

  it('are repositories on GitHub that it comes from, each once', async () => {
    const project = (id: string, relationType: string, relationProvenance: string) => ({
      projectKey: { id },
      relationType,
      relationProvenance,
    });
    const relatedProjects = [
      project('github.com/birds/nest', 'SOURCE_REPO', 'UNVERIFIED_METADATA'),
      project('github.com/birds/nest', 'SOURCE_REPO', 'SLSA_ATTESTATION'),
      project('github.com/birds/issues', 'ISSUE_TRACKER', 'UNVERIFIED_METADATA'),
      project('gitlab.com/birds/nest', 'SOURCE_REPO', 'UNVERIFIED_METADATA'),
      project('github.com/birds/..', 'SOURCE_REPO', 'UNVERIFIED_METADATA'),
      project('github.com/birds/../x', 'SOURCE_REPO', 'UNVERIFIED_METADATA'),
    ];
    expect(seen(await ask({ relatedProjects }))).toEqual([{ repository: 'birds/nest', relation: 'attested' }]);
  });

  it.each(['packagist', 'jsr', 'hex', 'pub.dev'] as const)(
    'are absent for %s, which the index does not have',
    async (id) => {
      const http = fakeHttp({});
      expect((await projectsOf(id, 'birds/nest', '1.0.0', http)).state).toBe('absent');
      expect(http.asked).toEqual([]);
    },
  );

  it('are asked for with names and versions that lead nowhere else', async () => {
    const http = fakeHttp({});
    await projectsOf('go', '../x?y', '#\uD800/..', http);
    expect(http.asked).toEqual(['deps.dev main /v3/systems/go/packages/..%2Fx%3Fy/versions/%23%EF%BF%BD%2F..']);
  });

  it.each(['<html>', '', '[]', 'null', { relatedProjects: 'x' }])('are unreadable in %j', async (body) => {
    expect((await ask(body)).state).toBe('unreadable');
  });
});
