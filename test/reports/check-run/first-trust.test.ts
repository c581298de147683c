import { describe, expect, it } from 'vitest';
import { compareReports } from '../../../src/audit/compare.ts';
import { trustFirst } from '../../../src/reports/check-run/first-trust.ts';
import type { ReportPublication } from '../../../src/types/report.ts';
import { aPublication, aReport } from '../report-fixture.ts';
import { aContext } from './context.ts';

function first(
  base: readonly Partial<ReportPublication>[],
  head: readonly Partial<ReportPublication>[],
): string | null {
  const report = (publications: readonly Partial<ReportPublication>[]) =>
    aReport({ publications: publications.map((fields) => aPublication(fields)) });
  return trustFirst(compareReports(report(base), report(head)).publications, aContext());
}

describe('a change that begins to publish by trusted publishing', () => {
  it('says what to tell the registry before it is merged, and when the token can go', () => {
    expect(first([{ auth: 'token', environment: null }], [{ environment: 'release' }])).toBe(
      'before this is merged, let npm trust the repository `acme/widgets`, the workflow `release.yml` and the environment `release`, or the next release fails. Delete the token once a release has worked.',
    );
  });

  it('has no token to delete where the publication is new, and names no workflow where none is compared', () => {
    expect(first([], [{ registry: 'jsr', bound: [], environment: null }])).toBe(
      'before this is merged, let JSR trust the repository `acme/widgets`, or the next release fails.',
    );
  });

  it('mentions further registries', () => {
    const begun: readonly Partial<ReportPublication>[] = [{}, { registry: 'pypi', job: 'pypi', packages: ['acme'] }];
    expect(first([], begun)).toContain('npm, and likewise the others, trust');
  });

  it('is no change that goes on as before', () => {
    expect(first([{}], [{ pinned: true }])).toBeNull();
    expect(first([{}], [])).toBeNull();
  });
});
