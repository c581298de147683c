import { describe, expect, it } from 'vitest';
import { advisoryDraft, osvDraft } from '../../../src/reports/osv/index.ts';
import type { IncidentPack } from '../../../src/types/incident-pack.ts';

const standing = { id: null, withdrawn: null };

function aPack(over: Partial<IncidentPack> = {}): IncidentPack {
  return {
    version: 1,
    repository: 'octo/lantern',
    registry: 'npm',
    package: '@octo/lantern',
    release: '1.2.4',
    publishedAt: '2026-03-01T12:00:00.000Z',
    noticedAt: '2026-03-01T12:04:00.000Z',
    severity: 'high',
    signals: [{ id: 'tp-lost', severity: 'high', says: 'what only maintainers may read' }],
    known: ['what only maintainers may read'],
    notKnown: [],
    response: [],
    evidence: [],
    ...over,
  };
}

describe('the draft of an OSV record', () => {
  it('names the one release, in the words of the schema', () => {
    expect(osvDraft(aPack(), standing)).toMatchObject({
      schema_version: '1.7.5',
      id: 'GHSA-xxxx-xxxx-xxxx',
      published: '2026-03-01T12:04:00.000Z',
      modified: '2026-03-01T12:04:00.000Z',
      summary: '@octo/lantern 1.2.4 on npm did not come from where its releases come from',
      affected: [
        {
          package: { ecosystem: 'npm', name: '@octo/lantern', purl: 'pkg:npm/%40octo/lantern' },
          ranges: [{ type: 'SEMVER', events: [{ introduced: '1.2.4' }, { last_affected: '1.2.4' }] }],
          versions: ['1.2.4'],
        },
      ],
      database_specific: { severity: 'HIGH' },
    });
    expect(osvDraft(aPack(), standing)).not.toHaveProperty('withdrawn');
  });

  it('says when it was taken back, and bears the id that a database gave it', () => {
    const state = { id: 'GHSA-2222-3333-4444', withdrawn: '2026-03-01T14:00:00+01:00' };
    expect(osvDraft(aPack(), state)).toMatchObject({
      id: 'GHSA-2222-3333-4444',
      withdrawn: '2026-03-01T13:00:00.000Z',
      modified: '2026-03-01T13:00:00.000Z',
      summary: expect.stringMatching(/^Withdrawn, a false alarm: /),
    });
  });

  it.each([
    ['pypi', 'Octo.Lantern_Kit', '1.0', 'PyPI', 'octo-lantern-kit', 'pkg:pypi/octo-lantern-kit', 'ECOSYSTEM', '1.0'],
    ['go', 'example.org/octo/lantern', 'v1.2.4', 'Go', null, 'pkg:golang/example.org/octo/lantern', 'SEMVER', '1.2.4'],
    ['maven-central', 'org.octo:lantern', '1.2', 'Maven', null, 'pkg:maven/org.octo/lantern', 'ECOSYSTEM', '1.2'],
    ['packagist', 'Octo/Lantern', 'v1.2', 'Packagist', null, 'pkg:composer/octo/lantern', 'ECOSYSTEM', 'v1.2'],
    ['crates.io', 'lantern', '1.2.4', 'crates.io', null, 'pkg:cargo/lantern', 'SEMVER', '1.2.4'],
    ['rubygems', 'lantern', '1.2.4', 'RubyGems', null, 'pkg:gem/lantern', 'ECOSYSTEM', '1.2.4'],
    ['open-vsx', 'octo.lantern', '1.2.4', 'VSCode:https://open-vsx.org', null, undefined, 'ECOSYSTEM', '1.2.4'],
  ] as const)(
    'spells names and versions as %s does',
    (registry, name, release, ecosystem, known, purl, type, version) => {
      const [affected] = osvDraft(aPack({ registry, package: name, release }), standing)?.affected ?? [];
      expect(affected?.package).toEqual({ ecosystem, name: known ?? name, ...(purl === undefined ? {} : { purl }) });
      expect([affected?.ranges[0].type, affected?.versions]).toEqual([type, [version]]);
    },
  );

  it('is none where the schema has no name for the registry', () => {
    for (const registry of ['jsr', 'ghcr', 'docker-hub'] as const)
      expect(osvDraft(aPack({ registry }), standing)).toBeNull();
  });
});

describe('the draft of an advisory', () => {
  it('is what GitHub takes, leaves gaps to people, and tells nothing of the evidence', () => {
    const { summary, description, severity, vulnerabilities } = advisoryDraft(aPack());
    expect(severity).toBe('high');
    expect(vulnerabilities).toEqual([
      {
        package: { ecosystem: 'npm', name: '@octo/lantern' },
        vulnerable_version_range: '= 1.2.4',
        patched_versions: null,
      },
    ]);
    expect(description.match(/^\*To be completed before this is published:\*/gm)).toHaveLength(4);
    for (const text of [summary, description]) expect(text).not.toContain('only maintainers');
    expect(advisoryDraft(aPack({ registry: 'jsr' })).vulnerabilities[0].package.ecosystem).toBe('other');
    const nasty = advisoryDraft(aPack({ package: `a\n\u202eb${'x'.repeat(2000)}` })).summary;
    expect([nasty.length, /[\n\u202e]/.test(nasty)]).toEqual([1024, false]);
  });
});
