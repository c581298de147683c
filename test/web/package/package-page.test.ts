import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../../src/types/ledger.ts';
import { packageContent } from '../../../src/web/package/package-page.ts';
import { type PackageModel, packageOf } from '../../../src/web/package/read-package.ts';
import { chosenVersions } from '../../../src/web/package/version-choice.ts';
import { aPublication, hostile } from '../../reports/report-fixture.ts';
import { aJoin, aLedger, aRow } from '../ledger-rows.ts';
import { asked, isInert, textOf, written } from '../repository/repository-models.ts';

function page(ledger: Ledger | null, query = '', own: Partial<PackageModel> = {}): string {
  const model: PackageModel = {
    repository: { owner: 'acme', name: 'widgets' },
    account: 'acme',
    role: 'read',
    commit: 'ab'.repeat(20),
    registry: 'npm',
    name: '@acme/core',
    ledger,
    publications: [aPublication()],
    ...own,
  };
  return written(packageContent(model, asked(query)).content);
}

const odd = aRow({
  version: '2.0.0',
  publishedAt: '2026-06-09T12:00:00.000Z',
  rank: 'none',
  by: '`mallory`',
  workflow: null,
  withdrawn: 'yanked: not ours',
  signals: [{ id: 'tp-lost', severity: 'critical', says: 'published without provenance', provisional: true }],
  quiet: ['the tag came a day later, as it often does here'],
  joins: {
    ...aRow().joins,
    digest: aJoin({ state: 'contradicted', value: 'sha512:00', says: 'the registry serves other bytes' }),
  },
});

describe('the page about a package', () => {
  it('shows each release with what it is joined to, the sentence behind it, and the way to it on GitHub', () => {
    const text = page(aLedger({ rows: [odd, aRow()] }));
    expect(textOf(text)).toContain('comes from this repository: proved · asked 60 minutes ago');
    for (const path of [`commit/${'c0'.repeat(20)}`, 'actions/runs/4711', 'tree/v1.9.0'])
      expect(text).toContain(`href="https://github.com/acme/widgets/${path}"`);
    expect(textOf(text)).toContain('Digest contradicted sha512:00 the registry serves other bytes');
    expect(textOf(text)).toContain('GitHub release missing GitHub has no release of this tag');
    expect(textOf(text)).toMatch(/critical tp-lost : published without provenance\. Not settled/);
    expect(textOf(text)).toContain('Looks odd and is innocent: the tag came a day later');
    expect(textOf(text)).toContain('by mallory , yanked: not ours');
    expect(textOf(text)).toContain('Tags every release as v1.2.3');
    expect(text).toMatch(/<span class="hidden">Digest contradicted\. <\/span>/);
    expect(text).not.toMatch(/style="|undefined|\[object/);
  });

  it('opens the version that is asked for, and no other', () => {
    const text = page(aLedger({ rows: [odd, aRow()] }), '?version=1.9.0');
    expect(text.match(/<details class="fold" open>/g)).toHaveLength(1);
    expect(text).toMatch(/<li id="version"><details class="fold" open><summary class="release">\s*<strong>1\.9\.0/);
  });

  it('says that it has no history where it has none, and where the package is published nevertheless', () => {
    const text = textOf(page(null));
    expect(text).toContain('There is no release history to show here.');
    expect(text).toContain('npm publish in release.yml:42 , job publish : trusted publishing');
  });

  it('holds a thousand releases', () => {
    const rows = Array.from({ length: 1000 }, (_, index) =>
      aRow({
        version: `1.${index}.0`,
        line: `${index % 20}`,
        rank: index % 2 === 0 ? 'none' : 'provenance',
        publishedAt: new Date(Date.parse('2026-11-01') - index * 86_400_000).toISOString(),
      }),
    );
    expect(page(aLedger({ rows })).length).toBeLessThan(100_000);
  });

  it('shows nothing of a registry as markup', () => {
    const row = aRow({ version: hostile, line: hostile, by: hostile, workflow: hostile, withdrawn: hostile });
    const text = page(aLedger({ package: hostile, rows: [row], habit: [hostile], notes: [hostile] }), '', {
      name: hostile,
      publications: [aPublication({ via: hostile, workflow: hostile, job: hostile })],
    });
    expect(isInert(text)).toBe(true);
  });
});

describe('the releases of a page', () => {
  const rows = Array.from({ length: 40 }, (_, index) =>
    aRow({ version: `${40 - index}.0.0`, signals: index === 33 ? odd.signals : [] }),
  );
  const of = (query: string) => chosenVersions(rows, new URLSearchParams(query));

  it('are the newest, those of a page, or those around a version', () => {
    expect(of('').rows.map(({ version }) => version)).toEqual(rows.slice(0, 15).map(({ version }) => version));
    expect(of('page=3')).toMatchObject({ page: 3, pages: 3, opened: null });
    expect(of('page=3').rows).toHaveLength(10);
    expect(of('version=20.0.0')).toMatchObject({ page: 2, opened: '20.0.0' });
  });

  it('are there whatever is asked', () => {
    for (const query of ['page=99', 'page=-1', 'page=x', 'page=1.5', 'version=nowhere'])
      expect(of(query).rows.length, query).toBeGreaterThan(0);
  });

  it('can be only those with something that does not fit', () => {
    expect(of('signals=1').rows.map(({ version }) => version)).toEqual(['7.0.0']);
  });
});

describe('the package of an address', () => {
  const report = { publications: [aPublication()], releases: [aLedger({ registry: 'pypi', package: 'acme' })] };

  it('is one that the files name, or that a registry has', () => {
    expect(packageOf(report, 'npm', '@acme/core')).toMatchObject({ ledger: null, publications: [{}] });
    expect(packageOf(report, 'pypi', 'acme')).toMatchObject({ publications: [], ledger: { package: 'acme' } });
    for (const [registry, name] of [
      ['pypi', '@acme/core'],
      ['npm', 'acme'],
      ['nowhere', 'acme'],
    ] as const)
      expect(packageOf(report, registry, name), `${registry} ${name}`).toBeNull();
  });
});
